import type { CheckedInput, JobResult } from '../../../shared/contract/index.ts';
import { type FindingSeverity, findingSeverities } from '../../../shared/domain/findings.ts';
import type { EntityKind } from '../../../shared/domain/kinds.ts';
import { tlpLevels } from '../../../shared/domain/markings.ts';
import { readCase } from '../../cases/case-rows.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import { Foresight } from '../../entities/foresight.ts';
import type { JobContext } from '../../rpc/handler.ts';
import { countStates } from './count-states.ts';
import { findKnown, newsOf } from './object-writer.ts';
import type { ParsedIntel, PlannedEntity } from './parsed-intel.ts';
import { findOf, isByItsKey, madeBefore, provenanceOf } from './planned-find.ts';
import { readIntelEvidence } from './read-intel-evidence.ts';

type Preview = JobResult<'intel.preview'>;

const samples = 500;

/** Reads a file and says what importing it would bring, compared with what the case has now. Writes nothing. */
export async function previewIntel(
  input: CheckedInput<'intel.preview'>,
  { session: open, signal, progress }: JobContext,
): Promise<Preview> {
  const session = open();
  readCase(session.database, input.caseId);
  progress({ stage: 'Reading', done: 0, total: null, unit: 'entries', current: null });
  const reading = await readIntelEvidence(session, input, signal);
  return { ...compare(session.database, input, reading), ...describe(reading) };
}

function compare(
  database: SqliteDatabase,
  facts: { caseId: string; evidenceId: string },
  reading: ParsedIntel,
) {
  const news = reading.objects.map((object) =>
    newsOf(findKnown(database, facts.caseId, reading.format, object.sourceId), object),
  );
  const foresight = new Foresight(database);
  /** As the import would have it. */
  const outcomeOf = (entity: PlannedEntity) => {
    const allKnown = entity.objects.every(
      (number) => news[number] === 'unchanged' || news[number] === 'older',
    );
    return madeBefore(database, facts.caseId, entity.key) !== undefined && isByItsKey(entity.kind, allKnown)
      ? 'matched'
      : foresight.outcomeOf(findOf(provenanceOf(facts, reading.objects[entity.objects[0] ?? -1]), entity));
  };
  const kinds = new Map<EntityKind, { added: number; matched: number; unsure: number }>();
  const sampleEntities: Preview['sampleEntities'] = [];
  for (const entity of reading.entities) {
    const outcome = outcomeOf(entity);
    const counts = kinds.get(entity.kind) ?? { added: 0, matched: 0, unsure: 0 };
    counts[outcome] += 1;
    kinds.set(entity.kind, counts);
    const { kind, display, roles, marking } = entity;
    if (sampleEntities.length < samples) sampleEntities.push({ kind, display, roles, marking, outcome });
  }
  return {
    entities: [...kinds].map(([kind, counts]) => ({ kind, ...counts })),
    sampleEntities,
    // Of what the case has a later version of, nothing is made either.
    unchanged: news.filter((one) => one === 'unchanged' || one === 'older').length,
    changed: news.filter((one) => one === 'changed').length,
  };
}

function describe(reading: ParsedIntel) {
  const keptTypes = new Map<string, number>();
  for (const { type, state } of reading.objects)
    if (state === 'kept') keptTypes.set(type, (keptTypes.get(type) ?? 0) + 1);
  const findings = new Map<string, { code: string; severity: FindingSeverity; count: number }>();
  for (const { code, severity } of reading.findings) {
    const entry = findings.get(code) ?? { code, severity, count: reading.furtherFindings[code] ?? 0 };
    entry.count += 1;
    findings.set(code, entry);
  }
  const gravestFirst = (one: { severity: FindingSeverity }, other: { severity: FindingSeverity }) =>
    findingSeverities.indexOf(one.severity) - findingSeverities.indexOf(other.severity);
  const serious = [...reading.findings].sort(gravestFirst);
  return {
    format: reading.format,
    formatName: reading.formatName,
    title: reading.title,
    links: reading.links.length,
    events: reading.events.length,
    objects: countStates(reading.objects),
    keptTypes: [...keptTypes]
      .map(([type, count]) => ({ type, count }))
      .sort((one, other) => other.count - one.count)
      .slice(0, 100),
    markings: tlpLevels.flatMap((marking) => {
      const count = reading.objects.filter((object) => object.marking === marking).length;
      return count > 0 ? [{ marking, count }] : [];
    }),
    findings: [...findings.values()].sort(gravestFirst),
    sampleFindings: serious
      .slice(0, samples)
      .map(({ place, severity, code, message }) => ({ place, severity, code, message })),
  };
}
