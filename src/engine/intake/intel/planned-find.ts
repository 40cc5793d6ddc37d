import { parseUncertainDate } from '../../../shared/domain/uncertain-date.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { FoundEntity } from '../../entities/found-entity.ts';
import { namesMayRepeat } from '../../entities/identify.ts';
import type { When } from '../../when.ts';
import { type IntelObject, keptThoughInvalid, type PlannedEntity } from './parsed-intel.ts';

/** What a record rests on: the object of the source that made it. */
export const provenanceOf = (
  { caseId, evidenceId }: { caseId: string; evidenceId: string },
  object: IntelObject | undefined,
) => ({ caseId, evidenceId, because: object ? { place: object.pointer, quote: object.title } : null });

/** A planned entity as the duplicate rule is asked for it, by the import and by its preview. */
export const findOf = (provenance: ReturnType<typeof provenanceOf>, entity: PlannedEntity): FoundEntity => ({
  ...provenance,
  kind: entity.kind,
  value: entity.value,
  context: entity.context,
  roles: entity.roles,
  country: entity.country,
  fields: entity.fields,
  note: entity.notes.join('\n\n'),
  marking: entity.marking,
  confidence: entity.confidence,
  seenFrom: timeOf(entity.seenFrom),
  seenTo: timeOf(entity.seenTo),
  keepInvalid: keptThoughInvalid.has(entity.kind),
});

/** The record a key made in an earlier import that was not taken back; also one that a person has hidden since. */
export const madeBefore = (database: SqliteDatabase, caseId: string, key: string): string | undefined =>
  database
    .cached(
      "SELECT subject_id FROM intel_record WHERE case_id = ? AND key = ? AND relation = 'made' ORDER BY id LIMIT 1",
    )
    .pluck()
    .get(caseId, key) as string | undefined;

/**
 * Which record an entity is without being compared: names are no identifiers, so that only the id of the source tells that this
 * is the one that came in before; of things the duplicate rule is asked again, unless the case has heard all that is said of it.
 */
export const isByItsKey = (kind: PlannedEntity['kind'], allKnown: boolean): boolean =>
  allKnown || namesMayRepeat.has(kind);

export const timeOf = (text: string | null): When | null =>
  text === null ? null : parseUncertainDate({ text });
