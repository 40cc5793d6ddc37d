/**
 * AES-GCM-HKDF streaming AEAD as Tink defines it: https://developers.google.com/tink/streaming-aead/aes_gcm_hkdf_streaming
 *
 *   header    = header length (1 byte) | salt (key size) | nonce prefix (7)
 *   key       = HKDF(content key, salt, info = associated data)
 *   segment i = AES-GCM(key, nonce prefix | i (32 bit, big endian) | 1 for the last segment, else 0)
 *
 * Every ciphertext segment fills `segmentSize` bytes but the last; the first shares its room with the header.
 */
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';

export interface StreamingFormat {
  hash: 'sha1' | 'sha256' | 'sha512';
  /** Bytes of the derived key and of the salt. */
  keySize: 16 | 32;
  /** Bytes of a full ciphertext segment, its tag included. */
  segmentSize: number;
}

/** Tink's key template AES256_GCM_HKDF_1MB. */
export const aes256GcmHkdf1Mb: StreamingFormat = { hash: 'sha256', keySize: 32, segmentSize: 1 << 20 };

const noncePrefixSize = 7;
export const tagSize = 16;

export function headerSize(format: StreamingFormat): number {
  return 1 + format.keySize + noncePrefixSize;
}

/** Bytes of plaintext that segment `index` holds when it is full. */
export function segmentCapacity(format: StreamingFormat, index: number): number {
  return format.segmentSize - tagSize - (index === 0 ? headerSize(format) : 0);
}

/** Where segment `index` begins, in bytes of plaintext. */
export function segmentStart(format: StreamingFormat, index: number): number {
  return index === 0 ? 0 : index * segmentCapacity(format, 1) - headerSize(format);
}

/** The segment that holds the plaintext byte at `position`. */
export function segmentAt(format: StreamingFormat, position: number): number {
  return Math.floor((position + headerSize(format)) / segmentCapacity(format, 1));
}

/** Bytes on disk for so many bytes of plaintext. */
export function ciphertextSize(format: StreamingFormat, plaintextSize: number): number {
  const segments = plaintextSize === 0 ? 1 : segmentAt(format, plaintextSize - 1) + 1;
  return headerSize(format) + plaintextSize + segments * tagSize;
}

export interface StreamLayout {
  segments: number;
  plaintextSize: number;
}

/** The layout of a ciphertext of `size` bytes, or null when no whole content has that size. */
export function layoutOf(format: StreamingFormat, size: number): StreamLayout | null {
  const segments = Math.ceil(size / format.segmentSize);
  const plaintextSize = size - headerSize(format) - segments * tagSize;
  if (segments === 0 || plaintextSize < 0) return null;
  return ciphertextSize(format, plaintextSize) === size ? { segments, plaintextSize } : null;
}

/** Key material that HKDF takes. Those who derive many keys give a `KeyObject`: it is prepared once. */
export type ContentKey = Uint8Array | KeyObject;

/** The derived key of one content and what its nonces begin with. */
export interface StreamKey {
  format: StreamingFormat;
  /** A key object: Node looks at bytes given as a key for longer than a small content takes to encrypt. */
  key: KeyObject;
  noncePrefix: Uint8Array;
}

function deriveStreamKey(
  format: StreamingFormat,
  contentKey: ContentKey,
  associatedData: Uint8Array,
  salt: Uint8Array,
  noncePrefix: Uint8Array,
): StreamKey {
  const key = new Uint8Array(hkdfSync(format.hash, contentKey, salt, associatedData, format.keySize));
  return { format, key: createSecretKey(key), noncePrefix };
}

const pool = Buffer.allocUnsafeSlow(8192);
let drawn = pool.length;

/** Bytes never given before, drawn from the system many at a time: for a small content, asking costs as much as encrypting. */
function freshRandom(length: number): Uint8Array {
  if (drawn + length > pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  drawn += length;
  return pool.subarray(drawn - length, drawn);
}

/** A fresh header and its key. `random` is given only by tests that repeat published vectors. */
export function startEncryption(
  format: StreamingFormat,
  contentKey: ContentKey,
  associatedData: Uint8Array,
  random: Uint8Array = freshRandom(format.keySize + noncePrefixSize),
): { header: Uint8Array; stream: StreamKey } {
  const header = new Uint8Array(headerSize(format));
  header[0] = header.length;
  header.set(random, 1);
  return { header, stream: startDecryption(format, contentKey, associatedData, header)! };
}

/** The key a header leads to; null when the bytes are no header of this format. */
export function startDecryption(
  format: StreamingFormat,
  contentKey: ContentKey,
  associatedData: Uint8Array,
  header: Uint8Array,
): StreamKey | null {
  if (header.length !== headerSize(format) || header[0] !== header.length) return null;
  const salt = header.slice(1, 1 + format.keySize);
  return deriveStreamKey(format, contentKey, associatedData, salt, header.slice(1 + format.keySize));
}

function nonce(stream: StreamKey, index: number, last: boolean): Uint8Array {
  const bytes = new Uint8Array(noncePrefixSize + 5);
  bytes.set(stream.noncePrefix);
  new DataView(bytes.buffer).setUint32(noncePrefixSize, index);
  bytes[noncePrefixSize + 4] = last ? 1 : 0;
  return bytes;
}

const cipherName = { 16: 'aes-128-gcm', 32: 'aes-256-gcm' } as const;

/** Ciphertext and tag of one segment, to be written one after the other. */
export function encryptSegment(
  stream: StreamKey,
  index: number,
  last: boolean,
  plaintext: Uint8Array,
): [Uint8Array, Uint8Array] {
  const cipher = createCipheriv(cipherName[stream.format.keySize], stream.key, nonce(stream, index, last));
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return [ciphertext, cipher.getAuthTag()];
}

/** The plaintext of one segment (ciphertext with its tag), or null when it is not authentic. */
export function decryptSegment(
  stream: StreamKey,
  index: number,
  last: boolean,
  segment: Uint8Array,
): Uint8Array | null {
  if (segment.length < tagSize) return null;
  const decipher = createDecipheriv(
    cipherName[stream.format.keySize],
    stream.key,
    nonce(stream, index, last),
  );
  decipher.setAuthTag(segment.subarray(segment.length - tagSize));
  const plaintext = decipher.update(segment.subarray(0, segment.length - tagSize));
  try {
    decipher.final();
  } catch {
    return null;
  }
  return plaintext;
}
