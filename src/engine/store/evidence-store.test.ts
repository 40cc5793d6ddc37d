import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EvidenceStore, openEvidenceStore, type Source } from './evidence-store.ts';
import {
  collect,
  firstSegment as first,
  nameKey,
  laterSegment as next,
  openTestStore,
  patterned,
  put as putInto,
  removeRoot,
  sha256,
  stagedContent as staged,
  storedFiles as storedIn,
  temporaryRoot,
} from './testing/fixtures.ts';

let root: string;
let store: EvidenceStore;

beforeEach(() => {
  root = temporaryRoot();
  store = openTestStore(root);
});

afterEach(async () => {
  await store.close();
  removeRoot(root);
});

const put = (source: Source) => putInto(store, source);
const storedFiles = () => storedIn(root);

const boundarySizes = [
  0,
  1,
  15,
  4096,
  4097,
  first - 1,
  first,
  first + 1,
  first + next - 1,
  first + next,
  first + next + 1,
];
const largeSize = (9 << 20) + 12345;

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('what goes in comes out', () => {
  test.each([...boundarySizes, largeSize])(
    '%i bytes, from a file, from memory and from a stream',
    async (size) => {
      const bytes = patterned(size);
      const path = join(root, 'source');
      writeFileSync(path, bytes);
      const sources: Source[] = [
        { path },
        { bytes },
        { stream: pieces(bytes, 70_001), size },
        { stream: pieces(bytes, 3_000_000) },
      ];
      for (const source of sources) {
        const batch = await store.intakeOne(source);
        const content = staged(batch);
        expect(content.size).toBe(size);
        expect(content.sha256).toBe(sha256(bytes));
        expect(content.sha1).toBe(createHash('sha1').update(bytes).digest('hex'));
        expect(content.md5).toBe(createHash('md5').update(bytes).digest('hex'));
        expect(content.type.mediaType === 'application/x-empty').toBe(size === 0);
        expect(content.file === null).toBe(!('path' in source));
        const committed = await batch.commit();
        expect(committed.map((one) => one.storedAs)).toEqual([source === sources[0] ? 'new' : 'duplicate']);
      }
      expect(storedFiles().length).toBe(1);
      expect(readdirSync(join(root, 'tmp'))).toEqual([]);
      expect((await collect(store.streamVerified(sha256(bytes), { size }))).equals(bytes)).toBe(true);
      expect(await store.verify(sha256(bytes), { size })).toEqual({ result: 'ok', size });
    },
  );

  test('any range of a content of several segments', async () => {
    const bytes = patterned(first + 2 * next + 777);
    const reader = await store.open(await put({ bytes }));
    expect(reader.size).toBe(bytes.length);
    const edges = [0, 1, first - 1, first, first + 1, first + next, bytes.length - 1, bytes.length];
    const position = fc.oneof(fc.constantFrom(...edges), fc.nat({ max: bytes.length + 10 }));
    await fc.assert(
      fc.asyncProperty(position, position, async (one, other) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        expect((await collect(reader.stream(start, end))).equals(bytes.subarray(start, end))).toBe(true);
        expect(Buffer.from(await reader.read(start, end - start)).equals(bytes.subarray(start, end))).toBe(
          true,
        );
      }),
      { numRuns: 60 },
    );
    await reader.close();
  });

  test('any batch of contents, in order, duplicates once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 80 }), async (contents) => {
        const seen: string[] = [];
        for await (const batch of store.intake(contents.map((bytes) => ({ bytes })))) {
          await batch.commit((committed) => {
            for (const { content } of committed) seen.push(content.sha256);
          });
        }
        expect(seen).toEqual(contents.map(sha256));
        for (const bytes of contents) {
          expect((await collect(store.streamVerified(sha256(bytes)))).equals(Buffer.from(bytes))).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('more sources than one batch holds, large ones among them', async () => {
    const large = join(root, 'large');
    writeFileSync(large, patterned(largeSize, 5));
    const sources: Source[] = Array.from({ length: 9000 }, (_, index) =>
      index % 1700 === 3 ? { path: large } : { bytes: Buffer.from(`small ${index}`) },
    );
    let batches = 0;
    const back: Source[] = [];
    const told: number[] = [];
    for await (const batch of store.intake(sources, { onProgress: ({ items }) => told.push(items) })) {
      batches += 1;
      back.push(...batch.items.map((item) => item.source));
      await batch.commit();
    }
    expect(batches).toBeGreaterThan(1);
    expect(back.every((source, index) => source === sources[index])).toBe(true);
    expect(told.at(-1)).toBe(9000);
    expect(storedFiles().length).toBe(8995);
    expect(readdirSync(join(root, 'tmp'))).toEqual([]);
  });
});

test('nothing of a content, a name or a hash is readable in the folder', async () => {
  const bytes = Buffer.concat(Array.from({ length: 40_000 }, () => Buffer.from('a very plain secret ')));
  const batch = await store.intakeOne({ bytes });
  const hash = staged(batch).sha256;
  const temporary = readdirSync(join(root, 'tmp')).map((name) => join(root, 'tmp', name));
  expect(temporary.length).toBe(1);
  expect(readFileSync(temporary[0]!).includes('plain secret')).toBe(false);
  await batch.commit();
  const [path] = storedFiles();
  expect(readFileSync(path!).includes('plain secret')).toBe(false);
  expect(path).not.toContain(hash);
  expect(statSync(path!).mode & 0o777).toBe(0o600);
});

describe('two phases', () => {
  test('a staged content is not in the store, an abandoned one leaves nothing', async () => {
    const batch = await store.intakeOne({ bytes: Buffer.from('x') });
    expect(await store.has(staged(batch).sha256)).toBe(false);
    await batch.abandon();
    await batch.abandon();
    expect(readdirSync(join(root, 'tmp'))).toEqual([]);
    expect(storedFiles()).toEqual([]);
  });

  test('when rows are written the contents are there', async () => {
    const batch = await store.intakeOne({ bytes: Buffer.from('x') });
    await batch.commit(async (committed) => {
      expect(await store.verify(committed[0]!.content.sha256)).toEqual({ result: 'ok', size: 1 });
    });
  });

  test('sweeping waits for no open batch, then removes what no row names', async () => {
    const kept = await put({ bytes: Buffer.from('kept') });
    const batch = await store.intakeOne({ bytes: Buffer.from('unreferenced') });
    await expect(store.sweep([kept])).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      batch.commit(() => {
        throw new Error('no row was written');
      }),
    ).rejects.toThrow('no row was written');
    writeFileSync(join(root, 'tmp', `intake-${'0'.repeat(32)}`), 'left by a crash');
    writeFileSync(join(root, 'tmp', 'of-another'), '');
    writeFileSync(join(root, 'evidence', 'note.txt'), '');
    expect(await store.sweep([kept])).toEqual({
      removedStaged: 1,
      removedUnreferenced: 1,
      foreign: ['note.txt'],
    });
    expect(await store.has(kept)).toBe(true);
    expect(readdirSync(join(root, 'tmp'))).toEqual(['of-another']);
  });

  test('a sweep whose list of records breaks off removes nothing', async () => {
    const hash = await put({ bytes: Buffer.from('kept') });
    async function* broken(): AsyncGenerator<string> {
      yield sha256(Buffer.from('other'));
      throw new Error('database went away');
    }
    await expect(store.sweep(broken())).rejects.toThrow('database went away');
    expect(await store.has(hash)).toBe(true);
  });

  test('a damaged copy is replaced when the same content comes again', async () => {
    const bytes = patterned(5000);
    const hash = await put({ bytes });
    const path = storedFiles()[0]!;
    const damaged = readFileSync(path);
    damaged[100]! ^= 1;
    writeFileSync(path, damaged);
    const batch = await store.intakeOne({ bytes });
    expect((await batch.commit())[0]!.storedAs).toBe('repaired');
    expect((await store.verify(hash)).result).toBe('ok');
  });
});

describe('cancelling', () => {
  test('leaves nothing of what was not handed out', async () => {
    const large = join(root, 'large');
    writeFileSync(large, patterned(40 << 20));
    const controller = new AbortController();
    const run = async () => {
      for await (const batch of store.intake([{ path: large }, { path: large }], {
        signal: controller.signal,
        onProgress: () => controller.abort(),
      })) {
        await batch.commit();
      }
    };
    await expect(run()).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(join(root, 'tmp'))).toEqual([]);
    expect(storedFiles()).toEqual([]);
    // The threads are fit for the next.
    const path = await put({ path: large });
    expect((await store.verify(path)).result).toBe('ok');
  });

  test('a caller that walks away leaves nothing staged', async () => {
    const sources = Array.from({ length: 5000 }, (_, index) => ({ bytes: Buffer.from(`${index}`) }));
    for await (const batch of store.intake(sources)) {
      await batch.abandon();
      break;
    }
    expect(readdirSync(join(root, 'tmp'))).toEqual([]);
  });

  test('before it began', async () => {
    const run = store.intake([{ bytes: Buffer.from('x') }], { signal: AbortSignal.abort() });
    await expect(run.next()).rejects.toMatchObject({ code: 'cancelled' });
    await expect(store.verify('0'.repeat(64), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

test('a closed store says so', async () => {
  const hash = await put({ bytes: Buffer.from('x') });
  await store.close();
  await expect(store.open(hash)).rejects.toMatchObject({ code: 'locked' });
  await expect(store.verify(hash)).rejects.toMatchObject({ code: 'locked' });
});

test('no content, no such name', async () => {
  const absent = sha256(Buffer.from('absent'));
  expect(await store.has(absent)).toBe(false);
  await expect(store.open(absent)).rejects.toMatchObject({ code: 'not-found' });
  expect(await store.verify(absent)).toEqual({ result: 'missing' });
  await expect(store.verify('../../etc/passwd')).rejects.toMatchObject({ code: 'invalid-input' });
});

test('another key opens nothing', async () => {
  const hash = await put({ bytes: Buffer.from('x') });
  const other = openEvidenceStore({
    folder: join(root, 'evidence'),
    temporaryFolder: join(root, 'tmp'),
    contentKey: nameKey,
    nameKey,
  });
  await expect(other.open(hash)).rejects.toMatchObject({ code: 'integrity-failed' });
  await other.close();
});
