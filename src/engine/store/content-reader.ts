import { createHash } from 'node:crypto';
import { ProfferError } from '../../shared/domain/errors.ts';
import { damageError } from './content-damage.ts';
import { contentFormat } from './content-keys.ts';
import { DamagedContent, StoredFile } from './stored-file.ts';
import { type ContentKey, segmentAt, segmentStart } from './streaming-aead.ts';
import type { ContentReader, OpenOptions } from './types.ts';

/** Segments read ahead while the caller works on one. */
const readAhead = 2;

function asError(error: unknown, sha256: string): unknown {
  return error instanceof DamagedContent ? damageError(error.damage, sha256) : error;
}

async function openStored(
  path: string,
  contentKey: ContentKey,
  sha256: string,
  options: OpenOptions,
): Promise<StoredFile> {
  try {
    return await StoredFile.open(path, contentKey, options.size);
  } catch (error) {
    throw asError(error, sha256);
  }
}

/** Opens a stored content for random access. Its last segment is checked at once: only that proves its size. */
export async function openContent(
  path: string,
  contentKey: ContentKey,
  sha256: string,
  options: OpenOptions,
): Promise<ContentReader> {
  const file = await openStored(path, contentKey, sha256, options);

  async function segment(index: number, ciphertext: Uint8Array): Promise<Uint8Array> {
    try {
      return await file.segment(index, ciphertext);
    } catch (error) {
      throw asError(error, sha256);
    }
  }

  async function* stream(start = 0, end = file.size): AsyncGenerator<Uint8Array, void, void> {
    checkRange(start, end);
    const stop = Math.min(end, file.size);
    if (start >= stop) return;
    const lastIndex = segmentAt(contentFormat, stop - 1);
    const ahead: Promise<Uint8Array>[] = [];
    // Ciphertext is done with once its plaintext is there: as many buffers as segments under way serve them all.
    const buffers = Array.from({ length: Math.min(readAhead, file.segments) }, () =>
      Buffer.allocUnsafeSlow(file.bufferSize),
    );
    let next = segmentAt(contentFormat, start);
    for (let index = next; index <= lastIndex; index++) {
      while (next <= lastIndex && ahead.length < readAhead) {
        const reading = segment(next, buffers[next % buffers.length]!);
        next += 1;
        // Its failure is met when its turn comes, or never if the caller stops before.
        reading.catch(() => undefined);
        ahead.push(reading);
      }
      const plaintext = await ahead.shift()!;
      const offset = segmentStart(contentFormat, index);
      yield plaintext.subarray(Math.max(0, start - offset), Math.min(plaintext.length, stop - offset));
    }
  }

  try {
    await segment(file.segments - 1, Buffer.allocUnsafeSlow(file.bufferSize));
  } catch (error) {
    await file.close();
    throw error;
  }

  return {
    size: file.size,
    stream,
    async read(start, length) {
      checkRange(start, start + length);
      const parts: Uint8Array[] = [];
      for await (const part of stream(start, start + length)) parts.push(part);
      return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    },
    close: () => file.close(),
  };
}

function checkRange(start: number, end: number): void {
  if (Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && end >= start) return;
  throw new ProfferError(
    'invalid-input',
    'A range needs a start and an end in whole bytes, the start first.',
    {
      start,
      end,
    },
  );
}

/** A whole content in order; throws at the end unless its SHA-256 is the one asked for. */
export async function* streamVerifiedContent(
  reader: ContentReader,
  sha256: string,
): AsyncGenerator<Uint8Array, void, void> {
  const hash = createHash('sha256');
  for await (const part of reader.stream()) {
    hash.update(part);
    yield part;
  }
  const found = hash.digest('hex');
  if (found === sha256) return;
  throw new ProfferError(
    'integrity-failed',
    'A stored file holds another content than its record says. Restore it from a backup.',
    { sha256, found, damage: 'hash-differs' },
  );
}
