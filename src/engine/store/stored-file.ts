/** A stored content opened for reading: its header, its layout, and its segments one by one. */
import { type FileHandle, open } from 'node:fs/promises';
import { ProfferError } from '../../shared/domain/errors.ts';
import { corruptFile, corruptSegment, type Damage, truncated } from './content-damage.ts';
import { contentContext, contentFormat } from './content-keys.ts';
import { errnoCode } from './store-failures.ts';
import {
  type ContentKey,
  ciphertextSize,
  decryptSegment,
  headerSize,
  layoutOf,
  type StreamKey,
  type StreamLayout,
  startDecryption,
} from './streaming-aead.ts';

async function readFully(handle: FileHandle, target: Uint8Array, position: number): Promise<number> {
  let length = 0;
  try {
    while (length < target.length) {
      const { bytesRead } = await handle.read(target, length, target.length - length, position + length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
  } catch (error) {
    throw readFailure(error);
  }
  return length;
}

/** What a failed open or read of a stored file means. What is not the file's fault is thrown on as it is. */
function readFailure(error: unknown): unknown {
  const code = errnoCode(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new DamagedContent({ result: 'missing' });
    case 'EACCES':
    case 'EPERM':
      return new ProfferError(
        'permission',
        'A file of the vault cannot be read. Check that the vault belongs to you.',
        {
          code,
        },
      );
    case 'EIO':
    case 'EISDIR':
    case 'ELOOP':
      return new DamagedContent(corruptFile(`the disk could not read it: ${code}`));
    default:
      return error;
  }
}

/** Thrown by `segment`; carries what is wrong as data. */
export class DamagedContent extends Error {
  readonly damage: Damage;
  constructor(damage: Damage) {
    super(damage.result === 'missing' ? 'missing' : damage.message);
    this.damage = damage;
  }
}

export class StoredFile {
  readonly size: number;
  readonly segments: number;
  readonly #handle: FileHandle;
  readonly #stream: StreamKey;
  readonly #fileSize: number;

  private constructor(handle: FileHandle, stream: StreamKey, layout: StreamLayout, fileSize: number) {
    this.#handle = handle;
    this.#stream = stream;
    this.#fileSize = fileSize;
    this.size = layout.plaintextSize;
    this.segments = layout.segments;
  }

  /** `expectedSize`: bytes of plaintext, where a record knows them. Throws `DamagedContent`. */
  static async open(
    path: string,
    contentKey: ContentKey,
    expectedSize: number | undefined,
  ): Promise<StoredFile> {
    const handle = await open(path, 'r').catch((error) => {
      throw readFailure(error);
    });
    try {
      const { size } = await handle.stat();
      const header = new Uint8Array(headerSize(contentFormat));
      const read = await readFully(handle, header, 0);
      const expected = expectedSize === undefined ? undefined : ciphertextSize(contentFormat, expectedSize);
      if (read < header.length || (expected !== undefined && size < expected)) {
        throw new DamagedContent(
          truncated(`${size} bytes on disk${expected ? `, ${expected} expected` : ''}`),
        );
      }
      if (expected !== undefined && size > expected) {
        throw new DamagedContent(corruptFile(`${size} bytes on disk, ${expected} expected`));
      }
      const layout = layoutOf(contentFormat, size);
      if (!layout) throw new DamagedContent(truncated(`${size} bytes on disk`));
      const stream = startDecryption(contentFormat, contentKey, contentContext, header);
      if (!stream) throw new DamagedContent(corruptFile('its header is not one of this store'));
      return new StoredFile(handle, stream, layout, size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Bytes that hold any segment's ciphertext: small contents are read by the thousand, and need no mebibyte each. */
  get bufferSize(): number {
    return Math.min(contentFormat.segmentSize, this.#fileSize);
  }

  /** The plaintext of one segment. `buffer`: room for a segment of ciphertext, to be used again by the caller. */
  async segment(index: number, buffer: Uint8Array): Promise<Uint8Array> {
    const start = index === 0 ? headerSize(contentFormat) : index * contentFormat.segmentSize;
    const end = Math.min(this.#fileSize, (index + 1) * contentFormat.segmentSize);
    const ciphertext = buffer.subarray(0, end - start);
    if ((await readFully(this.#handle, ciphertext, start)) < ciphertext.length) {
      throw new DamagedContent(truncated('it shrank while it was read'));
    }
    const last = index === this.segments - 1;
    const plaintext = decryptSegment(this.#stream, index, last, ciphertext);
    if (plaintext) return plaintext;
    // Cut off exactly between two segments: what is now the last one was written as one of the middle.
    if (last && decryptSegment(this.#stream, index, false, ciphertext)) {
      throw new DamagedContent(truncated(`it ends after segment ${index}, which was not its last`));
    }
    throw new DamagedContent(corruptSegment(index, this.segments));
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
