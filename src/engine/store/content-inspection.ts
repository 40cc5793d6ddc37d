import { createHash } from 'node:crypto';
import { contentFormat } from './content-keys.ts';
import { cancelled } from './store-failures.ts';
import { DamagedContent, StoredFile } from './stored-file.ts';
import type { ContentKey } from './streaming-aead.ts';
import type { Verification } from './types.ts';

export interface Inspection {
  path: string;
  contentKey: ContentKey;
  sha256: string;
  /** Bytes of plaintext, where a record knows them. */
  size?: number | undefined;
  isCancelled?: () => boolean;
  onBytes?: (bytes: number) => void;
}

/** Reads a whole stored content: every segment must be authentic, and all together have the SHA-256 promised. */
export async function inspectContent(inspection: Inspection): Promise<Verification> {
  let file: StoredFile | null = null;
  try {
    file = await StoredFile.open(inspection.path, inspection.contentKey, inspection.size);
    const buffer = new Uint8Array(contentFormat.segmentSize);
    const hash = createHash('sha256');
    let size = 0;
    for (let index = 0; index < file.segments; index++) {
      if (inspection.isCancelled?.()) throw cancelled();
      const plaintext = await file.segment(index, buffer);
      hash.update(plaintext);
      size += plaintext.length;
      inspection.onBytes?.(size);
    }
    const found = hash.digest('hex');
    return found === inspection.sha256 ? { result: 'ok', size } : { result: 'hash-differs', found };
  } catch (error) {
    if (error instanceof DamagedContent) return error.damage;
    throw error;
  } finally {
    await file?.close();
  }
}
