import { Worker } from 'node:worker_threads';
import { buffersOf, type ReaderAnswer } from './reader-messages.ts';

/** How a task in a thread ended: answered, or the thread broke. */
export type ThreadOutcome = ReaderAnswer | { ok: false; broke: 'memory' | 'ended'; what: string };

/**
 * A thread that runs into its heap limit takes the whole process with it (V8 aborts when a collection frees nothing).
 * So its host ends it by the memory the process takes, long before; the limit only holds what that misses. It is the same for
 * every task: a thread is ready for whichever comes next.
 */
const heapMegabytes = 2560;

/** One reader thread. Takes one task at a time. */
export class ReaderThread {
  private readonly worker: Worker;
  private settle: ((outcome: ThreadOutcome) => void) | null = null;
  private dead: ThreadOutcome | null = null;
  private tasks = 0;

  constructor() {
    const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
    this.worker = new Worker(new URL(`./reader-worker${extension}`, import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
      // What a parser prints may be text of a case: it goes nowhere.
      stdout: true,
      stderr: true,
    });
    this.worker.on('message', (answer: ReaderAnswer) => this.end(answer));
    this.worker.on('messageerror', (error) => this.die('ended', String(error)));
    this.worker.on('error', (error: NodeJS.ErrnoException) =>
      this.die(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'ended', String(error)),
    );
    this.worker.on('exit', (code) => this.die('ended', `the thread ended with ${code}`));
    // A thread that only waits must not keep the process alive.
    this.worker.unref();
  }

  get alive(): boolean {
    return this.dead === null;
  }

  run(kind: string, input: unknown): Promise<ThreadOutcome> {
    if (this.dead) return Promise.resolve(this.dead);
    this.worker.ref();
    return new Promise((resolve, reject) => {
      this.settle = resolve;
      this.tasks += 1;
      try {
        this.worker.postMessage({ id: this.tasks, kind, input }, buffersOf(input));
      } catch (error) {
        this.settle = null;
        this.worker.unref();
        reject(error);
      }
    });
  }

  /** Ends the thread, whatever it does. One that V8 cannot interrupt at once is not waited for longer than two seconds. */
  async terminate(): Promise<void> {
    this.die('ended', 'ended by its host');
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, 2_000);
    });
    await Promise.race([this.worker.terminate(), patience]);
    clearTimeout(timer);
  }

  private die(broke: 'memory' | 'ended', what: string): void {
    this.dead ??= { ok: false, broke, what };
    this.end(this.dead);
  }

  private end(outcome: ThreadOutcome): void {
    const settle = this.settle;
    this.settle = null;
    if (this.dead === null) this.worker.unref();
    settle?.(outcome);
  }
}
