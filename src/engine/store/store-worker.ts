import '../entry/no-network.ts';
/** One worker thread of the store, seen from the thread that owns the store. */

import type { Transferable } from 'node:worker_threads';
import { Worker } from 'node:worker_threads';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { FromWorker, TaskResults, WorkerTask } from './worker-messages.ts';

interface Pending {
  resolve: (result: TaskResults[keyof TaskResults]) => void;
  reject: (error: Error) => void;
  onProgress: ((bytes: number) => void) | undefined;
}

// Sources run as they are; the bundle holds each worker as a file of its own beside the engine's.
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';

/** Starts `store-intake-worker` or `store-hash-worker`. */
export function startThread(
  name: 'intake' | 'hash',
  workerData: unknown,
  transferList: Transferable[] = [],
): Worker {
  const worker = new Worker(new URL(`./store-${name}-worker${extension}`, import.meta.url), {
    workerData,
    transferList,
    name: `store-${name}`,
  });
  // An idle store must not keep a command from ending.
  worker.unref();
  return worker;
}

export class StoreWorker {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #nextId = 0;
  #ended: Error | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (message: FromWorker) => this.#receive(message));
    worker.on('error', (error) => this.#end(error));
    worker.on('exit', () => this.#end(new Error('a worker of the evidence store has ended')));
  }

  get load(): number {
    return this.#pending.size;
  }

  run<K extends WorkerTask['kind']>(
    task: Extract<WorkerTask, { kind: K }>,
    options: { onProgress?: (bytes: number) => void; transfer?: Transferable[] } = {},
  ): Promise<TaskResults[K]> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = this.#nextId++;
    if (this.#pending.size === 0) this.#worker.ref();
    return new Promise<TaskResults[keyof TaskResults]>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, onProgress: options.onProgress });
      this.#worker.postMessage({ ...task, id }, options.transfer);
    }) as Promise<TaskResults[K]>;
  }

  #receive(message: FromWorker): void {
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    if ('progress' in message) {
      pending.onProgress?.(message.progress);
      return;
    }
    this.#pending.delete(message.id);
    if (this.#pending.size === 0) this.#worker.unref();
    if ('result' in message) pending.resolve(message.result);
    else if ('error' in message) pending.reject(ProfferError.from(message.error));
    else pending.reject(new Error(`the evidence store failed: ${message.defect}`));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const pending of this.#pending.values()) pending.reject(this.#ended);
    this.#pending.clear();
  }

  async terminate(): Promise<void> {
    this.#end(new ProfferError('locked', 'The vault was locked before this had ended.'));
    await this.#worker.terminate();
  }
}
