import type { ReplyFrame, RequestFrame } from '../../shared/contract/index.ts';
import type { EngineEvent } from '../../shared/contract/job.ts';
import { type ErrorData, ProfferError } from '../../shared/domain/errors.ts';

/** The part of a MessagePort the transport needs; a test gives its own. */
export interface FramePort {
  postMessage(frame: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
  start?(): void;
  close?(): void;
}

interface Pending {
  frame: { id: number; method: string; input: unknown };
  resolve(value: unknown): void;
  reject(reason: unknown): void;
  release(): void;
}

const lost = (reason: string): ErrorData => ({
  code: 'engine-lost',
  message: `${reason} What was reported as saved is safe; what was under way was not saved.`,
  details: {},
});

/**
 * Carries calls over one MessagePort: request ids, replies in any order, cancel. Calls made before the first
 * port arrives wait for it; calls in hand when the port is lost are rejected with `engine-lost` and never
 * sent again, since a write may have happened.
 */
export class Transport {
  private port: FramePort | null = null;
  private nextId = 1;
  private readonly pending = new Map<number, Pending>();
  private readonly listeners = new Set<(event: EngineEvent) => void>();

  attach(port: FramePort): void {
    if (this.port) this.lose('The engine was started again.');
    this.port = port;
    port.onmessage = (event) => {
      if (this.port === port) this.receive(event.data as ReplyFrame);
    };
    port.start?.();
    for (const { frame } of this.pending.values()) this.send(frame);
  }

  /** As `lose`, unless another port has taken this one's place already. */
  detach(port: unknown, reason: string): void {
    if (this.port === port) this.lose(reason);
  }

  /** The port is gone: everything in hand is rejected; later calls wait for the next port. */
  lose(reason: string): void {
    const port = this.port;
    this.port = null;
    if (port) {
      port.onmessage = null;
      port.close?.();
    }
    const stranded = [...this.pending.values()];
    this.pending.clear();
    for (const call of stranded) {
      call.release();
      call.reject(ProfferError.from(lost(reason)));
    }
  }

  /** Rejects with `ProfferError`; `cancelled` when the signal fires first. */
  call(method: string, input: unknown, signal?: AbortSignal): Promise<unknown> {
    if (signal?.aborted) return Promise.reject(cancelled(method));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const abort = () => {
        if (!this.pending.delete(id)) return;
        this.send({ cancel: id });
        reject(cancelled(method));
      };
      signal?.addEventListener('abort', abort, { once: true });
      const frame = { id, method, input };
      this.pending.set(id, {
        frame,
        resolve,
        reject,
        release: () => signal?.removeEventListener('abort', abort),
      });
      this.send(frame);
    });
  }

  /** Calls the listener for what the engine says unasked; the answer stops that. */
  listen(listener: (event: EngineEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private send(frame: RequestFrame): void {
    this.port?.postMessage(frame);
  }

  private receive(frame: ReplyFrame): void {
    if ('event' in frame) {
      for (const listener of this.listeners) listener(frame);
      return;
    }
    const call = this.pending.get(frame.id);
    if (!call) return;
    this.pending.delete(frame.id);
    call.release();
    if (frame.ok) call.resolve(frame.value);
    else call.reject(ProfferError.from(frame.error));
  }
}

function cancelled(method: string): ProfferError {
  return new ProfferError('cancelled', 'The request was cancelled.', { method });
}
