import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { createInflateRaw } from 'node:zlib';
import { crc32 } from './crc32.ts';
import type { HashName, HashResult, HashTask } from './hash-protocol.ts';

const bufferSize = 1024 * 1024;

/** Several digests over the same bytes. */
export class Digests {
  private readonly hashes: { name: HashName; update(data: Uint8Array): void; hex(): string }[];

  constructor(algorithms: readonly HashName[]) {
    this.hashes = algorithms.map((name) => {
      if (name === 'crc32') {
        let value = 0;
        return {
          name,
          update: (data) => {
            value = crc32(data, value);
          },
          hex: () => value.toString(16).padStart(8, '0'),
        };
      }
      const hash = createHash(name);
      return { name, update: (data) => void hash.update(data), hex: () => hash.digest('hex') };
    });
  }

  update(data: Uint8Array): void {
    for (const hash of this.hashes) hash.update(data);
  }

  hex(): Record<HashName, string> {
    return Object.fromEntries(this.hashes.map((hash) => [hash.name, hash.hex()]));
  }
}

class SizeError extends Error {}

/**
 * Hashes ranges of files with positioned reads and one buffer, whatever the size. The file read last stays open:
 * the entries of an archive come one after the other.
 */
export class RangeHasher {
  private readonly buffer = Buffer.allocUnsafeSlow(bufferSize);
  private readonly onBytes: (bytes: number) => void;
  private file: { path: string; descriptor: number } | undefined;
  private untold = 0;

  /** `onBytes` hears of the bytes of tasks that count, some megabytes at a time. */
  constructor(onBytes: (bytes: number) => void) {
    this.onBytes = onBytes;
  }

  async run(task: HashTask): Promise<HashResult> {
    try {
      const digests = new Digests(task.algorithms);
      if (task.method === 'stored') {
        const size = this.read(task.path, task.offset, task.storedLength, digests, task.counts);
        if (size !== task.storedLength)
          throw new SizeError(`it ends after ${size} of ${task.storedLength} bytes`);
      } else {
        await this.inflate(task, digests);
      }
      return { state: 'done', digests: digests.hex() };
    } catch (error) {
      if (error instanceof SizeError) return { state: 'failed', reason: 'size', message: error.message };
      const code = (error as NodeJS.ErrnoException).code ?? '';
      const reason = code.startsWith('Z_') ? 'inflate' : 'read';
      return { state: 'failed', reason, message: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Answers the bytes read, fewer than asked only where the file ends. */
  read(path: string, offset: number, length: number, digests: Digests, counts: boolean): number {
    const descriptor = this.descriptor(path);
    let done = 0;
    while (done < length) {
      const count = readSync(descriptor, this.buffer, 0, Math.min(bufferSize, length - done), offset + done);
      if (count === 0) break;
      digests.update(count === bufferSize ? this.buffer : this.buffer.subarray(0, count));
      done += count;
      if (counts) this.count(count);
    }
    return done;
  }

  /** Tells the bytes not told yet; to be called when a batch is done. */
  tell(): void {
    if (this.untold > 0) this.onBytes(this.untold);
    this.untold = 0;
  }

  close(): void {
    if (this.file) closeSync(this.file.descriptor);
    this.file = undefined;
  }

  private count(bytes: number): void {
    this.untold += bytes;
    if (this.untold >= 16 * bufferSize) this.tell();
  }

  private descriptor(path: string): number {
    if (this.file?.path === path) return this.file.descriptor;
    this.close();
    this.file = { path, descriptor: openSync(path, 'r') };
    return this.file.descriptor;
  }

  private async inflate(task: HashTask, digests: Digests): Promise<void> {
    const source = createReadStream('', {
      fd: this.descriptor(task.path),
      autoClose: false,
      start: task.offset,
      end: task.offset + task.storedLength - 1,
      highWaterMark: 256 * 1024,
    });
    const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
    source.on('error', (error) => inflate.destroy(error));
    let size = 0;
    for await (const chunk of source.pipe(inflate) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > task.size) throw new SizeError(`it unpacks to more than the declared ${task.size} bytes`);
      digests.update(chunk);
      if (task.counts) this.count(chunk.length);
    }
    if (size !== task.size) throw new SizeError(`it unpacks to ${size} bytes, ${task.size} are declared`);
    if (inflate.bytesWritten !== task.storedLength) {
      throw new SizeError('the compressed data ends before its declared end');
    }
  }
}
