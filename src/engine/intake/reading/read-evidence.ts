import { availableParallelism } from 'node:os';
import type { JobResult } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { readCase } from '../../cases/case-rows.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { JobContext } from '../../rpc/handler.ts';
import type { VaultSession } from '../../vault/session.ts';
import {
  beginSteps,
  endSteps,
  enqueue,
  failCutOff,
  readPiece,
  type StepEnd,
  stepsLeft,
} from './reading-state.ts';
import type { ReadingStep } from './reading-step.ts';
import { readingSteps } from './reading-steps.ts';
import { runStep } from './run-step.ts';

export interface ReadInput {
  caseId: string;
  evidenceIds?: string[] | undefined;
  batchId?: string | undefined;
  again: boolean;
}

export interface ReadHooks {
  /** Told after each piece, so that views ask again. */
  onPiece?: () => void;
  /** Other steps than the program's: for tests. */
  steps?: readonly ReadingStep[];
}

/** Pieces in hand at once: while a thread reads one, another is decrypted or written. */
const lanes = Math.min(4, Math.max(2, availableParallelism()));

/** Pieces that some job of this process is reading. */
const inHand = new WeakMap<VaultSession, Set<string>>();

/** Contents that are being read. Text belongs to a content: while one piece looks for things in it, none writes it anew. */
const turnsOf = new WeakMap<VaultSession, Map<string, Promise<void>>>();

/** Runs work once no other with the same key is under way. */
async function inTurn(
  turns: Map<string, Promise<void>>,
  key: string,
  work: () => Promise<void>,
): Promise<void> {
  for (let other = turns.get(key); other; other = turns.get(key)) await other.catch(() => undefined);
  const own = work();
  turns.set(key, own);
  try {
    await own;
  } finally {
    turns.delete(key);
  }
}

/** Of a piece that is not in the vault its own id; whoever reads it tells. */
const contentOf = (database: SqliteDatabase, evidenceId: string): string =>
  (database.cached('SELECT content_id FROM evidence WHERE id = ?').pluck().get(evidenceId) as
    | string
    | undefined) ?? evidenceId;

/**
 * Reads pieces of evidence step by step, and then what was found inside them (attachments become evidence of their own).
 * Each piece is whole or waiting when the job ends, however it ends; running it again goes on where it stopped.
 */
export async function readEvidence(
  input: ReadInput,
  context: JobContext,
  { onPiece = () => {}, steps = readingSteps }: ReadHooks = {},
): Promise<JobResult<'evidence.read'>> {
  const session = context.session();
  const { database } = session;
  readCase(database, input.caseId);
  const busy = inHand.get(session) ?? new Set<string>();
  inHand.set(session, busy);
  const turns = turnsOf.get(session) ?? new Map<string, Promise<void>>();
  turnsOf.set(session, turns);
  failCutOff(database, busy);
  const queue = select(database, input, steps);
  enqueue(database, queue, steps, input.again);
  const result: JobResult<'evidence.read'> = { pieces: 0, done: 0, failed: 0, skipped: 0 };
  const known = new Set(queue);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < queue.length) {
      const id = queue[next++]!;
      if (context.signal.aborted) throw new ProfferError('cancelled', 'Cancelled.');
      if (busy.has(id)) continue;
      busy.add(id);
      try {
        const place = { done: next - 1, total: queue.length };
        await inTurn(turns, contentOf(database, id), () =>
          readOne(session, id, steps, context, result, place),
        );
      } finally {
        busy.delete(id);
      }
      for (const child of visibleChildren(database, id)) {
        if (known.has(child)) continue;
        known.add(child);
        queue.push(child);
      }
      onPiece();
    }
  };
  // A lane that finds the queue empty ends; the one in work goes on with what its piece brings.
  const outcomes = await Promise.allSettled(Array.from({ length: lanes }, lane));
  const broken = outcomes.find((outcome) => outcome.status === 'rejected');
  if (broken) throw broken.reason;
  return result;
}

async function readOne(
  session: VaultSession,
  id: string,
  steps: readonly ReadingStep[],
  context: JobContext,
  result: JobResult<'evidence.read'>,
  { done, total }: { done: number; total: number },
): Promise<void> {
  const { database } = session;
  const piece = readPiece(database, id);
  if (!piece)
    throw new ProfferError('not-found', 'A piece of evidence named here is not in the vault.', { id });
  result.pieces += 1;
  const left = stepsLeft(database, id, steps);
  if (left.length === 0) {
    result.skipped += 1;
    return;
  }
  context.progress({ stage: 'Reading evidence', done, total, unit: 'files', current: piece.name });
  beginSteps(database, id, left);
  const ends: StepEnd[] = [];
  try {
    for (const step of left) ends.push(await runStep(step, piece, session, context.signal));
  } finally {
    if (database.open) endSteps(database, id, left, ends);
  }
  if (ends.some(({ state }) => state === 'failed')) result.failed += 1;
  else result.done += 1;
}

const visibleChildren = (database: SqliteDatabase, id: string): string[] =>
  database
    .prepare('SELECT id FROM evidence WHERE parent_id = ? AND hidden_at IS NULL ORDER BY number')
    .pluck()
    .all(id) as string[];

/** Ids in the order they are read: pictures last, since recognising text takes seconds where all else takes milliseconds. */
function select(database: SqliteDatabase, input: ReadInput, steps: readonly ReadingStep[]): string[] {
  const order = "ORDER BY media_type LIKE 'image/%', number";
  const from =
    'SELECT evidence.id FROM evidence JOIN content ON content.id = content_id WHERE case_id = @caseId';
  const { caseId } = input;
  if (input.evidenceIds) {
    const own = new Set(database.prepare(`${from} ${order}`).pluck().all({ caseId }) as string[]);
    const foreign = input.evidenceIds.find((id) => !own.has(id));
    if (foreign)
      throw new ProfferError(
        'not-found',
        'A piece of evidence named here is not in this case. Take it in first, or choose another.',
        {
          id: foreign,
        },
      );
    const wanted = new Set(input.evidenceIds);
    return [...own].filter((id) => wanted.has(id));
  }
  const visible = `${from} AND hidden_at IS NULL`;
  if (input.batchId)
    return database
      .prepare(`${visible} AND batch_id = @batchId ${order}`)
      .pluck()
      .all({ caseId, batchId: input.batchId }) as string[];
  if (input.again) return database.prepare(`${visible} ${order}`).pluck().all({ caseId }) as string[];
  const all = database.prepare(`${visible} ${order}`).pluck().all({ caseId }) as string[];
  return all.filter((id) => stepsLeft(database, id, steps).length > 0);
}
