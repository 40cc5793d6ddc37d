import type { CheckedInput, JobResult } from '../../../shared/contract/index.ts';
import { type FindingSeverity, findingSeverities } from '../../../shared/domain/findings.ts';
import { normaliseIdentifier } from '../../../shared/domain/identifiers/index.ts';
import type { EntityKind } from '../../../shared/domain/kinds.ts';
import { tlpLevels } from '../../../shared/domain/markings.ts';
import { readCase } from '../../cases/case-rows.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import { namesMayRepeat } from '../../entities/identify.ts';
import type { JobContext } from '../../rpc/handler.ts';
import { countStates } from './count-states.ts';
import { findKnown } from './object-writer.ts';
import { readIntelEvidence } from './read-intel-evidence.ts';
import type { IntelReading, PlannedEntity } from './reading.ts';

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
  return { ...compare(session.database, input.caseId, reading), ...describe(reading) };
}

function compare(database: SqliteDatabase, caseId: string, reading: IntelReading) {
  const kinds = new Map<EntityKind, { added: number; matched: number; unsure: number }>();
  const sampleEntities: Preview['sampleEntities'] = [];
  for (const entity of reading.entities) {
    const outcome = outcomeOf(database, caseId, entity);
    const counts = kinds.get(entity.kind) ?? { added: 0, matched: 0, unsure: 0 };
    counts[outcome] += 1;
    kinds.set(entity.kind, counts);
    const { kind, display, roles, marking } = entity;
    if (sampleEntities.length < samples) sampleEntities.push({ kind, display, roles, marking, outcome });
  }
  let unchanged = 0;
  let changed = 0;
  for (const { sourceId, hash } of reading.objects) {
    const known = findKnown(database, caseId, reading.format, sourceId);
    if (known) known.hash === hash ? unchanged++ : changed++;
  }
  return {
    entities: [...kinds].map(([kind, counts]) => ({ kind, ...counts })),
    sampleEntities,
    unchanged,
    changed,
  };
}

/** As the duplicate rules would have it: names that are there already are left for a person to decide. */
function outcomeOf(
  database: SqliteDatabase,
  caseId: string,
  entity: PlannedEntity,
): 'added' | 'matched' | 'unsure' {
  const made = database
    .cached("SELECT 1 FROM intel_record WHERE case_id = ? AND key = ? AND relation = 'made'")
    .get(caseId, entity.key);
  if (made !== undefined) return 'matched';
  const { normal, checked } = normaliseIdentifier(entity.kind, entity.value, entity.context);
  const same = database
    .cached(
      'SELECT 1 FROM entity WHERE case_id = ? AND kind = ? AND normal = ? AND hidden_at IS NULL LIMIT 1',
    )
    .get(caseId, entity.kind, normal);
  if (same === undefined) return 'added';
  return namesMayRepeat.has(entity.kind) || (entity.kind === 'phone' && checked === 'unchecked')
    ? 'unsure'
    : 'matched';
}

function describe(reading: IntelReading) {
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
