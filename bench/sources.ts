/** Input for benchmarks: bytes that neither repeat nor compress. */
import { randomFillSync } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../scripts/project.ts';

export const mebibyte = 1 << 20;
export const gibibyte = 1 << 30;

/** What the engine reads of the project while it runs. */
export const resources = join(projectRoot, 'resources');

const block = Buffer.alloc(16 * mebibyte);

export function writeLargeFile(path: string, size: number): void {
  randomFillSync(block);
  const descriptor = openSync(path, 'wx');
  for (let written = 0; written < size; written += block.length) {
    block.writeBigUInt64LE(BigInt(written), 0);
    writeSync(descriptor, block, 0, Math.min(block.length, size - written));
  }
  closeSync(descriptor);
}

/** `count` large files in a new folder. */
export function writeLargeFiles(folder: string, count: number, size: number): void {
  mkdirSync(folder);
  for (let index = 1; index <= count; index++) writeLargeFile(join(folder, `file-${index}.bin`), size);
}

/** `count` files of 1 to 8 KiB, 200 to a folder. */
export function writeSmallFiles(folder: string, count: number): void {
  randomFillSync(block);
  for (let index = 0; index < count; index++) {
    const below = join(folder, `folder-${Math.floor(index / 200)}`);
    if (index % 200 === 0) mkdirSync(below, { recursive: true });
    const bytes = block.subarray(0, 1024 + ((index * 37) % 7169));
    bytes.writeUInt32LE(index, 0);
    writeFileSync(join(below, `file-${index}.bin`), bytes);
  }
}
