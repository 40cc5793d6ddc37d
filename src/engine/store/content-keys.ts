import { createHmac, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { ProfferError } from '../../shared/domain/errors.ts';
import { aes256GcmHkdf1Mb } from './streaming-aead.ts';

/** The streaming format of every content in the store; see docs/formats/evidence-store.md. */
export const contentFormat = aes256GcmHkdf1Mb;

/**
 * Associated data of every content. Fixed, because a content's own name is known only after its last byte is
 * read; that a file holds the content its name promises is proved by the SHA-256 on full reads.
 */
export const contentContext: Uint8Array = new TextEncoder().encode('proffer evidence content 1');

export const storedNamePattern = /^[0-9a-f]{64}$/;
export const stagedNamePattern = /^intake-[0-9a-f]{32}$/;

/** File name of a content: HMAC-SHA256(name key, SHA-256 of the content), 64 hexadecimal digits. */
export function storedName(nameKey: Uint8Array | KeyObject, sha256: string): string {
  if (!storedNamePattern.test(sha256)) {
    throw new ProfferError('invalid-input', 'A SHA-256 is 64 lower-case hexadecimal digits.', { sha256 });
  }
  return createHmac('sha256', nameKey).update(Buffer.from(sha256, 'hex')).digest('hex');
}

/** Names are spread over 256 folders by their first two digits. */
export function storedPath(folder: string, name: string): string {
  return join(folder, name.slice(0, 2), name);
}

/** Copies a key to memory that workers share, so that one wipe on close reaches all of them. */
export function shareKey(key: Uint8Array, what: string): Uint8Array {
  if (key.length !== 32) {
    throw new ProfferError('invalid-input', `The ${what} must have 32 bytes.`, { length: key.length });
  }
  const shared = new Uint8Array(new SharedArrayBuffer(32));
  shared.set(key);
  return shared;
}
