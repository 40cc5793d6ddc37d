import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import {
  type EngineControl,
  type EngineNotice,
  type EngineState,
  shellChannels,
} from '../../shared/contract/shell.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { ByteRange } from '../protocols/byte-range.ts';
import { BytesClient, type BytesPort, type OpenBytes } from './bytes-client.ts';
import { RestartPolicy } from './restart-policy.ts';

const readyWithinMilliseconds = 30_000;
const closedWithinMilliseconds = 10_000;

export interface EngineHostOptions {
  modulePath: string;
  environment: Record<string, string>;
  onState(state: EngineState): void;
}

/**
 * Keeps the engine process: starts it, hands out its ports, starts it again a bounded number of times when it
 * dies, and lets it close in order. It carries no case data itself but the bytes of evidence being shown.
 */
export class EngineHost {
  readonly #options: EngineHostOptions;
  readonly #restarts = new RestartPolicy();
  #state: EngineState = { status: 'starting' };
  #process: UtilityProcess | undefined;
  #bytes: BytesClient | undefined;
  #view: WebContents | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: EngineHostOptions) {
    this.#options = options;
  }

  get state(): EngineState {
    return this.#state;
  }

  start(): void {
    this.#setState({ status: 'starting' });
    const child = utilityProcess.fork(this.#options.modulePath, [], {
      serviceName: 'Proffer engine',
      env: this.#options.environment,
      stdio: 'inherit',
    });
    this.#process = child;
    const slow = setTimeout(() => child.kill(), readyWithinMilliseconds);
    child.on('message', (notice: EngineNotice) => {
      if (notice.type !== 'ready' || this.#process !== child) return;
      clearTimeout(slow);
      this.#becomeReady();
    });
    child.once('exit', (code) => {
      clearTimeout(slow);
      if (this.#process === child) this.#lose(code);
    });
  }

  /** Gives this view a port to the engine: at once where it is ready, else as soon as it is. Once per load. */
  connect(view: WebContents): void {
    this.#view = view;
    if (this.#state.status === 'ready') this.#handOver();
  }

  openBytes(kind: 'evidence' | 'preview', reference: string, range?: ByteRange): Promise<OpenBytes> {
    if (!this.#bytes) {
      return Promise.reject(
        new ProfferError('engine-lost', 'The engine is not running. Wait a moment and try again.'),
      );
    }
    return this.#bytes.open(kind, reference, range);
  }

  /** The machine is being left alone: the vault must close. */
  lock(cause: 'lock-screen' | 'suspend'): void {
    this.#post({ type: 'system-lock', cause });
  }

  /** Lets the engine finish what it has promised, then ends it; by force after ten seconds. */
  stop(): Promise<void> {
    this.#stopping ??= this.#shutDown();
    return this.#stopping;
  }

  async #shutDown(): Promise<void> {
    const child = this.#process;
    if (!child?.pid) return;
    await new Promise<void>((resolve) => {
      const force = setTimeout(() => child.kill(), closedWithinMilliseconds);
      child.on('message', (notice: EngineNotice) => {
        if (notice.type === 'closed') child.kill();
      });
      child.once('exit', () => {
        clearTimeout(force);
        resolve();
      });
      this.#post({ type: 'shutdown' });
    });
  }

  #becomeReady(): void {
    const { port1, port2 } = new MessageChannelMain();
    this.#process?.postMessage({ type: 'bytes-port' } satisfies EngineControl, [port1]);
    this.#bytes = new BytesClient(port2 as unknown as BytesPort);
    this.#setState({ status: 'ready' });
    if (this.#view) this.#handOver();
  }

  #handOver(): void {
    const view = this.#view;
    if (!view || view.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    this.#process?.postMessage({ type: 'renderer-port' } satisfies EngineControl, [port1]);
    view.postMessage(shellChannels.requestPort, null, [port2]);
  }

  #lose(code: number): void {
    this.#process = undefined;
    this.#bytes?.close();
    this.#bytes = undefined;
    if (this.#stopping) {
      this.#setState({ status: 'stopped' });
    } else if (this.#restarts.allow(performance.now())) {
      const reason = `The engine ended unexpectedly (code ${code}) and is being started again. What was saved is safe.`;
      this.#setState({ status: 'lost', reason });
      this.start();
    } else {
      const reason = `The engine ended unexpectedly again (code ${code}). Close Proffer and start it anew. What was saved is safe.`;
      this.#setState({ status: 'stopped', reason });
    }
  }

  #post(message: EngineControl): void {
    this.#process?.postMessage(message);
  }

  #setState(state: EngineState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
