import type { z } from 'zod';
import type { entityRecord, entityRow } from '../../shared/contract/entity.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { supportingPlaces } from '../evidence/support.ts';
import { parseWhen, type When } from '../when.ts';
import { groupsOf } from './duplicates/duplicate-groups.ts';
import { freshenSights } from './fresh-sights.ts';
import { linksOfEntity } from './link-rows.ts';

export type EntityRow = z.output<typeof entityRow>;
export type EntityRecord = z.output<typeof entityRecord>;

/** The outermost of what a source states and what events tell. SQLite's scalar min and max are null where one side is. */
function seenSql(pick: 'min' | 'max', stated: string, told: string): string {
  const fromEvents = `(SELECT ${told} FROM entity_sight WHERE entity_id = entity.id)`;
  return `coalesce(${pick}(entity.${stated}, ${fromEvents}), entity.${stated}, ${fromEvents})`;
}

/** When an entity was first seen, as SQL over `entity`; true once `freshenSights` was called. */
export const firstSeen = seenSql('min', 'seen_from', 'first');
/** How many events name it; true once `freshenSights` was called. */
export const eventCount = 'coalesce((SELECT events FROM entity_sight WHERE entity_id = entity.id), 0)';

/** What every reading of an entity selects: its roles in one text, how often and when events name it. */
export const entityColumns = `entity.*,
  (SELECT group_concat(role, ',') FROM (SELECT role FROM entity_role WHERE entity_id = entity.id ORDER BY role)) AS roles,
  ${eventCount} AS event_count, ${firstSeen} AS first_seen, ${seenSql('max', 'seen_to', 'last')} AS last_seen`;

export function toEntityRow(row: Row): EntityRow {
  return {
    id: row.id as string,
    caseId: row.case_id as string,
    kind: row.kind as EntityRow['kind'],
    asFound: row.as_found as string,
    normal: row.normal as string,
    display: row.display as string,
    checked: row.checked as EntityRow['checked'],
    problems: JSON.parse(row.problems as string),
    facts: JSON.parse(row.facts as string),
    roles: row.roles === null ? [] : ((row.roles as string).split(',') as EntityRow['roles']),
    country: row.country as string | null,
    marking: row.marking as EntityRow['marking'],
    confidence: row.confidence as EntityRow['confidence'],
    eventCount: row.event_count as number,
    firstSeen: row.first_seen as number | null,
    lastSeen: row.last_seen as number | null,
    hidden: row.hidden_at !== null,
  };
}

/** @throws ProfferError `not-found`. */
export function readEntity(database: SqliteDatabase, id: string): EntityRecord {
  freshenSights(database);
  const row = database.prepare(`SELECT ${entityColumns} FROM entity WHERE id = ?`).get(id) as Row | undefined;
  if (!row) throw new ProfferError('not-found', 'This entity is not in the vault.', { id });
  const [seenFrom, seenTo] = [parseWhen(row.seen_from_json), parseWhen(row.seen_to_json)];
  const isFirst = seenFrom !== null && seenFrom.earliest === row.first_seen;
  const isLast = seenTo !== null && (seenTo.latest ?? seenTo.earliest) === row.last_seen;
  return {
    ...toEntityRow(row),
    note: row.note as string,
    fields: JSON.parse(row.fields as string),
    seenFrom,
    seenTo,
    firstSighting: isFirst ? seenFrom : outermostEvent(database, id, 'first'),
    lastSighting: isLast ? seenTo : outermostEvent(database, id, 'last'),
    mergedInto: row.merged_into === null ? null : entityEnd(database, row.merged_into as string),
    duplicates: groupsOf(database, id),
    createdAt: row.created_at as string,
    changedAt: row.changed_at as string,
    evidence: supportingPlaces(database, 'entity', id),
    links: linksOfEntity(database, id),
    events: eventsOf(database, id),
  };
}

function eventsOf(database: SqliteDatabase, id: string): EntityRecord['events'] {
  const rows = database
    .prepare(
      `SELECT event.id, title, when_json FROM event_participant JOIN event ON event.id = event_id
       WHERE entity_id = ? AND hidden_at IS NULL GROUP BY event.id ORDER BY coalesce(earliest, latest), event.id LIMIT 500`,
    )
    .all(id) as { id: string; title: string; when_json: string }[];
  return rows.map(({ when_json, ...event }) => ({ ...event, when: parseWhen(when_json)! }));
}

/** When the event was that the first or last sight of an entity comes from. */
function outermostEvent(database: SqliteDatabase, id: string, side: 'first' | 'last'): When | null {
  const time = side === 'first' ? 'earliest' : 'coalesce(latest, earliest)';
  const json = database
    .prepare(
      `SELECT when_json FROM event_participant JOIN event ON event.id = event_id
       WHERE entity_id = ? AND hidden_at IS NULL AND ${time} IS NOT NULL
       ORDER BY ${time} ${side === 'first' ? 'ASC' : 'DESC'}, event.id LIMIT 1`,
    )
    .pluck()
    .get(id);
  return parseWhen(json);
}

/** An entity as others name it. */
export const entityEnd = (
  database: SqliteDatabase,
  id: string,
): { id: string; kind: EntityRow['kind']; display: string } =>
  database.cached('SELECT id, kind, display FROM entity WHERE id = ?').get(id) as ReturnType<
    typeof entityEnd
  >;

/** @throws ProfferError `not-found` when the entity is not one of this case. */
export function requireEntityOf(database: SqliteDatabase, caseId: string, id: string): void {
  if (!database.prepare('SELECT 1 FROM entity WHERE id = ? AND case_id = ?').get(id, caseId)) {
    throw new ProfferError(
      'not-found',
      'An entity named here is not in this case. Record it first, or choose another.',
      { id, caseId },
    );
  }
}
