import { readingDeclaration } from '../../../shared/contract/reading.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { findingSeverities } from '../../../shared/domain/findings.ts';
import { requireZone } from '../../../shared/domain/time-zone.ts';
import { readCase, requireOpenCase } from '../../cases/case-rows.ts';
import { selectPage } from '../../database/listing.ts';
import type { Row, SqliteDatabase } from '../../database/sqlite.ts';
import type { Engine } from '../../engine.ts';
import { stableExhibit } from '../../evidence/custody.ts';
import { readEvidenceRow } from '../../evidence/evidence-rows.ts';
import { reportIncident } from '../../rpc/failure.ts';
import type { Handlers } from '../../rpc/handler.ts';
import { endIdleReaders } from '../readers/reader-host.ts';
import type { SourceFinding } from '../source-finding.ts';
import { declarationKey, readDeclaration } from './declaration.ts';
import { readEvidence } from './read-evidence.ts';

type Calls = 'evidence.read' | 'reading.get' | 'reading.summary' | 'reading.list' | 'reading.declare';

/** Views that show how reading stands ask again at most this often while it runs. */
const tellEveryMs = 1_000;

export function readingHandlers(engine: Engine): Handlers<Calls> {
  if (engine.options.readAfterIntake) readByItself(engine);
  // Threads that wait for work may still hold what they read.
  engine.listen((event) => {
    if (event.event === 'vault' && event.state === 'locked') void endIdleReaders();
  });
  return {
    'evidence.read': {
      title: ({ evidenceIds }) =>
        evidenceIds?.length === 1 ? 'Reading a piece of evidence' : 'Reading evidence',
      caseId: ({ caseId }) => caseId,
      async run(input, context) {
        const { caseId } = input;
        let told = 0;
        const tell = () => engine.tell({ event: 'changed', tables: ['reading', 'evidence_text'], caseId });
        try {
          return await readEvidence(input, context, {
            onPiece() {
              if (Date.now() - told < tellEveryMs) return;
              told = Date.now();
              tell();
            },
          });
        } finally {
          tell();
        }
      },
    },

    'reading.get'({ evidenceId }, { session }) {
      const { database } = session();
      const row = readEvidenceRow(database, evidenceId);
      const contentId = row.content_id as string;
      const steps = database
        .prepare(
          `SELECT * FROM reading WHERE evidence_id = ?
           ORDER BY CASE step WHEN 'mail' THEN 1 WHEN 'text' THEN 2 WHEN 'observables' THEN 3 ELSE 4 END`,
        )
        .all(evidenceId) as Row[];
      return {
        steps: steps.map((step) => ({
          ...stepOf(step),
          startedAt: step.started_at as string | null,
          endedAt: step.ended_at as string | null,
        })),
        content: readContent(database, contentId),
        declared: readDeclaration(database, contentId),
      };
    },

    'reading.summary'({ caseId }, { session }) {
      const { database } = session();
      readCase(database, caseId);
      const counts = database
        .prepare(
          `SELECT state, count(*) AS count FROM (
             SELECT CASE WHEN sum(reading.step IS NOT NULL) = 0 THEN 'unread' WHEN sum(state = 'running') > 0 THEN 'running'
               WHEN sum(state = 'waiting') > 0 THEN 'waiting' WHEN sum(state = 'failed') > 0 THEN 'failed' ELSE 'done' END AS state
             FROM evidence LEFT JOIN reading ON evidence_id = evidence.id
             WHERE case_id = ? AND hidden_at IS NULL GROUP BY evidence.id
           ) GROUP BY state`,
        )
        .all(caseId) as { state: 'unread' | 'waiting' | 'running' | 'done' | 'failed'; count: number }[];
      const summary = { pieces: 0, unread: 0, waiting: 0, running: 0, done: 0, failed: 0 };
      for (const { state, count } of counts) {
        summary[state] = count;
        summary.pieces += count;
      }
      return summary;
    },

    'reading.list'({ caseId, state, findings, ...page }, { session }) {
      const { database } = session();
      readCase(database, caseId);
      const where = ['evidence.case_id = @caseId'];
      const parameters: Row = { caseId };
      if (state) {
        where.push('reading.state = @state');
        parameters.state = state;
      }
      if (findings) {
        // This one and the graver ones.
        const severities = findingSeverities.slice(0, findingSeverities.indexOf(findings) + 1);
        where.push(
          `(${severities.map((one) => `reading.findings LIKE '%"severity":"${one}"%'`).join(' OR ')})`,
        );
      }
      const { rows, total } = selectPage(
        database,
        {
          from: 'reading JOIN evidence ON evidence.id = evidence_id JOIN content ON content.id = content_id',
          columns: 'reading.*, evidence.number, evidence.name, content.media_type',
          where,
          parameters,
          sorts: { number: 'evidence.number', name: 'evidence.name COLLATE NOCASE', state: 'reading.state' },
          defaultSort: 'number',
          searched: ['evidence.name', 'reading.summary', 'reading.findings'],
          hiddenColumn: 'evidence.hidden_at',
          tieBreak: 'reading.evidence_id, reading.step',
        },
        page,
      );
      return {
        rows: rows.map((row) => ({
          evidenceId: row.evidence_id as string,
          number: row.number as number,
          exhibit: stableExhibit(row.number as number),
          name: row.name as string,
          mediaType: row.media_type as string,
          ...stepOf(row),
        })),
        total,
      };
    },

    'reading.declare'({ evidenceId, declared }, { session }) {
      const { database } = session();
      const row = readEvidenceRow(database, evidenceId);
      const caseId = row.case_id as string;
      requireOpenCase(database, caseId);
      if (declared.zone !== undefined) requireZone(declared.zone);
      const contentId = row.content_id as string;
      const merged = { ...readDeclaration(database, contentId), ...declared };
      const said = Object.entries(declared).map(([name, value]) => `${name} ${String(value)}`);
      session().write(
        { reason: 'edit', summary: `Declared for reading ${row.name as string}: ${said.join(', ')}`, caseId },
        (transaction) =>
          session().writeSetting(transaction, declarationKey(contentId), JSON.stringify(merged)),
      );
      return { declared: readingDeclaration.parse(merged) };
    },
  };
}

const stepOf = (row: Row) => ({
  step: row.step as 'mail' | 'text' | 'observables' | 'proposals',
  state: row.state as 'waiting' | 'running' | 'done' | 'nothing' | 'failed',
  summary: row.summary as string,
  findings: JSON.parse(row.findings as string) as SourceFinding[],
});

function readContent(database: SqliteDatabase, contentId: string) {
  const row = database.prepare('SELECT * FROM content_reading WHERE content_id = ?').get(contentId) as
    | Row
    | undefined;
  if (!row) return null;
  return {
    format: row.format as string,
    encoding: row.encoding as string,
    assumed: JSON.parse(row.assumed as string),
    language: row.language as string,
    pages: row.pages as number,
    characters: row.characters as number,
    messages: row.messages as number,
    metadata: JSON.parse(row.metadata as string),
    places: JSON.parse(row.places as string),
    outcome: row.outcome as string,
    readAt: row.read_at as string,
  };
}

/**
 * Starts reading when an intake has ended, also one that was cancelled: what it kept is evidence. So is a message that was
 * taken out of a mailbox. And when a vault is opened whose reading was cut off.
 */
function readByItself(engine: Engine): void {
  const start = (caseId: string): void => {
    engine.call('evidence.read', { caseId }).catch((error: unknown) => {
      if (!(error instanceof ProfferError)) reportIncident(error);
    });
  };
  engine.listen((event) => {
    if (event.event === 'job') {
      const { method, state, caseId, result } = event.job;
      if (method === 'proposal.accept') {
        const { takenOut = 0 } = (result ?? {}) as { takenOut?: number };
        if (takenOut > 0 && caseId !== null && engine.sessionOrNull() !== null) start(caseId);
        return;
      }
      if (!bringing.has(method) || state === 'running') return;
      if (state === 'done' && (result as { added?: number } | null)?.added === 0) return;
      const of = caseId ?? caseOf(engine, result);
      if (of !== null && engine.sessionOrNull() !== null) start(of);
    } else if (event.event === 'vault' && event.state === 'unlocked') {
      const database = engine.sessionOrNull()?.database;
      const cases = database
        ?.prepare(
          "SELECT DISTINCT case_id FROM reading JOIN evidence ON evidence.id = evidence_id WHERE state = 'waiting' AND hidden_at IS NULL",
        )
        .pluck()
        .all() as string[] | undefined;
      for (const caseId of cases ?? []) start(caseId);
    }
  });
}

/** The jobs that bring evidence. */
const bringing: ReadonlySet<string> = new Set([
  'evidence.intake',
  'evidence.resumeIntake',
  'evidence.takeLeftOut',
]);

/** A resumed intake does not know its case; what it brought does. */
function caseOf(engine: Engine, result: unknown): string | null {
  const batchId = (result as { batchId?: unknown } | null)?.batchId;
  const row = engine
    .sessionOrNull()
    ?.database.prepare('SELECT case_id FROM intake_batch WHERE id = ?')
    .pluck()
    .get(String(batchId)) as string | undefined;
  return row ?? null;
}
