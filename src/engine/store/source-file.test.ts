import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EvidenceStore, Walked } from './evidence-store.ts';
import { isoTime, openSource, refuseChanged } from './source-file.ts';
import {
  openTestStore,
  patterned,
  put,
  refusalReason,
  removeRoot,
  skipLoudly,
  stagedContent,
  stagedFiles,
  storedFiles,
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

async function refusedAs(path: string | Buffer, within?: string): Promise<string> {
  const batch = await store.intakeOne(within === undefined ? { path } : { path, within });
  const reason = refusalReason(batch);
  await batch.commit();
  expect(storedFiles(root).length).toBe(reason === 'staged' ? 1 : 0);
  expect(stagedFiles(root)).toEqual([]);
  return reason;
}

describe('what is no regular file is refused', () => {
  test('a pipe, without waiting for its other end', async () => {
    execFileSync('mkfifo', [join(root, 'pipe')]);
    expect(await refusedAs(join(root, 'pipe'))).toBe('fifo');
  });

  test('a socket', async () => {
    // In a process of its own, killed so that the name stays: what the store runs in has no network modules.
    const make =
      "require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))";
    spawnSync(process.execPath, ['-e', make, join(root, 'socket')]);
    expect(existsSync(join(root, 'socket'))).toBe(true);
    expect(await refusedAs(join(root, 'socket'))).toBe('socket');
  });

  test('a device', async () => {
    expect(await refusedAs('/dev/zero')).toBe('device');
  });

  test('a folder', async () => {
    expect(await refusedAs(root)).toBe('folder');
  });

  test('a link, even to a file beside it, and one that leads nowhere', async () => {
    writeFileSync(join(root, 'file'), 'x');
    symlinkSync('file', join(root, 'link'));
    symlinkSync('nowhere', join(root, 'broken'));
    expect(await refusedAs(join(root, 'link'))).toBe('link');
    expect(await refusedAs(join(root, 'broken'))).toBe('link');
  });

  test('a file behind a folder that has become a link out of the chosen one', async () => {
    mkdirSync(join(root, 'chosen', 'below'), { recursive: true });
    mkdirSync(join(root, 'outside'));
    writeFileSync(join(root, 'outside', 'file'), 'x');
    writeFileSync(join(root, 'chosen', 'below', 'file'), 'y');
    rmSync(join(root, 'chosen', 'below'), { recursive: true });
    symlinkSync('../outside', join(root, 'chosen', 'below'));
    expect(await refusedAs(join(root, 'chosen', 'below', 'file'), join(root, 'chosen'))).toBe(
      'outside-folder',
    );
    // A folder whose name merely begins alike is not inside.
    mkdirSync(join(root, 'chosen-too'));
    writeFileSync(join(root, 'chosen-too', 'file'), 'x');
    expect(await refusedAs(join(root, 'chosen-too', 'file'), join(root, 'chosen'))).toBe('outside-folder');
  });

  test('one that is not there, and one below a file', async () => {
    writeFileSync(join(root, 'file'), 'x');
    expect(await refusedAs(join(root, 'absent'))).toBe('vanished');
    expect(await refusedAs(join(root, 'file', 'below'))).toBe('vanished');
  });

  test('one that does not have the size it claims', async (context) => {
    if (!existsSync('/proc/self/status'))
      return skipLoudly(context, 'no /proc, whose files claim to be empty');
    expect(await refusedAs('/proc/self/status')).toBe('changed-while-read');
  });
});

test('one that may not be read', async (context) => {
  const path = join(root, 'secret');
  writeFileSync(path, 'x');
  chmodSync(path, 0);
  if (process.getuid?.() !== 0) {
    expect(await refusedAs(path)).toBe('unreadable');
    return;
  }
  // Root may read everything, so an ordinary user has to try.
  chmodSync(root, 0o755);
  const module = new URL('./source-file.ts', import.meta.url).href;
  const script = `const { openSource } = await import(${JSON.stringify(module)}); console.log(openSource({ path: ${JSON.stringify(path)} }).reason);`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    uid: 65534,
    gid: 65534,
    encoding: 'utf8',
  });
  if (child.stderr.includes('ERR_MODULE_NOT_FOUND') || child.stderr.includes('EACCES')) {
    return skipLoudly(context, 'unreadable file: an ordinary user cannot reach this checkout');
  }
  expect(child.stdout.trim()).toBe('unreadable');
});

describe('a file that changes while it is read', () => {
  const changes: [string, (path: string) => void][] = [
    ['grows', (path) => appendFileSync(path, 'more')],
    ['shrinks', (path) => truncateSync(path, 3)],
    ['is rewritten in place', (path) => writeFileSync(path, 'YYYYYYYYYY')],
    [
      'is rewritten and its time set back',
      (path) => {
        writeFileSync(path, 'YYYYYYYYYY');
        utimesSync(path, 1_000_000, 1_000_000);
      },
    ],
  ];
  test.each(changes)('%s', (_, change) => {
    const path = join(root, 'file');
    writeFileSync(path, 'xxxxxxxxxx');
    utimesSync(path, 1_000_000, 1_000_000);
    const opened = openSource({ path });
    if ('reason' in opened) throw new Error(opened.message);
    change(path);
    expect(refuseChanged(opened, 10)?.reason).toBe('changed-while-read');
    closeSync(opened.descriptor);
  });

  test('a large one, in the midst of intake', async () => {
    const path = join(root, 'growing');
    writeFileSync(path, '');
    truncateSync(path, 160 << 20);
    const batch = await store.intakeOne({ path }, { onProgress: () => appendFileSync(path, 'more') });
    expect(refusalReason(batch)).toBe('changed-while-read');
    expect(stagedFiles(root)).toEqual([]);
    await batch.commit();
  });

  test('one replaced by another keeps what was opened', () => {
    const path = join(root, 'file');
    writeFileSync(path, 'x');
    const opened = openSource({ path });
    if ('reason' in opened) throw new Error(opened.message);
    expect(refuseChanged(opened, 1)).toBeNull();
    writeFileSync(join(root, 'other'), 'longer');
    renameSync(join(root, 'other'), path);
    expect(refuseChanged(opened, 1)?.reason).toBe('changed-while-read');
    closeSync(opened.descriptor);
  });
});

test('a stream that breaks off, or is not as long as announced, is refused', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield patterned(3_000_000);
    throw new Error('the archive ends too early');
  }
  async function* short(): AsyncGenerator<Uint8Array> {
    yield patterned(100);
  }
  const first = await store.intakeOne({ stream: broken() });
  expect(first.items[0]).toMatchObject({
    refusal: { reason: 'unreadable', details: { cause: 'the archive ends too early' } },
  });
  const second = await store.intakeOne({ stream: short(), size: 101 });
  expect(refusalReason(second)).toBe('changed-while-read');
  await Promise.all([first.abandon(), second.abandon()]);
  expect(stagedFiles(root)).toEqual([]);
  // The hashing threads carry nothing over.
  expect(await put(store, { stream: short() })).toBe(await put(store, { bytes: patterned(100) }));
});

describe('walking a folder', () => {
  async function walked(folder: string): Promise<Walked[]> {
    const all: Walked[] = [];
    for await (const entry of store.walk(folder)) all.push(entry);
    return all;
  }

  test('sorted, no link followed, the vault left out, what is refused told', async () => {
    mkdirSync(join(root, 'b'));
    mkdirSync(join(root, 'a', 'deep'), { recursive: true });
    for (const name of ['z', 'B', 'a/2', 'a/10', 'a/deep/1', 'b/1']) writeFileSync(join(root, name), name);
    symlinkSync('/', join(root, 'everything'));
    symlinkSync('../..', join(root, 'a', 'deep', 'up'));
    execFileSync('mkfifo', [join(root, 'b', 'pipe')]);
    const entries = (await walked(root)).map((entry) =>
      entry.kind === 'file' ? entry.relativePath : `${entry.relativePath}: ${entry.refusal.reason}`,
    );
    expect(entries).toEqual([
      'B',
      'everything: link',
      'z',
      'a/10',
      'a/2',
      'a/deep/1',
      'a/deep/up: link',
      'b/1',
      'b/pipe: fifo',
      'evidence: inside-vault',
      'tmp: inside-vault',
    ]);
  });

  test('names that are not UTF-8 are taken in by their bytes', async () => {
    mkdirSync(join(root, 'odd'));
    writeFileSync(Buffer.concat([Buffer.from(join(root, 'odd', 'caf')), Buffer.from([0xe9])]), 'latin');
    const [entry] = await walked(join(root, 'odd'));
    if (entry?.kind !== 'file') throw new Error('not walked');
    expect(entry.name).toBe('caf\ufffd');
    const batch = await store.intakeOne(entry);
    expect(stagedContent(batch).size).toBe(5);
    await batch.abandon();
  });

  test('what is no folder, or only a link to one', async () => {
    writeFileSync(join(root, 'file'), '');
    symlinkSync('/tmp', join(root, 'link'));
    for (const name of ['file', 'link', 'absent']) {
      await expect(walked(join(root, name))).rejects.toMatchObject({ code: 'invalid-input' });
    }
  });
});

test('times keep their nanoseconds; those that make no sense are left out', () => {
  expect(isoTime(1_700_000_000_123_456_789n)).toBe('2023-11-14T22:13:20.123Z');
  expect(isoTime(-1_000_000n)).toBe('1969-12-31T23:59:59.999Z');
  expect(isoTime(1_700_000_000_124_000_000n)).toBe('2023-11-14T22:13:20.124Z');
  expect(isoTime(10n ** 30n)).toBeNull();
  expect(isoTime(-(10n ** 30n))).toBeNull();
});
