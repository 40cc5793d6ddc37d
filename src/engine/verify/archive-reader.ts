import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { RandomAccessReader } from 'yauzl';

/** The directory is read from one end to the other, local headers lie scattered over the whole file. */
const directoryBlock = 262_144;
const headerBlock = 4_096;
const blocksKept = 8;
type BlockSize = typeof directoryBlock | typeof headerBlock;

/**
 * Positioned reads of an archive through a few cached blocks: the directory and the local headers are many small
 * pieces, and one system call for each would take longer than the hashing.
 */
export class ArchiveReader extends RandomAccessReader {
  readonly size: number;
  private readonly descriptor: number;
  private readonly blocks = {
    [directoryBlock]: new Map<number, Buffer>(),
    [headerBlock]: new Map<number, Buffer>(),
  };

  constructor(path: string) {
    super();
    this.descriptor = openSync(path, 'r');
    this.size = fstatSync(this.descriptor).size;
  }

  /** `length` bytes from `position`; throws a `RangeError` when the file ends before. */
  bytes(position: number, length: number): Buffer {
    return this.cached(position, length, headerBlock);
  }

  private cached(position: number, length: number, blockSize: BlockSize): Buffer {
    if (position < 0 || !Number.isSafeInteger(position) || position + length > this.size) {
      throw new RangeError('the archive points outside its own file');
    }
    const result = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const at = position + done;
      const block = this.block(Math.floor(at / blockSize), blockSize);
      const inBlock = at % blockSize;
      if (inBlock >= block.length) throw new RangeError('the archive became shorter while it was read');
      done += block.copy(result, done, inBlock);
    }
    return result;
  }

  /** yauzl reads through this. */
  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    let error: Error | null = null;
    let count = 0;
    try {
      count = Math.max(0, Math.min(length, this.size - position));
      this.cached(position, count, directoryBlock).copy(buffer, offset);
    } catch (failure) {
      error = failure as Error;
    }
    setImmediate(() => (error ? callback(error) : callback(null, count)));
  }

  override close(callback: (error: Error | null) => void): void {
    // The caller owns the file; yauzl only borrows it.
    setImmediate(() => callback(null));
  }

  dispose(): void {
    closeSync(this.descriptor);
  }

  private block(index: number, blockSize: BlockSize): Buffer {
    const blocks = this.blocks[blockSize];
    const cached = blocks.get(index);
    if (cached) return cached;
    const buffer = Buffer.allocUnsafeSlow(blockSize);
    const count = readSync(this.descriptor, buffer, 0, blockSize, index * blockSize);
    const block = buffer.subarray(0, count);
    const oldest = blocks.keys().next();
    if (blocks.size >= blocksKept && !oldest.done) blocks.delete(oldest.value);
    blocks.set(index, block);
    return block;
  }
}
