/** Streams of a PDF that unpack to more memory than there is are seen before they are unpacked. */
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasStreamBomb } from './pdf-streams.ts';

const stream = (dictionary: string, data: Uint8Array) =>
  Buffer.concat([
    Buffer.from(`%PDF-1.7\n4 0 obj\n<< ${dictionary} /Length ${data.length} >>\nstream\r\n`, 'latin1'),
    data,
    Buffer.from('\nendstream\nendobj\n', 'latin1'),
  ]);
const noughts = (megabytes: number) => deflateSync(Buffer.alloc(megabytes << 20), { level: 9 });

test('packed once, packed twice, and packed as ordinary streams are', async () => {
  expect(await hasStreamBomb(stream('/Filter /FlateDecode', noughts(256)))).toBe(true);
  expect(await hasStreamBomb(stream('/Filter [/FlateDecode /FlateDecode]', deflateSync(noughts(256))))).toBe(
    true,
  );
  expect(await hasStreamBomb(stream('/Filter /FlateDecode', noughts(64)))).toBe(false);
  expect(await hasStreamBomb(stream('/Filter /DCTDecode', noughts(256)))).toBe(false);
});

test('whatever is in it, an answer comes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.string(), async (data, words) => {
      expect(await hasStreamBomb(stream(`/Filter /FlateDecode ${words}`, data))).toBe(false);
      expect(await hasStreamBomb(data)).toBe(false);
    }),
    { numRuns: 100 },
  );
});
