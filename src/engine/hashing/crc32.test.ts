import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crc32, tableCrc32 } from './crc32.ts';

it('gives the check value of the CRC catalogue, in one piece or in several', () => {
  const bytes = Buffer.from('123456789');
  expect(tableCrc32(bytes)).toBe(0xcbf43926);
  expect(tableCrc32(bytes.subarray(4), tableCrc32(bytes.subarray(0, 4)))).toBe(0xcbf43926);
});

it('is the same with and without help of the runtime', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => tableCrc32(bytes) === crc32(bytes)));
});
