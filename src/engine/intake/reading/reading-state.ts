import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { SourceFinding } from '../source-finding.ts';
import type { ReadingPiece, ReadingStep, StepName } from './reading-step.ts';

export type StepState = 'waiting' | 'running' | 'done' | 'nothing' | 'failed';

/** How one step ended. */
export interface StepEnd {
  step: StepName;
  version: number;
  state: StepState;
  summary: string;
  findings: SourceFinding[];
  startedAt: string;
}

/** More findings of one step than this are counted, not kept. */
const mostFindings = 200;
/** Rows of one transaction: long enough to be quick, short enough that nobody waits. */
const rowsTogether = 2_000;

const pieceColumns = `evidence.id AS evidenceId, evidence.case_id AS caseId, content_id AS contentId, number, name, path,
  media_type AS mediaType, size_bytes AS sizeBytes, sha256, parent_id AS parentId`;

export function readPiece(database: SqliteDatabase, evidenceId: string): ReadingPiece | undefined {
  return database
    .cached(
      `SELECT ${pieceColumns} FROM evidence JOIN content ON content.id = content_id WHERE evidence.id = ?`,
    )
    .get(evidenceId) as ReadingPiece | undefined;
}

/** The steps this piece still has to go through: never run, left waiting, or of an older version of the step. */
export function stepsLeft(
  database: SqliteDatabase,
  evidenceId: string,
  steps: readonly ReadingStep[],
): ReadingStep[] {
  const rows = database
    .cached('SELECT step, state, step_version AS version FROM reading WHERE evidence_id = ?')
    .all(evidenceId) as { step: string; state: StepState; version: number }[];
  const known = new Map(rows.map((row) => [row.step, row]));
  return steps.filter(({ name, version }) => {
    const row = known.get(name);
    return !row || row.state === 'waiting' || row.version < version;
  });
}

/** Puts pieces in the queue: a reading that is cut off goes on with them. `again` also takes back what was read. */
export function enqueue(
  database: SqliteDatabase,
  evidenceIds: readonly string[],
  steps: readonly ReadingStep[],
  again: boolean,
): void {
  const statement = database.prepare(
    `INSERT INTO reading (evidence_id, step, state, step_version, summary, findings, started_at, ended_at)
     VALUES (?, ?, 'waiting', 0, '', '[]', NULL, NULL)
     ON CONFLICT DO ${again ? "UPDATE SET state = 'waiting' WHERE state <> 'running'" : 'NOTHING'}`,
  );
  for (let from = 0; from < evidenceIds.length; from += rowsTogether) {
    database.derive(() => {
      for (const id of evidenceIds.slice(from, from + rowsTogether))
        for (const { name } of steps) statement.run(id, name);
    });
  }
}

const upsert = `INSERT INTO reading (evidence_id, step, state, step_version, summary, findings, started_at, ended_at)
  VALUES (@evidenceId, @step, @state, @version, @summary, @findings, @startedAt, @endedAt)
  ON CONFLICT DO UPDATE SET state = excluded.state, step_version = excluded.step_version, summary = excluded.summary,
    findings = excluded.findings, started_at = excluded.started_at, ended_at = excluded.ended_at`;

/** Says before it begins which piece is in hand: should the program die of it, that is known afterwards. */
export function beginSteps(
  database: SqliteDatabase,
  evidenceId: string,
  steps: readonly ReadingStep[],
): void {
  const at = new Date().toISOString();
  database.derive(() => {
    for (const { name, version } of steps)
      database.cached(upsert).run({
        evidenceId,
        step: name,
        state: 'running',
        version,
        summary: '',
        findings: '[]',
        startedAt: at,
        endedAt: null,
      });
  });
}

/** What came of the steps; those of `steps` without an end were cut off and wait again. */
export function endSteps(
  database: SqliteDatabase,
  evidenceId: string,
  steps: readonly ReadingStep[],
  ends: readonly StepEnd[],
): void {
  const endedAt = new Date().toISOString();
  const ended = new Map(ends.map((end) => [end.step, end]));
  database.derive(() => {
    for (const { name } of steps) {
      const end = ended.get(name);
      if (end) database.cached(upsert).run(rowOf(evidenceId, end, endedAt));
      else
        database
          .cached("UPDATE reading SET state = 'waiting', step_version = 0 WHERE evidence_id = ? AND step = ?")
          .run(evidenceId, name);
    }
  });
}

const rowOf = (evidenceId: string, end: StepEnd, endedAt: string) => ({
  evidenceId,
  step: end.step,
  state: end.state,
  version: end.version,
  summary: end.summary,
  findings: JSON.stringify(kept(end.findings)),
  startedAt: end.startedAt,
  endedAt,
});

function kept(findings: readonly SourceFinding[]): SourceFinding[] {
  if (findings.length <= mostFindings) return [...findings];
  const more = findings.length - mostFindings;
  const message = `${more} more findings were counted and not kept.`;
  return [
    ...findings.slice(0, mostFindings),
    { severity: 'info', code: 'more-findings', message, place: '' },
  ];
}

/**
 * Pieces that were in hand when the program died, and are in nobody's now. They may have been the reason, so they are not
 * read again by themselves. @returns how many.
 */
export function failCutOff(database: SqliteDatabase, inHand: ReadonlySet<string>): number {
  const ids = database
    .prepare("SELECT DISTINCT evidence_id FROM reading WHERE state = 'running'")
    .pluck()
    .all() as string[];
  const lost = ids.filter((id) => !inHand.has(id));
  const finding: SourceFinding = {
    severity: 'error',
    code: 'reader-crashed',
    message: 'Proffer ended while it was reading this piece. It is read again only when you ask for it.',
    place: '',
  };
  database.derive(() => {
    for (const id of lost)
      database
        .prepare(
          "UPDATE reading SET state = 'failed', findings = ?, ended_at = ? WHERE evidence_id = ? AND state = 'running'",
        )
        .run(JSON.stringify([finding]), new Date().toISOString(), id);
  });
  return lost.length;
}
