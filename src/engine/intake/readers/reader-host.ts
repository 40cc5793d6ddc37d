import { availableParallelism } from 'node:os';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { reportIncident } from '../../rpc/failure.ts';
import { ReaderThread, type ThreadOutcome } from './reader-thread.ts';
import type { ReaderInput, ReaderKind, ReaderOutput } from './readers.ts';

/** Why a file could not be read: stands as a finding on that file, while the rest goes on. */
export interface ReaderFailure {
  /** `reader-refused`: the reader said what is wrong with the file; `reader-failed`: it did not know what to do with it. */
  code: 'reader-timeout' | 'reader-memory' | 'reader-refused' | 'reader-failed';
  /** For a person; names no path. */
  message: string;
}

export type ReaderResult<T> = { ok: true; value: T } | { ok: false; failure: ReaderFailure };

export interface ReaderLimits {
  signal: AbortSignal;
  /** Default 120. */
  seconds?: number;
  /** Of JavaScript heap, and of memory beside it; default 512. */
  megabytes?: number;
}

const defaultSeconds = 120;
const defaultMegabytes = 512;
/** An idle thread goes after this: what it read is case data and need not stay in memory. */
const idleMilliseconds = 5_000;
const watchMilliseconds = 20;
/** What the process may grow by beside a reader: intake and the page cache of the database do their own work. */
const slackMegabytes = 256;

const width = Math.min(4, Math.max(1, availableParallelism() - 1));

let running = 0;
/** Of each task under way, whether another was at any time. */
const inHand = new Set<{ company: boolean }>();
/** A task that was ended for memory another may have taken runs again with nobody beside it. */
let alone = false;
const waiting: { exclusive: boolean; go: () => void }[] = [];
const idle: { thread: ReaderThread; timer: NodeJS.Timeout }[] = [];

function admit(): void {
  for (;;) {
    const next = waiting[0];
    if (!next || alone || running >= width || (next.exclusive && running > 0)) return;
    waiting.shift();
    running += 1;
    alone = next.exclusive;
    next.go();
  }
}

function turn(exclusive: boolean): Promise<void> {
  return new Promise((go) => {
    waiting.push({ exclusive, go });
    admit();
  });
}

function leave(): void {
  running -= 1;
  alone = false;
  admit();
}

function takeThread(): ReaderThread {
  const at = idle.findIndex(({ thread }) => thread.alive);
  const [found] = at < 0 ? [] : idle.splice(at, 1);
  if (!found) return new ReaderThread();
  clearTimeout(found.timer);
  return found.thread;
}

function giveBack(thread: ReaderThread): void {
  if (!thread.alive) return;
  const timer = setTimeout(() => {
    const at = idle.findIndex((one) => one.thread === thread);
    if (at >= 0) idle.splice(at, 1);
    void thread.terminate();
  }, idleMilliseconds);
  timer.unref();
  idle.push({ thread, timer });
  for (const surplus of idle.splice(0, Math.max(0, idle.length - width))) {
    clearTimeout(surplus.timer);
    void surplus.thread.terminate();
  }
}

/**
 * Runs one named reader in a thread of its own with limits of time and memory; the thread is ended when it exceeds one,
 * and when `signal` aborts. A few run at once, the others wait; time counts from when a thread has the task.
 * @param input of the reader, or a function that makes it when its turn has come: what waits then holds no bytes. Arrays
 *   of bytes in it that are views of a whole buffer move to the thread and are empty afterwards.
 * @returns what the reader answered, or why the file could not be read.
 * @throws ProfferError `cancelled`.
 */
export async function inReader<K extends ReaderKind>(
  kind: K,
  input: ReaderInput<K> | (() => ReaderInput<K> | Promise<ReaderInput<K>>),
  limits: ReaderLimits,
): Promise<ReaderResult<ReaderOutput<K>>> {
  const beside = { company: false };
  const first = await attempt(kind, input, limits, false, beside);
  // Memory is the whole process's. Who took it is certain when nobody else ran; then a second time would only take it again.
  const again = first === 'memory' && beside.company && typeof input === 'function';
  const outcome = again ? await attempt(kind, input, limits, true) : first;
  return toResult(outcome, limits) as ReaderResult<ReaderOutput<K>>;
}

type Outcome = ThreadOutcome | 'timeout' | 'memory';

async function attempt(
  kind: string,
  input: unknown,
  limits: ReaderLimits,
  exclusive: boolean,
  beside: { company: boolean } = { company: false },
): Promise<Outcome> {
  requireRunning(limits.signal);
  await turn(exclusive);
  inHand.add(beside);
  if (inHand.size > 1) for (const one of inHand) one.company = true;
  try {
    requireRunning(limits.signal);
    const made: unknown = typeof input === 'function' ? await input() : input;
    requireRunning(limits.signal);
    return await watched(kind, made, limits);
  } finally {
    inHand.delete(beside);
    leave();
  }
}

async function watched(kind: string, input: unknown, limits: ReaderLimits): Promise<Outcome> {
  const { signal, seconds = defaultSeconds, megabytes = defaultMegabytes } = limits;
  const thread = takeThread();
  const ceiling = process.memoryUsage.rss() + (megabytes + slackMegabytes) * 2 ** 20;
  const timers: NodeJS.Timeout[] = [];
  let onAbort = () => {};
  const stopped = new Promise<'timeout' | 'memory' | 'aborted'>((resolve) => {
    timers.push(setTimeout(() => resolve('timeout'), seconds * 1000));
    // The whole process's memory: it counts buffers, which lie outside every heap, as well.
    timers.push(
      setInterval(() => {
        if (process.memoryUsage.rss() > ceiling) resolve('memory');
      }, watchMilliseconds),
    );
    onAbort = () => resolve('aborted');
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    const outcome = await Promise.race([thread.run(kind, input), stopped]);
    if (typeof outcome !== 'string') {
      giveBack(thread);
      return 'broke' in outcome && outcome.broke === 'memory' ? 'memory' : outcome;
    }
    await thread.terminate();
    requireRunning(signal);
    return outcome === 'aborted' ? 'timeout' : outcome;
  } finally {
    for (const timer of timers) clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

function requireRunning(signal: AbortSignal): void {
  if (signal.aborted) throw new ProfferError('cancelled', 'Cancelled.');
}

function toResult(outcome: Outcome, limits: ReaderLimits): ReaderResult<unknown> {
  if (outcome === 'timeout') {
    const seconds = limits.seconds ?? defaultSeconds;
    return failed('reader-timeout', `Reading took longer than ${seconds} seconds and was ended.`);
  }
  if (outcome === 'memory') {
    const megabytes = limits.megabytes ?? defaultMegabytes;
    return failed('reader-memory', `Reading wanted more than ${megabytes} MB of memory and was ended.`);
  }
  if (outcome.ok) return { ok: true, value: outcome.value };
  if ('refusal' in outcome) return failed('reader-refused', outcome.refusal);
  reportIncident(new Error('defect' in outcome ? outcome.defect : outcome.what));
  return failed(
    'reader-failed',
    'The program could not make sense of this file. Its bytes are kept untouched.',
  );
}

const failed = (code: ReaderFailure['code'], message: string): { ok: false; failure: ReaderFailure } => ({
  ok: false,
  failure: { code, message },
});

/** Ends the threads that wait: their memory may hold what they read. */
export async function endIdleReaders(): Promise<void> {
  const all = idle.splice(0);
  for (const { timer } of all) clearTimeout(timer);
  await Promise.all(all.map(({ thread }) => thread.terminate()));
}
