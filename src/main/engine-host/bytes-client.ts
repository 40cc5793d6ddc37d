import type { BytesHead, BytesKind, BytesReply, BytesRequest } from '../../shared/contract/shell.ts';
import { type ErrorData, ProfferError } from '../../shared/domain/errors.ts';
import type { ByteRange } from '../protocols/byte-range.ts';

/** The side of a message port that this needs; Electron's MessagePortMain fits. */
export interface BytesPort {
  postMessage(message: BytesRequest): void;
  on(event: 'message', listener: (event: { data: BytesReply }) => void): unknown;
  start(): void;
  close(): void;
}

export interface OpenBytes {
  head: BytesHead;
  /** Asks the engine for a chunk only when the reader wants one. Cancelling it tells the engine. */
  body: ReadableStream<Uint8Array>;
}

interface Reader {
  head(head: BytesHead): void;
  chunk(chunk: Uint8Array): void;
  end(): void;
  fail(error: ProfferError): void;
}

/** Reads evidence out of the engine, several at a time over one port. */
export class BytesClient {
  readonly #port: BytesPort;
  readonly #readers = new Map<number, Reader>();
  #lastId = 0;
  #closed = false;

  constructor(port: BytesPort) {
    this.#port = port;
    port.on('message', (event) => this.#receive(event.data));
    port.start();
  }

  /** @throws ProfferError as the engine gave it, or `engine-lost` */
  open(kind: BytesKind, reference: string, range?: ByteRange): Promise<OpenBytes> {
    if (this.#closed) return Promise.reject(engineLost());
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
      let wanted: (() => void) | undefined;
      const settle = (): void => {
        this.#readers.delete(id);
        wanted?.();
      };
      const body = new ReadableStream<Uint8Array>(
        {
          start: (given) => {
            controller = given;
          },
          pull: () =>
            new Promise<void>((done) => {
              wanted = done;
              this.#port.postMessage({ id, pull: true });
            }),
          cancel: () => {
            this.#readers.delete(id);
            if (!this.#closed) this.#port.postMessage({ id, cancel: true });
          },
        },
        // Nothing is pulled before somebody reads: a HEAD request costs no decryption.
        { highWaterMark: 0 },
      );
      this.#readers.set(id, {
        head: (head) => resolve({ head, body }),
        chunk: (chunk) => {
          controller?.enqueue(chunk);
          wanted?.();
        },
        end: () => {
          controller?.close();
          settle();
        },
        fail: (error) => {
          reject(error);
          controller?.error(error);
          settle();
        },
      });
      this.#port.postMessage({ id, open: { kind, ref: reference, ...range } });
    });
  }

  /** Fails everything that is still being read; the engine behind the port is gone. */
  close(): void {
    this.#closed = true;
    for (const reader of [...this.#readers.values()]) reader.fail(engineLost());
    this.#port.close();
  }

  #receive(reply: BytesReply): void {
    const reader = this.#readers.get(reply.id);
    if (!reader) return;
    if ('head' in reply) reader.head(reply.head);
    else if ('chunk' in reply) reader.chunk(reply.chunk);
    else if ('end' in reply) reader.end();
    else reader.fail(ProfferError.from(reply.error satisfies ErrorData));
  }
}

function engineLost(): ProfferError {
  return new ProfferError('engine-lost', 'The engine stopped while the file was being read. Open it again.');
}
