import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aes256GcmHkdf1Mb,
  ciphertextSize,
  decryptSegment,
  encryptSegment,
  headerSize,
  layoutOf,
  type StreamingFormat,
  segmentAt,
  segmentCapacity,
  segmentStart,
  startDecryption,
  startEncryption,
} from './streaming-aead.ts';
import {
  productionAssociatedData,
  productionKey,
  productionPlaintext,
  productionVectors,
  tinkVectors,
} from './tink-vectors.ts';

function encrypt(
  format: StreamingFormat,
  key: Uint8Array,
  ad: Uint8Array,
  plaintext: Uint8Array,
  random?: Uint8Array,
): Buffer {
  const { header, stream } = startEncryption(format, key, ad, random);
  const parts: Uint8Array[] = [header];
  let start = 0;
  for (let index = 0; ; index++) {
    const end = Math.min(plaintext.length, start + segmentCapacity(format, index));
    const last = end === plaintext.length;
    parts.push(...encryptSegment(stream, index, last, plaintext.subarray(start, end)));
    if (last) return Buffer.concat(parts);
    start = end;
  }
}

function decrypt(
  format: StreamingFormat,
  key: Uint8Array,
  ad: Uint8Array,
  ciphertext: Uint8Array,
): Buffer | null {
  const layout = layoutOf(format, ciphertext.length);
  const stream = startDecryption(format, key, ad, ciphertext.subarray(0, headerSize(format)));
  if (!layout || !stream) return null;
  const parts: Uint8Array[] = [];
  for (let index = 0; index < layout.segments; index++) {
    const from = index === 0 ? headerSize(format) : index * format.segmentSize;
    const segment = ciphertext.subarray(from, Math.min(ciphertext.length, (index + 1) * format.segmentSize));
    const plaintext = decryptSegment(stream, index, index === layout.segments - 1, segment);
    if (!plaintext) return null;
    parts.push(plaintext);
  }
  return Buffer.concat(parts);
}

describe('known answers made by Tink itself', () => {
  test.each(tinkVectors)('vector $name', (vector) => {
    const key = Buffer.from(vector.key, 'hex');
    const ad = Buffer.from(vector.associatedData, 'hex');
    const plaintext = Buffer.from(vector.plaintext, 'latin1');
    const ciphertext = Buffer.from(vector.ciphertext, 'hex');
    const random = ciphertext.subarray(1, headerSize(vector.format));
    expect(encrypt(vector.format, key, ad, plaintext, random).toString('hex')).toBe(vector.ciphertext);
    expect(decrypt(vector.format, key, ad, ciphertext)?.toString('latin1')).toBe(vector.plaintext);
  });

  test.each(productionVectors)('AES256_GCM_HKDF_1MB, $size bytes', ({ size, header, ciphertextSha256 }) => {
    const random = Buffer.from(header, 'hex').subarray(1);
    const ciphertext = encrypt(
      aes256GcmHkdf1Mb,
      productionKey,
      productionAssociatedData,
      productionPlaintext(size),
      random,
    );
    expect(ciphertext.subarray(0, 40).toString('hex')).toBe(header);
    expect(createHash('sha256').update(ciphertext).digest('hex')).toBe(ciphertextSha256);
  });
});

const tiny: StreamingFormat = { hash: 'sha256', keySize: 32, segmentSize: 64 };
const key = Buffer.alloc(32, 7);
const context = Buffer.from('context');

test('any content comes back, and its size is as computed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (content) => {
      const ciphertext = encrypt(tiny, key, context, content);
      expect(ciphertext.length).toBe(ciphertextSize(tiny, content.length));
      expect(layoutOf(tiny, ciphertext.length)?.plaintextSize).toBe(content.length);
      expect(decrypt(tiny, key, context, ciphertext)).toEqual(Buffer.from(content));
    }),
  );
});

test('any changed byte, any cut, another key and another context are noticed', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (content, at, change) => {
        const ciphertext = encrypt(tiny, key, context, content);
        const flipped = Buffer.from(ciphertext);
        const position = at % flipped.length;
        flipped[position] = flipped[position]! ^ change;
        expect(decrypt(tiny, key, context, flipped)).toBeNull();
        expect(decrypt(tiny, key, context, ciphertext.subarray(0, position))).toBeNull();
        expect(decrypt(tiny, Buffer.alloc(32, 8), context, ciphertext)).toBeNull();
        expect(decrypt(tiny, key, Buffer.from('other'), ciphertext)).toBeNull();
      },
    ),
  );
});

test('positions map to segments and back', () => {
  fc.assert(
    fc.property(fc.nat({ max: 5_000 }), (position) => {
      const index = segmentAt(tiny, position);
      expect(segmentStart(tiny, index)).toBeLessThanOrEqual(position);
      expect(segmentStart(tiny, index) + segmentCapacity(tiny, index)).toBeGreaterThan(position);
    }),
  );
});
