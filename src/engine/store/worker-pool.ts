import { availableParallelism } from 'node:os';
import { MessageChannel, type Worker } from 'node:worker_threads';
import { contentFormat } from './content-keys.ts';
import { StoreWorker, startThread } from './store-worker.ts';
import type {
  HashWorkerData,
  IntakeWorkerData,
  SegmentRing,
  StoreFolders,
  StoreKeys,
} from './worker-messages.ts';

/** Segments of 1 MiB under way at once in the large lane. */
const ringSlots = 16;

// MD5 alone takes longer than both others together, so it has a thread to itself.
const hashThreads: HashWorkerData['algorithms'][] = [['md5'], ['sha256', 'sha1']];

/** The threads of one store, started when first needed. */
export class WorkerPool {
  readonly #context: StoreFolders & StoreKeys;
  readonly #size = Math.min(4, Math.max(2, availableParallelism()));
  readonly #general: StoreWorker[] = [];
  #large: StoreWorker | null = null;
  #hashThreads: Worker[] = [];

  constructor(context: StoreFolders & StoreKeys) {
    this.#context = context;
  }

  /**
   * Groups of small contents handed to the workers ahead: enough to keep them at work while the thread that feeds them
   * records thousands at once.
   */
  get width(): number {
    return this.#size * 64;
  }

  /** The least busy of the general workers. */
  general(): StoreWorker {
    if (this.#general.length < this.#size && this.#general.every((worker) => worker.load > 0)) {
      this.#general.push(
        new StoreWorker(startThread('intake', { ...this.#context } satisfies IntakeWorkerData)),
      );
    }
    return this.#general.reduce((least, worker) => (worker.load < least.load ? worker : least));
  }

  /** The worker for large contents, one at a time, with its hashing threads. */
  large(): StoreWorker {
    this.#large ??= this.#startLarge();
    return this.#large;
  }

  #startLarge(): StoreWorker {
    const memory = new SharedArrayBuffer(ringSlots * contentFormat.segmentSize);
    const ring: SegmentRing = { memory, slots: ringSlots };
    const hashPorts = hashThreads.map((algorithms) => {
      const { port1, port2 } = new MessageChannel();
      this.#hashThreads.push(
        startThread('hash', { algorithms, ring, port: port1 } satisfies HashWorkerData, [port1]),
      );
      return port2;
    });
    const data: IntakeWorkerData = { ...this.#context, large: { ring, hashPorts } };
    const worker = new StoreWorker(startThread('intake', data, hashPorts));
    for (const thread of this.#hashThreads) thread.on('error', () => void worker.terminate());
    return worker;
  }

  async close(): Promise<void> {
    const large = this.#large ? [this.#large] : [];
    await Promise.all([...this.#general, ...large].map((worker) => worker.terminate()));
    await Promise.all(this.#hashThreads.map((worker) => worker.terminate()));
  }
}
