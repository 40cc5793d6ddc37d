/** One run of intake: sources go in at one end, are staged many at a time, and come out in their own order. */
import { unlink } from 'node:fs/promises';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { inlineLimit } from './stage-inline.ts';
import { cancelled, errnoCode } from './store-failures.ts';
import type { IntakeOptions, IntakeProgress, Refused, Source, Staged, StreamSource } from './types.ts';
import type { CancelFlag, InlineSource, LargeSource, Pulled, StageResult } from './worker-messages.ts';
import type { WorkerPool } from './worker-pool.ts';

export interface IntakeItem<S extends Source> {
  outcome: Staged<S> | Refused<S>;
  /** Path of the staged file; null for what was refused. */
  stagedPath: string | null;
}

interface Slot<S extends Source> {
  source: S;
  item: IntakeItem<S> | null;
}

/** Small sources go to a worker in groups of this many. */
const groupSize = 32;
/** A group that does not fill up goes out after so many milliseconds. */
const groupDelay = 20;
/** Sources taken in ahead of those already handed out. */
const window = 12_288;
/** A batch is handed out when it holds so many items, or bytes, or after so long. */
const batchItems = 2048;
const batchBytes = 256 << 20;
const batchDelay = 2000;

export class IntakeRun<S extends Source> {
  readonly #pool: WorkerPool;
  readonly #slots: Slot<S>[] = [];
  readonly #cancel: CancelFlag = new Uint8Array(new SharedArrayBuffer(1));
  readonly #onProgress: ((progress: IntakeProgress) => void) | undefined;
  readonly #underWay = new Set<Promise<void>>();
  readonly #producer: Promise<void>;
  #groups = 0;
  #group: Slot<S>[] = [];
  #groupTimer: NodeJS.Timeout | null = null;
  #largeQueue: Promise<void> = Promise.resolve();
  #readyItems = 0;
  #readyBytes = 0;
  #progress: IntakeProgress = { items: 0, bytes: 0 };
  #ended = false;
  #failure: { error: unknown } | null = null;
  #waiters: (() => void)[] = [];
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = () => this.#fail(cancelled());

  constructor(pool: WorkerPool, sources: AsyncIterable<S> | Iterable<S>, options: IntakeOptions) {
    this.#pool = pool;
    this.#onProgress = options.onProgress;
    this.#signal = options.signal;
    if (options.signal?.aborted) this.#onAbort();
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.#producer = this.#produce(sources).catch((error) => this.#fail(error));
  }

  /** The next batch of outcomes, in order; null at the end. Throws what stopped the run. */
  async next(): Promise<IntakeItem<S>[] | null> {
    const deadline = Date.now() + batchDelay;
    for (;;) {
      if (this.#failure) throw this.#failure.error;
      const full = this.#readyItems >= batchItems || this.#readyBytes >= batchBytes;
      const complete = this.#ended && this.#readyItems === this.#slots.length;
      if (this.#readyItems > 0 && (full || complete || Date.now() >= deadline)) return this.#take();
      if (complete) return null;
      await this.#changed(this.#readyItems > 0 ? deadline - Date.now() : undefined);
    }
  }

  #take(): IntakeItem<S>[] {
    const items: IntakeItem<S>[] = [];
    let bytes = 0;
    while (this.#readyItems > 0 && items.length < batchItems && bytes < batchBytes) {
      const item = this.#slots.shift()!.item!;
      const size = item.outcome.outcome === 'staged' ? item.outcome.content.size : 0;
      this.#readyItems -= 1;
      this.#readyBytes -= size;
      bytes += size;
      items.push(item);
    }
    this.#notify();
    return items;
  }

  /** Stops what is under way and removes every staged file that was not handed out. */
  async end(): Promise<void> {
    this.#signal?.removeEventListener('abort', this.#onAbort);
    if (!this.#ended || this.#underWay.size > 0) this.#fail(cancelled());
    this.#flushGroup();
    await Promise.all([this.#producer, this.#largeQueue, ...this.#underWay]);
    await removeStaged(this.#slots.map((slot) => slot.item?.stagedPath ?? null));
    this.#slots.length = 0;
  }

  async #produce(sources: AsyncIterable<S> | Iterable<S>): Promise<void> {
    for await (const source of sources) {
      if (this.#failure) return;
      while (this.#slots.length >= window && !this.#failure) await this.#changed();
      await this.#accept(source);
      if (this.#failure) return;
    }
    this.#flushGroup();
    this.#ended = true;
    this.#notify();
  }

  async #accept(source: S): Promise<void> {
    const slot: Slot<S> = { source, item: null };
    this.#slots.push(slot);
    if ('stream' in source) {
      await this.#acceptStream(slot, source);
      return;
    }
    if ('bytes' in source && source.bytes.length > inlineLimit) {
      await this.#acceptStream(slot, {
        stream: oneChunk(source.bytes),
        size: source.bytes.length,
        ...nameOf(source),
      });
      return;
    }
    this.#group.push(slot);
    this.#groupTimer ??= setTimeout(() => this.#flushGroup(), groupDelay);
    if (this.#group.length < groupSize) return;
    this.#flushGroup();
    while (this.#groups >= this.#pool.width && !this.#failure) await this.#changed();
  }

  #flushGroup(): void {
    if (this.#groupTimer) clearTimeout(this.#groupTimer);
    this.#groupTimer = null;
    const group = this.#group;
    this.#group = [];
    if (group.length === 0 || this.#failure) return;
    this.#groups += 1;
    const sources = group.map(({ source }) => inlineSource(source));
    const stage = async () => {
      const results = await this.#pool.general().run({ kind: 'stage', sources, cancel: this.#cancel });
      this.#groups -= 1;
      let [items, bytes] = [0, 0];
      for (const [index, slot] of group.entries()) {
        const result = results[index]!;
        if ('large' in result) {
          this.#stageLarge(slot, sources[index] as LargeSource);
          continue;
        }
        this.#finish(slot, result);
        items += 1;
        bytes += sizeOf(result);
      }
      this.#advance(items, bytes);
      this.#notify();
    };
    this.#track(stage());
  }

  /** Large contents queue up for the one worker that reads with several threads. */
  #stageLarge(slot: Slot<S>, source: LargeSource, transfer: MessagePort[] = []): Promise<void> {
    const stage = async () => {
      if (this.#failure) return;
      let told = 0;
      const onProgress = (bytes: number) => {
        this.#advance(0, bytes - told);
        told = bytes;
      };
      const task = { kind: 'stage-large' as const, source, cancel: this.#cancel };
      const result = await this.#pool.large().run(task, { onProgress, transfer });
      this.#finish(slot, result);
      this.#advance(1, sizeOf(result) - told);
      this.#notify();
    };
    this.#largeQueue = this.#largeQueue.then(stage).catch((error) => this.#fail(error));
    return this.#largeQueue;
  }

  /** A stream that ends early is staged like any small content; a longer one is drawn piece by piece by the worker. */
  async #acceptStream(slot: Slot<S>, source: StreamSource & { name?: string }): Promise<void> {
    const iterator = source.stream[Symbol.asyncIterator]();
    const { port1, port2 } = new MessageChannel();
    port1.on('message', async () => {
      let pulled: Pulled;
      try {
        const next = await iterator.next();
        pulled = next.done ? { end: true } : { bytes: new Uint8Array(next.value) };
      } catch (error) {
        pulled = { failed: error instanceof Error ? error.message : String(error) };
      }
      port1.postMessage(pulled, 'bytes' in pulled ? [pulled.bytes.buffer as ArrayBuffer] : []);
    });
    const named = nameOf(source);
    const large: LargeSource =
      source.size === undefined ? { port: port2, ...named } : { port: port2, size: source.size, ...named };
    try {
      await this.#stageLarge(slot, large, [port2]);
    } finally {
      port1.close();
      await iterator.return?.();
    }
  }

  #finish(slot: Slot<S>, result: StageResult): void {
    if ('large' in result) throw new Error('the worker for large contents passed one on');
    const { source } = slot;
    slot.item =
      'refusal' in result
        ? { outcome: { outcome: 'refused', source, refusal: result.refusal }, stagedPath: null }
        : {
            outcome: { outcome: 'staged', source, content: result.staged.content },
            stagedPath: result.staged.path,
          };
    for (let next = this.#slots[this.#readyItems]; next?.item; next = this.#slots[this.#readyItems]) {
      this.#readyItems += 1;
      if (next.item.outcome.outcome === 'staged') this.#readyBytes += next.item.outcome.content.size;
    }
  }

  #advance(items: number, bytes: number): void {
    this.#progress = { items: this.#progress.items + items, bytes: this.#progress.bytes + bytes };
    this.#onProgress?.(this.#progress);
  }

  #track(work: Promise<void>): void {
    const tracked = work.catch((error) => this.#fail(error)).finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#cancel[0] = 1;
    this.#notify();
  }

  #changed(milliseconds?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = milliseconds === undefined ? null : setTimeout(resolve, Math.max(0, milliseconds));
      this.#waiters.push(() => {
        if (timer) clearTimeout(timer);
        resolve();
      });
    });
  }

  #notify(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }
}

function inlineSource(source: Source): InlineSource {
  const named = nameOf(source);
  // A copy, for a view would carry the whole buffer behind it to the other thread.
  if ('bytes' in source) return { bytes: new Uint8Array(source.bytes), ...named };
  if ('stream' in source) throw new Error('streams are not staged in groups');
  const { path, within } = source;
  return within === undefined ? { path, ...named } : { path, within, ...named };
}

const sizeOf = (result: StageResult): number => ('staged' in result ? result.staged.content.size : 0);

const nameOf = ({ name }: Source): { name?: string } => (name === undefined ? {} : { name });

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  yield bytes;
}

export async function removeStaged(paths: readonly (string | null)[]): Promise<void> {
  for (const path of paths) {
    if (path === null) continue;
    await unlink(path).catch((error) => {
      if (errnoCode(error) !== 'ENOENT') throw error;
    });
  }
}
