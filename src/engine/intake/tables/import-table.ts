import type { CheckedInput, JobResult } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import type { JobContext } from '../../rpc/handler.ts';
import type { ContentReader } from '../../store/types.ts';
import type { VaultSession } from '../../vault/session.ts';
import { ImportBatch } from '../imports/import-batch.ts';
import { NewOwnContacts } from '../observables/new-own-contacts.ts';
import { draftsIn } from './draft-lines.ts';
import type { RowDraft } from './drafting/draft.ts';
import { rememberMapping } from './remembered-mappings.ts';
import { type TableEvidence, withTable } from './table-evidence.ts';
import type { DraftGroup } from './table-tasks.ts';
import { readInThread } from './table-thread.ts';
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
    return new TableImport(session, input, context, evidence).run(content);
  });
}

/** One import under way. It is on record from its first row on: a table that wants a declaration leaves no trace. */
class TableImport {
  readonly #session: VaultSession;
  readonly #input: CheckedInput<'import.table'>;
  readonly #context: JobContext;
  readonly #evidence: TableEvidence;
  readonly #summary = new ProblemSummary();
  readonly #known = new KnownThings();
  #batch: ImportBatch | null = null;
  #ownContacts: NewOwnContacts | null = null;

  constructor(
    session: VaultSession,
    input: CheckedInput<'import.table'>,
    context: JobContext,
    evidence: TableEvidence,
  ) {
    this.#session = session;
    this.#input = input;
    this.#context = context;
    this.#evidence = evidence;
  }

  async run(content: ContentReader): Promise<JobResult<'import.table'>> {
    const { mapping, remember } = this.#input;
    let ended: 'complete' | 'cancelled' | 'failed' = 'failed';
    try {
      const rows = await readInThread(content, { mapping }, this.#context.signal, (group) =>
        this.#take(group),
      );
      const batch = this.#begun();
      if (remember)
        batch.write(`Mapping remembered: ${remember}`, (transaction) =>
          rememberMapping(this.#session.database, transaction, mapping, remember),
        );
      this.#ownContacts?.tell(batch);
      ended = 'complete';
      const { undeclared, problems } = this.#summary;
      return { batchId: batch.id, rows, counts: batch.counts, undeclared, problems };
    } catch (error) {
      if (this.#context.signal.aborted) ended = 'cancelled';
      else if (error instanceof ProfferError && this.#session.database.open)
        this.#batch?.finding({ place: 'file', severity: 'error', code: error.code, message: error.message });
      // What stands of it was brought all the same.
      if (this.#batch && ended !== 'complete' && this.#session.database.open)
        this.#ownContacts?.tell(this.#batch);
      throw error;
    } finally {
      this.#batch?.finish(ended);
    }
  }

  #take(group: DraftGroup): void {
    if (this.#batch === null) requireDeclared(group);
    const batch = this.#begun();
    const { database } = this.#session;
    const { caseId, id: evidenceId, name } = this.#evidence;
    const facts = { caseId, evidenceId, mapping: this.#input.mapping };
    batch.write(`${group.rows} rows of ${name}`, (transaction) =>
      writeDrafts(database, transaction, batch, facts, this.#known, this.#summed(group)),
    );
    tell(this.#context, this.#evidence, group);
  }

  *#summed(group: DraftGroup): Generator<RowDraft> {
    for (const draft of draftsIn(group.lines)) {
      this.#summary.add(draft);
      yield draft;
    }
  }

  #begun(): ImportBatch {
    const { caseId, id: evidenceId } = this.#evidence;
    this.#ownContacts ??= new NewOwnContacts(this.#session.database, { caseId, evidenceId });
    this.#batch ??= ImportBatch.begin(this.#session, {
      caseId,
      evidenceId,
      reader: 'table',
      title: this.#evidence.name,
      options: this.#input.mapping,
    });
    return this.#batch;
  }
}

async function tryTable(
  content: ContentReader,
  input: CheckedInput<'import.table'>,
  context: JobContext,
  evidence: TableEvidence,
): Promise<JobResult<'import.table'>> {
  const summary = new ProblemSummary();
  const counts = new DraftCounts();
  const rows = await readInThread(content, { mapping: input.mapping }, context.signal, (group) => {
    for (const draft of draftsIn(group.lines)) {
      summary.add(draft);
      counts.add(draft);
    }
    tell(context, evidence, group);
  });
  return {
    batchId: null,
    rows,
    counts: counts.counts,
    undeclared: summary.undeclared,
    problems: summary.problems,
  };
}

/** @throws ProfferError `invalid-input` naming what has to be declared before the first rows can be read. */
function requireDeclared(group: DraftGroup): void {
  const summary = new ProblemSummary();
  let ahead = 0;
  for (const draft of draftsIn(group.lines)) {
    summary.add(draft);
    ahead += 1;
    if (ahead === rowsAhead) break;
  }
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
