/**
 * Writes a large content past the page cache where the system allows it (O_DIRECT): a copy in memory that nobody
 * will read costs more time than the encryption, and pushes out of memory what somebody will. Elsewhere it writes the ordinary way.
 */
import { closeSync, constants, fdatasync, openSync, write } from 'node:fs';
import { promisify } from 'node:util';
import { contentFormat } from './content-keys.ts';
import { faultPoint } from './fault-point.ts';
import type { StagingFile } from './staging-file.ts';
import { errnoCode, writeFailure } from './store-failures.ts';

const writeAt = promisify(write);
const sync = promisify(fdatasync);

// The one part of it that is used here; its types come with those of browsers, which the engine is not.
declare const WebAssembly: { Memory: new (pages: { initial: number }) => { buffer: ArrayBuffer } };

const wasmPage = 1 << 16;
const buffers = 4;

/** Written the ordinary way, the disk is kept busy from the start: the kernel alone would begin when we have finished. */
const syncEvery = 32 << 20;

/** Room for segments under way. Direct writes need memory that begins on a page, as that of WebAssembly does. */
export class WriteBuffers {
  readonly #free: Uint8Array[];
  #waiting: ((buffer: Uint8Array) => void) | null = null;

  constructor() {
    const size = contentFormat.segmentSize;
    const memory = new WebAssembly.Memory({ initial: (buffers * size) / wasmPage });
    this.#free = Array.from(
      { length: buffers },
      (_, index) => new Uint8Array(memory.buffer, index * size, size),
    );
  }

  /** One caller at a time. */
  async acquire(): Promise<Uint8Array> {
    const buffer = this.#free.pop();
    if (buffer) return buffer;
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  release(buffer: Uint8Array): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) waiting(buffer);
    else this.#free.push(buffer);
  }
}

export class LargeFileWriter {
  readonly #staging: StagingFile;
  readonly #buffers: WriteBuffers;
  readonly #underWay = new Set<Promise<void>>();
  #direct: number | null;
  #position = 0;
  #unsynced = 0;
  #syncing = false;
  #failure: { error: unknown } | null = null;

  /** `direct`: a descriptor of the same file for direct writes, or null for none; this writer closes it. */
  constructor(staging: StagingFile, writeBuffers: WriteBuffers, direct = openDirect(staging.path)) {
    this.#staging = staging;
    this.#buffers = writeBuffers;
    this.#direct = direct;
  }

  /** Appends one segment. Returns when it is under way; its failure is thrown by a later call. */
  async append(parts: readonly Uint8Array[]): Promise<void> {
    const buffer = await this.#buffers.acquire();
    if (this.#failure) {
      this.#buffers.release(buffer);
      throw this.#failure.error;
    }
    let length = 0;
    for (const part of parts) {
      buffer.set(part, length);
      length += part.length;
    }
    const position = this.#position;
    this.#position += length;
    const writing = this.#write(buffer, length, position);
    this.#track(writing.finally(() => this.#buffers.release(buffer)));
    // Whether the file system takes direct writes at all shows at the first.
    if (position === 0) await this.#settled();
    this.#unsynced += length;
    if (this.#direct === null && this.#unsynced >= syncEvery && !this.#syncing) this.#syncInBackground();
    faultPoint('segment-written');
  }

  async #write(buffer: Uint8Array, length: number, position: number): Promise<void> {
    // Only whole segments have a length that direct writes allow; a shorter one is the last.
    const direct = length === buffer.length ? this.#direct : null;
    try {
      await writeAll(direct ?? this.#staging.descriptor, buffer.subarray(0, length), position);
    } catch (error) {
      if (direct === null || position > 0 || errnoCode(error) !== 'EINVAL') throw error;
      this.#closeDirect();
      await writeAll(this.#staging.descriptor, buffer.subarray(0, length), position);
    }
  }

  #syncInBackground(): void {
    this.#unsynced = 0;
    this.#syncing = true;
    const syncing = sync(this.#staging.descriptor).finally(() => {
      this.#syncing = false;
    });
    this.#track(syncing);
  }

  #track(work: Promise<void>): void {
    const tracked = work
      .catch((error) => {
        this.#failure ??= { error: writeFailure(error) };
      })
      .finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  async #settled(): Promise<void> {
    await Promise.all(this.#underWay);
    if (this.#failure) throw this.#failure.error;
  }

  /** Waits until all of it is on the disk. */
  async finish(): Promise<void> {
    await this.#settled();
    faultPoint('before-sync');
    this.#track(sync(this.#staging.descriptor));
    await this.#settled();
    faultPoint('synced');
  }

  /** To be called in any case, before the staging file is closed or discarded. */
  async close(): Promise<void> {
    await Promise.all(this.#underWay);
    this.#closeDirect();
  }

  #closeDirect(): void {
    if (this.#direct === null) return;
    closeSync(this.#direct);
    this.#direct = null;
  }
}

/** Null where the system or the file system knows no direct writes. */
function openDirect(path: string): number | null {
  if (!constants.O_DIRECT) return null;
  try {
    return openSync(path, constants.O_WRONLY | constants.O_DIRECT);
  } catch (error) {
    if (errnoCode(error) === 'EINVAL') return null;
    throw writeFailure(error);
  }
}

async function writeAll(descriptor: number, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const result = await writeAt(descriptor, bytes, written, bytes.length - written, position + written);
    written += result.bytesWritten;
  }
}
