import { randomUUID } from 'node:crypto';
import { closeSync, openSync, unlinkSync, writeSync, writevSync } from 'node:fs';
import { join } from 'node:path';
import { faultPoint } from './fault-point.ts';
import { writeFailure } from './store-failures.ts';

/** A content being written under a random name in the temporary folder. Holds ciphertext only. */
export class StagingFile {
  readonly path: string;
  readonly descriptor: number;
  #open = true;

  constructor(temporaryFolder: string) {
    this.path = join(temporaryFolder, `intake-${randomUUID().replaceAll('-', '')}`);
    try {
      this.descriptor = openSync(this.path, 'wx', 0o600);
    } catch (error) {
      throw writeFailure(error);
    }
    faultPoint('staging-created');
  }

  /** Writes all of it or throws; a full disk may take a part before it says so. */
  write(parts: Uint8Array[]): void {
    try {
      const total = parts.reduce((sum, part) => sum + part.length, 0);
      let written = writevSync(this.descriptor, parts);
      if (written < total) {
        const all = Buffer.concat(parts);
        while (written < total) written += writeSync(this.descriptor, all, written, total - written);
      }
    } catch (error) {
      throw writeFailure(error);
    }
    faultPoint('segment-written');
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    closeSync(this.descriptor);
  }

  discard(): void {
    this.close();
    unlinkSync(this.path);
  }
}
