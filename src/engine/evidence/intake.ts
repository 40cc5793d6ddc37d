import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { z } from 'zod';
import type { intakeRefusal } from '../../shared/contract/evidence.ts';
import type { CheckedInput, JobResult } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { CopyChoice } from '../../shared/domain/kinds.ts';
import { requireOpenCase } from '../cases/case-rows.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import type { JobContext } from '../rpc/handler.ts';
import type { Batch, Committed, FileSource } from '../store/types.ts';
import { isWithin } from '../vault/outside.ts';
import type { VaultSession } from '../vault/session.ts';
import { amountOfWork } from './amount-of-work.ts';
import { stableExhibit } from './custody.ts';
import { countLeftOut, type Held, heldAlready, recordLeftOut } from './left-out.ts';
import { type BatchFacts, type IntakeNames, lastNumber, recordEvidence } from './record-evidence.ts';

type Refusal = z.output<typeof intakeRefusal>;

/** A file on its way in, with what its record will say. */
interface IntakeSource extends FileSource, IntakeNames {
  path: string | Buffer;
}

/** An intake of files, with what it does with those whose content the case has. */
interface RunFacts extends BatchFacts {
  copies: CopyChoice;
}

/** Batches that this process is working on; a `running` one that is not among them was cut off. */
const runningBatches = new Set<string>();
export const isRunning = (batchId: string): boolean => runningBatches.has(batchId);

export async function intake(
  input: CheckedInput<'evidence.intake'>,
  context: JobContext,
): Promise<JobResult<'evidence.intake'>> {
  const session = context.session();
  requireOpenCase(session.database, input.caseId);
  const given = input.paths.map((path) => {
    if (!isAbsolute(path))
      throw new ProfferError('invalid-input', `Give the full path of ${path}.`, { path });
    return resolve(path);
  });
  const roots = [...new Set(given)];
  const facts: RunFacts = {
    id: newId(),
    caseId: input.caseId,
    roots,
    acquisition: input.acquisition,
    marking: input.marking,
    copies: input.copies,
  };
  session.write(
    {
      reason: 'import',
      summary: `Intake begun: ${describeRoots(roots)}`,
      caseId: facts.caseId,
      batchId: facts.id,
    },
    (transaction) => {
      transaction.insert('intake_batch', {
        id: facts.id,
        case_id: facts.caseId,
        roots: JSON.stringify(roots),
        acquisition: JSON.stringify({
          ...facts.acquisition,
          acquiredAt: facts.acquisition.acquiredAt ?? transaction.at,
        }),
        marking: facts.marking,
        state: 'running',
        started_at: transaction.at,
        ended_at: null,
        refused: '[]',
        copies: facts.copies,
      });
    },
  );
  return run(session, facts, context);
}

/** Goes on with a batch that was cancelled or cut off: what it has already is not read again. */
export async function resumeIntake(
  batchId: string,
  context: JobContext,
): Promise<JobResult<'evidence.intake'>> {
  const session = context.session();
  const facts = readBatchFacts(session.database, batchId);
  if (isRunning(batchId))
    throw new ProfferError('conflict', 'This intake is running. Wait until it ends, or cancel it.', {
      batchId,
    });
  if (facts.state === 'complete')
    throw new ProfferError(
      'conflict',
      'This intake is complete. Take the folder in again to look for new files.',
      { batchId },
    );
  requireOpenCase(session.database, facts.caseId);
  return run(session, facts, context);
}

/** What an intake was begun with. @throws ProfferError `not-found`. */
export function readBatchFacts(database: SqliteDatabase, batchId: string): RunFacts & { state: string } {
  const row = database.prepare('SELECT * FROM intake_batch WHERE id = ?').get(batchId) as Row | undefined;
  if (!row) throw new ProfferError('not-found', 'This intake is not in the vault.', { batchId });
  return {
    id: batchId,
    caseId: row.case_id as string,
    roots: JSON.parse(row.roots as string),
    acquisition: JSON.parse(row.acquisition as string),
    marking: row.marking as string,
    copies: copiesOf(row),
    state: row.state as string,
  };
}

/** What an intake does with copies; one begun before there was a choice takes them all. */
export const copiesOf = (batch: Row): CopyChoice => (batch.copies as CopyChoice | null) ?? 'all';

async function run(
  session: VaultSession,
  facts: RunFacts,
  context: JobContext,
): Promise<JobResult<'evidence.intake'>> {
  const result: JobResult<'evidence.intake'> = {
    batchId: facts.id,
    added: 0,
    addedBytes: 0,
    sharedContent: 0,
    repaired: 0,
    leftOut: [],
    refused: [],
    evidenceIds: [],
    complete: false,
  };
  const refuse = (path: string, refusal: { reason: string; message: string }) =>
    result.refused.push({ path, reason: refusal.reason as Refusal['reason'], message: refusal.message });
  runningBatches.add(facts.id);
  session.log.openBatches.add(facts.id);
  let ended = 'cancelled';
  let recording = Promise.resolve();
  try {
    // Files a resumed batch holds already count as done.
    const taken = session.database
      .prepare('SELECT count(*) FROM evidence WHERE batch_id = ?')
      .pluck()
      .get(facts.id) as number;
    const before = taken + countLeftOut(session.database, facts.id);
    const work = await amountOfWork(facts.roots, context.signal);
    const onProgress = ({ bytes, items }: { bytes: number; items: number }) =>
      context.progress({
        stage: 'Hashing, encrypting and storing',
        done: work.unit === 'bytes' ? bytes : items + before,
        total: work.total,
        unit: work.unit,
        current,
      });
    let current: string | null = null;
    const sources = sourcesOf(session, facts, refuse, (name) => {
      current = name;
    });
    for await (const batch of session.store.intake(sources, { signal: context.signal, onProgress })) {
      for (const item of batch.items)
        if (item.outcome === 'refused') refuse(item.source.originalPath, item.refusal);
      // While one batch is recorded the next gets its names: the order of the records stays that of the files.
      const before = recording;
      recording = commit(session, facts, batch, result, before);
      recording.catch(() => undefined);
      await before;
    }
    await recording;
    ended = 'complete';
    result.complete = true;
  } finally {
    await recording.catch(() => undefined);
    runningBatches.delete(facts.id);
    session.log.openBatches.delete(facts.id);
    // Once the vault is closed there is nothing to write to: the batch stays `running` and counts as cut off.
    if (session.database.open) finish(session, facts, ended, result.refused);
  }
  return result;
}

function finish(session: VaultSession, facts: RunFacts, state: string, refused: Refusal[]): void {
  const leftOut = countLeftOut(session.database, facts.id);
  const without =
    leftOut === 0 ? '' : `, without ${leftOut === 1 ? 'one file' : `${leftOut} files`} the case has already`;
  session.write(
    {
      reason: 'import',
      summary: `Intake ${state}: ${describeRoots(facts.roots)}${without}`,
      caseId: facts.caseId,
      batchId: facts.id,
    },
    (transaction) => {
      transaction.update('intake_batch', facts.id, {
        state,
        ended_at: transaction.at,
        refused: JSON.stringify(refused.slice(0, 10_000)),
      });
    },
  );
}

/** Files in the order of the roots, folders walked; what cannot be taken in is told as it is met. */
async function* sourcesOf(
  session: VaultSession,
  facts: RunFacts,
  refuse: (path: string, refusal: { reason: string; message: string }) => void,
  at: (name: string) => void,
): AsyncGenerator<IntakeSource> {
  const tables = ['evidence', 'intake_left_out'];
  // Of a batch that has nothing yet every file is new: twenty thousand need not be looked up.
  const known = tables
    .filter((table) =>
      session.database.prepare(`SELECT 1 FROM ${table} WHERE batch_id = ? LIMIT 1`).get(facts.id),
    )
    .map((table) =>
      session.database.prepare(`SELECT 1 FROM ${table} WHERE batch_id = ? AND original_path = ?`).pluck(),
    );
  const isNew = (path: string) => known.every((one) => one.get(facts.id, path) === undefined);
  for (const root of facts.roots) {
    const kind = await lstat(root).catch((error: NodeJS.ErrnoException) => error);
    if (kind instanceof Error) {
      const gone = kind.code === 'ENOENT' || kind.code === 'ENOTDIR';
      refuse(root, {
        reason: gone ? 'vanished' : 'unreadable',
        message: gone ? `${root} is not there any more.` : `${root} cannot be read (${kind.code}).`,
      });
    } else if (facts.roots.some((other) => other !== root && isWithin(other, root))) {
    } else if (isWithin(session.folder, await realPlace(root))) {
      refuse(root, { reason: 'inside-vault', message: 'This belongs to the vault itself and was skipped.' });
    } else if (kind.isDirectory()) {
      for await (const found of session.store.walk(root, { exclude: [session.folder] })) {
        const originalPath = pathText(found.path);
        if (found.kind === 'refused') refuse(originalPath, found.refusal);
        else if (isNew(originalPath)) {
          at(found.relativePath);
          yield {
            path: found.path,
            within: found.within,
            originalPath,
            relativePath: `${basename(root)}/${found.relativePath}`,
            name: found.name,
          };
        }
      }
    } else if (isNew(root)) {
      at(basename(root));
      yield {
        path: root,
        within: dirname(await realPlace(root)),
        originalPath: root,
        relativePath: basename(root),
        name: basename(root),
      };
    }
  }
}

/** The chosen path with the links above it followed: they are the person's own way to it, the last step is not. */
async function realPlace(path: string): Promise<string> {
  const above = await realpath(dirname(path)).catch(() => dirname(path));
  return join(above, basename(path));
}

/**
 * Content first, then its rows in one transaction: a record never points to a missing or partial file. What is left out
 * was compared with the stored content, which is whole: it was read for that, and mended where it was not.
 */
async function commit(
  session: VaultSession,
  facts: RunFacts,
  batch: Batch<IntakeSource>,
  result: JobResult<'evidence.intake'>,
  before: Promise<void>,
): Promise<void> {
  if (!batch.items.some((item) => item.outcome === 'staged')) {
    await batch.abandon();
    return;
  }
  await batch.commit(async (committed) => {
    await before;
    const taken: Committed<IntakeSource>[] = [];
    const leftOut: { item: Committed<IntakeSource>; held: Held }[] = [];
    for (const item of committed) {
      if (item.storedAs === 'repaired') result.repaired += 1;
      const held = item.storedAs === 'new' ? null : heldAlready(session.database, facts, item.content.sha256);
      if (held) leftOut.push({ item, held });
      else taken.push(item);
    }
    if (taken.length > 0) recordTaken(session, facts, taken, result);
    if (leftOut.length === 0) return;
    recordLeftOut(session, facts, leftOut);
    for (const { item, held } of leftOut)
      result.leftOut.push({
        path: item.source.originalPath,
        evidenceId: held.id,
        exhibit: stableExhibit(held.number),
      });
  });
}

function recordTaken(
  session: VaultSession,
  facts: RunFacts,
  taken: readonly Committed<IntakeSource>[],
  result: JobResult<'evidence.intake'>,
): void {
  const summary =
    taken.length === 1
      ? `Evidence taken in: ${taken[0]!.source.name}`
      : `${taken.length} pieces of evidence taken in`;
  session.write({ reason: 'import', summary, caseId: facts.caseId, batchId: facts.id }, (transaction) => {
    let number = lastNumber(session.database, facts.caseId);
    for (const item of taken) {
      number += 1;
      result.evidenceIds.push(recordEvidence(session, transaction, facts, item, number));
      result.added += 1;
      result.addedBytes += item.content.size;
      if (item.storedAs !== 'new') result.sharedContent += 1;
    }
  });
}

/**
 * A path as text, another text for each path: it tells which files a batch has already. Where its bytes are no UTF-8,
 * all but printable ASCII is written `\\xNN`.
 */
const pathText = (path: string | Buffer): string =>
  typeof path === 'string'
    ? path
    : path
        .toString('latin1')
        .replace(/[^ -[\]-~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);

const describeRoots = (roots: string[]): string =>
  roots.length === 1 ? basename(roots[0]!) : `${basename(roots[0]!)} and ${roots.length - 1} more`;
