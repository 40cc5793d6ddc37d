import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { crc32 } from '../../hashing/crc32.ts';
import { type HashFollower, HashThread } from '../../hashing/hash-thread.ts';
import {
  centralHeader,
  crcOffset,
  type DosTime,
  dosTime,
  endRecords,
  localHeader,
  type ZipEntryRecord,
} from './zip-headers.ts';

/** Up to this size an entry is held in memory: its CRC-32 is then known before its header is written. */
const smallEntry = 512 * 1024;
const bufferSize = 1024 * 1024;
/** So many bytes go to the disk at a time, while the next are hashed: a system with much memory would begin at the end. */
const syncStep = 64 * bufferSize;

export interface EntryDigests {
  sha256: string;
  sha512: string;
  crc32: number;
}

/**
 * Writes a ZIP of stored entries, sizes in the local headers and no data descriptors, so that tools that read it
 * from a pipe can. Large entries are hashed behind the writing by threads that read the file back: what the
 * manifests say is what lies in the file. Why not archiver: docs/decisions/0020-package-zip-writer.md.
 */
export class StoredZipWriter {
  private readonly file: FileHandle;
  private readonly path: string;
  private readonly modified: DosTime;
  private readonly records: ZipEntryRecord[] = [];
  private readonly threads: HashThread[] = [];
  private readonly whole: HashFollower;
  private readonly buffer = Buffer.allocUnsafeSlow(bufferSize);
  private buffered = 0;
  /** Bytes that are in the file; what is in the buffer comes after them. */
  private written = 0;
  /** Up to here the disk was asked to keep what was written. */
  private synced = 0;
  private syncing: Promise<void> | null = null;
  private syncFailure: unknown = null;
  /** Up to here the bytes are final and given to the hash of the whole file. */
  private settled = 0;

  constructor(file: FileHandle, path: string, modified: Date) {
    this.file = file;
    this.path = path;
    this.modified = dosTime(modified);
    this.whole = this.thread(0).follow(path, ['sha256']);
  }

  /** Adds an entry whose content is at hand. */
  async addBytes(name: string, bytes: Uint8Array): Promise<EntryDigests> {
    const digests = {
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sha512: createHash('sha512').update(bytes).digest('hex'),
      crc32: crc32(bytes),
    };
    await this.header(name, bytes.length, digests.crc32);
    await this.append(bytes);
    return digests;
  }

  /** Adds an entry of exactly `size` bytes from a stream; any other number is `integrity-failed`. */
  async addStream(
    name: string,
    size: number,
    source: AsyncIterable<Uint8Array>,
    onBytes: (count: number) => void,
  ): Promise<EntryDigests> {
    if (size <= smallEntry) return this.addBytes(name, await collect(name, size, source, onBytes));
    const record = await this.header(name, size, 0);
    const start = this.position;
    // The slowest hash has a thread to itself, the two quick ones share one.
    const followers = [
      this.thread(1).follow(this.path, ['sha512']),
      this.thread(2).follow(this.path, ['sha256', 'crc32']),
    ];
    let told = start;
    const tell = (end: number) => {
      for (const follower of followers) follower.range(told, end - told);
      told = end;
    };
    for await (const chunk of counted(name, size, source)) {
      await this.append(chunk);
      onBytes(chunk.length);
      if (this.written - told >= 4 * bufferSize) tell(this.written);
    }
    await this.flush();
    if (told < this.written) tell(this.written);
    const digests = Object.assign(
      {},
      ...(await Promise.all(followers.map((each) => each.finish()))),
    ) as Record<string, string>;
    record.crc32 = Number.parseInt(digests.crc32!, 16);
    const field = Buffer.alloc(4);
    field.writeUInt32LE(record.crc32);
    await this.file.write(field, 0, 4, record.offset + crcOffset);
    this.settle();
    return { sha256: digests.sha256!, sha512: digests.sha512!, crc32: record.crc32 };
  }

  /** Writes the directory, makes all durable; answers size and SHA-256 of the whole file. */
  async finish(): Promise<{ size: number; sha256: string }> {
    const offset = this.position;
    for (const record of this.records) await this.append(centralHeader(record, this.modified));
    await this.append(endRecords(this.records.length, offset, this.position - offset));
    await this.flush();
    this.settle();
    const [digests] = await Promise.all([this.whole.finish(), this.sync()]);
    return { size: this.written, sha256: digests.sha256! };
  }

  /** Ends the threads; to be called whatever happened. */
  async close(): Promise<void> {
    await Promise.all([this.syncing, ...this.threads.map((thread) => thread?.close())]);
  }

  private get position(): number {
    return this.written + this.buffered;
  }

  private thread(index: number): HashThread {
    const thread = this.threads[index] ?? new HashThread();
    this.threads[index] = thread;
    return thread;
  }

  private async header(name: string, size: number, crc: number): Promise<ZipEntryRecord> {
    // All entries before this one are complete: what is in the file by now is final.
    this.settle();
    const record = { name, size, crc32: crc, offset: this.position };
    this.records.push(record);
    await this.append(localHeader(record, this.modified));
    return record;
  }

  private settle(): void {
    if (this.written === this.settled) return;
    this.whole.range(this.settled, this.written - this.settled);
    this.settled = this.written;
  }

  private async append(bytes: Uint8Array): Promise<void> {
    if (bytes.length >= bufferSize) {
      await this.flush();
      return this.write(bytes);
    }
    let rest = bytes;
    while (rest.length > 0) {
      const part = rest.subarray(0, bufferSize - this.buffered);
      this.buffer.set(part, this.buffered);
      this.buffered += part.length;
      rest = rest.subarray(part.length);
      if (this.buffered === bufferSize) await this.flush();
    }
  }

  private async flush(): Promise<void> {
    const bytes = this.buffer.subarray(0, this.buffered);
    this.buffered = 0;
    await this.write(bytes);
  }

  private async write(bytes: Uint8Array): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await this.file.write(bytes, done, bytes.length - done, this.written);
      done += bytesWritten;
      this.written += bytesWritten;
    }
    if (this.written - this.synced >= syncStep && !this.syncing) this.syncBehind();
  }

  /** A fault of the disk is told to one caller only: it is kept for the end. */
  private syncBehind(): void {
    this.synced = this.written;
    this.syncing = this.file
      .datasync()
      .catch((error: unknown) => {
        this.syncFailure ??= error;
      })
      .finally(() => {
        this.syncing = null;
      });
  }

  private async sync(): Promise<void> {
    await this.syncing;
    if (this.syncFailure) throw this.syncFailure;
    await this.file.sync();
  }
}

async function* counted(name: string, size: number, source: AsyncIterable<Uint8Array>) {
  let count = 0;
  for await (const chunk of source) {
    count += chunk.length;
    if (count > size) throw wrongSize(name, size, `more than ${size}`);
    yield chunk;
  }
  if (count !== size) throw wrongSize(name, size, count);
}

async function collect(
  name: string,
  size: number,
  source: AsyncIterable<Uint8Array>,
  onBytes: (count: number) => void,
): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(size);
  let offset = 0;
  for await (const chunk of counted(name, size, source)) {
    bytes.set(chunk, offset);
    offset += chunk.length;
    onBytes(chunk.length);
  }
  return bytes;
}

function wrongSize(path: string, expected: number, found: number | string): ProfferError {
  return new ProfferError(
    'integrity-failed',
    `${path} has another size than recorded. Re-verify this piece of evidence before you export again.`,
    { path, expected, found },
  );
}
