import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EvidenceStore, Verification } from './evidence-store.ts';
import {
  collect,
  firstSegment,
  laterSegment,
  openTestStore,
  patterned,
  put,
  removeRoot,
  skipLoudly,
  storedFiles,
  temporaryRoot,
} from './testing/fixtures.ts';

const bytes = patterned(firstSegment + laterSegment + 5000);
const size = bytes.length;
const segment = 1 << 20;

let root: string;
let store: EvidenceStore;
let hash: string;
let path: string;
let intact: Buffer;

beforeEach(async () => {
  root = temporaryRoot();
  store = openTestStore(root);
  hash = await put(store, { bytes });
  path = storedFiles(root)[0]!;
  intact = readFileSync(path);
});

afterEach(async () => {
  await store.close();
  removeRoot(root);
});

/** What every way to read the damaged content says. */
async function readAll(): Promise<{ verified: Verification; sized: Verification; message: string }> {
  const [verified, sized] = [await store.verify(hash), await store.verify(hash, { size })];
  const message = await collect(store.streamVerified(hash)).then(
    () => 'nothing',
    (error) => {
      expect(error).toMatchObject({ code: 'integrity-failed', details: { sha256: hash } });
      return error.message as string;
    },
  );
  return { verified, sized, message };
}

describe('a flipped bit is found and its segment named', () => {
  const places: [string, number, number | null][] = [
    ['header length', 0, null],
    ['salt', 1, 0],
    ['nonce prefix', 39, 0],
    ['first ciphertext', 40, 0],
    ['first tag', segment - 1, 0],
    ['second ciphertext', segment, 1],
    ['second tag', 2 * segment - 16, 1],
    ['last ciphertext', 2 * segment + 1, 2],
    ['last tag', 2 * segment + 5000, 2],
  ];
  test.each(places)('%s', async (_, at, index) => {
    const damaged = Buffer.from(intact);
    damaged[at]! ^= 0x10;
    writeFileSync(path, damaged);
    const { verified, sized, message } = await readAll();
    expect(verified).toMatchObject({ result: 'corrupt', segment: index });
    expect(sized).toEqual(verified);
    // Salt and nonce prefix belong to all segments; the last one is the first to be read on opening.
    if (index !== null && at >= 40) expect(message).toContain(`Segment ${index} of 3`);
  });
});

describe('a shortened file is told from a damaged one', () => {
  const lengths = [
    0,
    1,
    39,
    40,
    55,
    56,
    57,
    5000,
    segment - 1,
    segment,
    segment + 16,
    segment + 17,
    2 * segment,
    2 * segment + 16,
    2 * segment + 17,
  ];
  test.each([...lengths, -1])('cut to %i bytes', async (length) => {
    writeFileSync(path, intact.subarray(0, length === -1 ? intact.length - 1 : length));
    const { verified, sized } = await readAll();
    expect(sized.result).toBe('truncated');
    const between = length === segment || length === 2 * segment;
    const impossible =
      length >= 0 && (length < 56 || (length % segment > 0 && length > segment && length % segment <= 16));
    expect(verified.result).toBe(between || impossible ? 'truncated' : 'corrupt');
  });

  test('bytes appended', async () => {
    writeFileSync(path, Buffer.concat([intact, Buffer.alloc(100)]));
    const { verified, sized } = await readAll();
    expect(verified.result).toBe('corrupt');
    expect(sized.result).toBe('corrupt');
  });
});

test('exchanged segments', async () => {
  const [first, second, third] = [0, 1, 2].map((index) =>
    intact.subarray(index * segment, (index + 1) * segment),
  );
  writeFileSync(path, Buffer.concat([first!, third!, second!]));
  expect((await store.verify(hash)).result).toBe('corrupt');
});

test('a middle segment dropped', async () => {
  writeFileSync(path, Buffer.concat([intact.subarray(0, segment), intact.subarray(2 * segment)]));
  expect(await store.verify(hash)).toMatchObject({ result: 'corrupt' });
  expect(await store.verify(hash, { size })).toMatchObject({ result: 'truncated' });
});

test('a file put in the place of another is found by its hash', async () => {
  const other = await put(store, { bytes: patterned(size, 2) });
  copyFileSync(storedFiles(root).find((file) => file !== path)!, path);
  expect(await store.verify(hash, { size })).toEqual({ result: 'hash-differs', found: other });
  await expect(collect(store.streamVerified(hash, { size }))).rejects.toMatchObject({
    code: 'integrity-failed',
    details: { found: other },
  });
});

test('what is whole beside the damage can still be read', async () => {
  const damaged = Buffer.from(intact);
  damaged[segment + 100]! ^= 1;
  writeFileSync(path, damaged);
  const reader = await store.open(hash, { size });
  expect(Buffer.from(await reader.read(0, 1000)).equals(bytes.subarray(0, 1000))).toBe(true);
  await expect(reader.read(firstSegment, 10)).rejects.toMatchObject({ details: { segment: 1 } });
  await reader.close();
});

test('a folder in the place of a file', async () => {
  rmSync(path);
  mkdirSync(path);
  writeFileSync(`${path}/x`, '');
  expect(await store.verify(hash)).toMatchObject({ result: 'corrupt' });
  expect(await store.has(hash)).toBe(false);
});

test('a stored file that may not be read is no damage', async (context) => {
  if (process.getuid?.() === 0)
    return skipLoudly(context, 'unreadable stored file: root may read everything');
  chmodSync(path, 0);
  await expect(store.verify(hash)).rejects.toMatchObject({ code: 'permission' });
});
