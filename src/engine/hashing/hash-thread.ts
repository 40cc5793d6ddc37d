import { Worker } from 'node:worker_threads';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { HashName, HashReply, HashRequest, HashResult, HashTask } from './hash-protocol.ts';

interface Waiting {
  resolve: (reply: HashReply) => void;
  reject: (error: Error) => void;
}

/** One hashing thread. Ending it, or its failure, rejects what is still asked of it. */
export class HashThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private readonly onProgress: ((bytes: number) => void) | undefined;
  private nextId = 1;
  private failure: Error | undefined;

  constructor(onProgress?: (bytes: number) => void) {
    this.onProgress = onProgress;
    const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
    this.worker = new Worker(new URL(`./hash-worker${extension}`, import.meta.url));
    this.worker.on('message', (reply: HashReply) => this.receive(reply));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', () => this.fail(new ProfferError('cancelled', 'Hashing was ended.')));
  }

  async run(tasks: readonly HashTask[]): Promise<HashResult[]> {
    const reply = await this.ask(this.nextId++, (id) => ({ kind: 'tasks', id, tasks }));
    if (reply.kind !== 'results') throw new Error(`unexpected reply ${reply.kind}`);
    return reply.results;
  }

  /** Hashes a file that is still being written, behind its writer: what is hashed is what lies in the file. */
  follow(path: string, algorithms: readonly HashName[]): HashFollower {
    const id = this.nextId++;
    this.post({ kind: 'follow', id, path, algorithms });
    return {
      range: (offset, length) => this.post({ kind: 'range', id, offset, length }),
      finish: async () => {
        const reply = await this.ask(id, () => ({ kind: 'finish', id }));
        if (reply.kind !== 'digests') throw new Error(`unexpected reply ${reply.kind}`);
        return reply.digests;
      },
    };
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private post(request: HashRequest): void {
    if (this.failure) throw this.failure;
    this.worker.postMessage(request);
  }

  private ask(id: number, request: (id: number) => HashRequest): Promise<HashReply> {
    return new Promise((resolve, reject) => {
      if (this.failure) return reject(this.failure);
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage(request(id));
    });
  }

  private receive(reply: HashReply): void {
    if (reply.kind === 'progress') {
      this.onProgress?.(reply.bytes);
      return;
    }
    if (reply.kind === 'failed') {
      // A failed range has no caller waiting: it is remembered and told to whoever asks next.
      this.fail(new ProfferError('integrity-failed', `Reading back failed: ${reply.message}.`));
      return;
    }
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    waiting?.resolve(reply);
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }
}

export interface HashFollower {
  /** These bytes are final now. Ranges come in order and without gap. */
  range(offset: number, length: number): void;
  finish(): Promise<Record<HashName, string>>;
}
