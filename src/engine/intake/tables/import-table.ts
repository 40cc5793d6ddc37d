import type { CheckedInput, JobResult } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import type { JobContext } from '../../rpc/handler.ts';
import type { ContentReader } from '../../store/types.ts';
import { ImportBatch } from '../import-batch.ts';
import { rememberMapping } from './remembered-mappings.ts';
import { type TableEvidence, withTable } from './table-evidence.ts';
import type { DraftGroup } from './table-tasks.ts';
import { previewInThread, readInThread } from './table-thread.ts';
import { DraftCounts } from './writing/count-drafts.ts';
import { KnownThings } from './writing/known-things.ts';
import { ProblemSummary } from './writing/problem-summary.ts';
import { writeDrafts } from './writing/write-drafts.ts';

/** Rows that must be readable as declared before anything is written. */
const rowsAhead = 200;

/** Takes a table into its case, or tries what would come of it. Parsing and reading go on in a thread; this one writes. */
export async function importTable(
  input: CheckedInput<'import.table'>,
  context: JobContext,
): Promise<JobResult<'import.table'>> {
  const session = context.session();
  return withTable(session, input.evidenceId, async (content, evidence) => {
    if (input.trial) return tryTable(content, input, context, evidence);
    await requireDeclared(content, input, context.signal);
    const facts = { caseId: evidence.caseId, evidenceId: evidence.id, mapping: input.mapping };
    const batch = ImportBatch.begin(session, {
      caseId: evidence.caseId,
      evidenceId: evidence.id,
      reader: 'table',
      title: evidence.name,
      options: input.mapping,
    });
    const summary = new ProblemSummary();
    const known = new KnownThings();
    let rows = 0;
    let ended: 'complete' | 'cancelled' | 'failed' = 'failed';
    try {
      rows = await readInThread(
        content,
        { mapping: input.mapping, trial: false },
        context.signal,
        (group) => {
          for (const draft of group.drafts) summary.add(draft);
          batch.write(`${group.rows} rows of ${evidence.name}`, (transaction) =>
            writeDrafts(session.database, transaction, batch, facts, known, group.drafts),
          );
          tell(context, evidence, group);
        },
      );
      if (input.remember)
        batch.write(`Mapping remembered: ${input.remember}`, (transaction) =>
          rememberMapping(session.database, transaction, input.mapping, input.remember ?? ''),
        );
      ended = 'complete';
    } catch (error) {
      if (context.signal.aborted) ended = 'cancelled';
      else if (error instanceof ProfferError && session.database.open)
        batch.finding({ place: 'file', severity: 'error', code: error.code, message: error.message });
      throw error;
    } finally {
      batch.finish(ended);
    }
    return {
      batchId: batch.id,
      rows,
      counts: batch.counts,
      undeclared: summary.undeclared,
      problems: summary.problems,
    };
  });
}

async function tryTable(
  content: ContentReader,
  input: CheckedInput<'import.table'>,
  context: JobContext,
  evidence: TableEvidence,
): Promise<JobResult<'import.table'>> {
  const summary = new ProblemSummary();
  const counts = new DraftCounts();
  const rows = await readInThread(
    content,
    { mapping: input.mapping, trial: true },
    context.signal,
    (group) => {
      for (const draft of group.drafts) {
        summary.add(draft);
        counts.add(draft);
      }
      tell(context, evidence, group);
    },
  );
  return {
    batchId: null,
    rows,
    counts: counts.counts,
    undeclared: summary.undeclared,
    problems: summary.problems,
  };
}

/** @throws ProfferError `invalid-input` naming what has to be declared before the first rows can be read. */
async function requireDeclared(
  content: ContentReader,
  { mapping }: CheckedInput<'import.table'>,
  signal: AbortSignal,
): Promise<void> {
  const summary = new ProblemSummary();
  for (const draft of await previewInThread(content, { mapping, rows: rowsAhead }, signal))
    summary.add(draft);
  const { undeclared } = summary;
  const [first] = undeclared;
  if (first) throw new ProfferError('invalid-input', `Not imported: ${first.message}`, { undeclared });
}

function tell({ progress }: JobContext, evidence: TableEvidence, { rows, bytes }: DraftGroup): void {
  progress({
    stage: `${rows.toLocaleString('en')} rows read`,
    done: Math.min(bytes, evidence.sizeBytes),
    total: evidence.sizeBytes,
    unit: 'bytes',
    current: evidence.name,
  });
}
