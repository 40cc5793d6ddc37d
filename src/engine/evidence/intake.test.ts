/** Files on their way in: each is taken or told, none is read twice, and every name is kept as it was. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { startChild } from '../../../tests/support/child.ts';
import {
  type Desk,
  failureOf,
  openCase,
  openDesk,
  passphrase,
  samplesFolder,
  storedFiles,
  writeFiles,
} from '../../../tests/support/desk.ts';

let desk: Desk;
let caseId: string;

beforeEach(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine);
});

const take = (paths: string[], more = {}) => desk.engine.run('evidence.intake', { caseId, paths, ...more });
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const list = async () => (await desk.engine.call('evidence.list', { caseId, limit: 1000 })).rows;

test('files and folders: number, path, hashes, times, and how they came, on record and in custody', async () => {
  const root = writeFiles(desk.base, { 'a.txt': 'hello', 'sub/b.csv': 'x;y\n1;2\n', 'sub/empty': '' });
  const result = await take([root], {
    acquisition: {
      method: 'received',
      source: 'Vera',
      place: 'Pune',
      acquiredAt: '2025-03-04T05:06:07.000Z',
      note: 'by mail',
    },
    marking: 'green',
  });
  expect(result).toMatchObject({ added: 3, addedBytes: 13, sharedContent: 0, refused: [], complete: true });
  const rows = await list();
  expect(rows.map(({ number, exhibit, path, mediaType }) => [number, exhibit, path, mediaType])).toEqual([
    [1, 'E-0001', 'in/a.txt', 'text/plain'],
    [2, 'E-0002', 'in/sub/b.csv', 'text/csv'],
    [3, 'E-0003', 'in/sub/empty', 'application/x-empty'],
  ]);
  const piece = await desk.engine.call('evidence.get', { id: rows[0]!.id });
  expect(piece).toMatchObject({
    name: 'a.txt',
    originalPath: join(root, 'a.txt'),
    sha256: sha256('hello'),
    sha1: createHash('sha1').update('hello').digest('hex'),
    md5: createHash('md5').update('hello').digest('hex'),
    sizeBytes: 5,
    source: 'Vera',
    place: 'Pune',
    note: 'by mail',
    marking: 'green',
    acquiredAt: '2025-03-04T05:06:07.000Z',
    fileModifiedAt: new Date(Math.trunc(statSync(join(root, 'a.txt')).mtimeMs)).toISOString(),
    check: 'unchecked',
  });
  expect(piece.custody).toMatchObject([
    {
      seq: 1,
      action: 'acquired',
      exhibit: 'E-0001',
      sha256: sha256('hello'),
      actor: { person: 'Ada Example' },
    },
  ]);
  // What goes into packages as it is names nobody.
  expect(JSON.stringify(piece.custody[0]!.details)).not.toMatch(/Vera|Pune|by mail|a\.txt/);
});

test('the same content twice is stored once and recorded twice; each knows of the other', async () => {
  const root = writeFiles(desk.base, { a: 'same', b: 'same', c: 'other' });
  expect(await take([root])).toMatchObject({ added: 3, sharedContent: 1 });
  expect(storedFiles(desk.folder)).toHaveLength(2);
  const [first, second] = await list();
  expect((await desk.engine.call('evidence.get', { id: first!.id })).sameContent).toMatchObject([
    { id: second!.id, number: 2, name: 'b' },
  ]);
});

test('a file dropped together with its folder is one', async () => {
  const root = writeFiles(desk.base, { a: 'one', b: 'two' });
  expect(await take([root, join(root, 'a'), root, `${root}/`])).toMatchObject({ added: 2 });
  expect((await desk.engine.call('evidence.batches', { caseId })).batches).toHaveLength(1);
});

describe('what is not taken in is told', () => {
  test('links, pipes, sockets, devices, what is gone, and the vault itself', async () => {
    const root = writeFiles(desk.base, { 'good.txt': 'good', 'sub/also.txt': 'also' });
    symlinkSync('/etc/passwd', join(root, 'out'));
    symlinkSync(join(root, 'good.txt'), join(root, 'within'));
    symlinkSync(join(root, 'nowhere'), join(root, 'dangling'));
    symlinkSync('..', join(root, 'sub', 'up'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    // The guard against networks refuses sockets in this process, and the file stays when a process is killed.
    const listening = `require('node:net').createServer().listen('${join(root, 'sock')}', () => process.kill(process.pid, 'SIGKILL'))`;
    expect(spawnSync(process.execPath, ['-e', listening]).signal).toBe('SIGKILL');
    const result = await take([
      root,
      '/dev/null',
      join(desk.base, 'gone'),
      join(root, 'good.txt', 'below'),
      desk.folder,
      join(desk.folder, 'vault.db'),
    ]);
    expect(result.added).toBe(2);
    const told = Object.fromEntries(
      result.refused.map(({ path, reason }) => [path.replace(`${desk.base}/`, ''), reason]),
    );
    expect(told).toEqual({
      'in/out': 'link',
      'in/within': 'link',
      'in/dangling': 'link',
      'in/sub/up': 'link',
      'in/pipe': 'fifo',
      'in/sock': 'socket',
      '/dev/null': 'device',
      gone: 'vanished',
      'in/good.txt/below': 'vanished',
      vault: 'inside-vault',
    });
    for (const { message } of result.refused) expect(message.length).toBeGreaterThan(10);
    expect((await desk.engine.call('evidence.batches', { caseId })).batches[0]).toMatchObject({
      refused: 10,
      added: 2,
    });
  });

  test('a folder that holds the vault is taken without it', async () => {
    writeFiles(desk.base, { 'a.txt': 'a' });
    const result = await take([desk.base]);
    expect(result.added).toBe(1);
    expect(result.refused.map(({ path, reason }) => [basename(path), reason])).toEqual([
      ['vault', 'inside-vault'],
    ]);
  });

  test('what this user may not read', async (context) => {
    if (process.getuid?.() === 0) {
      console.warn('SKIPPED: root may read everything');
      return context.skip();
    }
    const root = writeFiles(desk.base, { secret: 'x', open: 'y', 'closed/z': 'z' });
    chmodSync(join(root, 'secret'), 0);
    chmodSync(join(root, 'closed'), 0);
    const result = await take([root]);
    chmodSync(join(root, 'closed'), 0o700);
    expect(result.added).toBe(1);
    expect(result.refused.map(({ reason }) => reason)).toEqual(['unreadable', 'unreadable']);
  });

  test('a relative path is a misunderstanding, and a hidden or closed case takes nothing', async () => {
    expect((await failureOf(take(['in/a']))).code).toBe('invalid-input');
    await desk.engine.call('case.update', { id: caseId, fields: { status: 'closed' } });
    expect((await failureOf(take([desk.base]))).code).toBe('conflict');
    expect((await desk.engine.call('evidence.batches', { caseId })).batches).toEqual([]);
  });
});

describe('names', () => {
  test('of every awkward kind come in as they are', async () => {
    const names = [
      ' leading and trailing ',
      'new\nline',
      'tab\there',
      'bell\u0007',
      '-rf',
      '~',
      '$(reboot)',
      '`id`',
      '%2e%2e',
      'a\\b',
      'con',
      'nul.txt',
      '"quoted"',
      "it's",
      '<script>',
      'a:b|c?d*',
      'e\u0301 decomposed',
      '\u00e9 composed',
      'ناصر عبد الله',
      'राम कुमार',
      '\u202egpj.exe',
      '😀 emoji',
      '.hidden',
      '...',
      `${'x'.repeat(250)}.txt`,
    ];
    const root = writeFiles(
      desk.base,
      Object.fromEntries(names.map((name, index) => [name, `content ${index}`])),
    );
    expect(readdirSync(root)).toHaveLength(names.length);
    expect(await take([root])).toMatchObject({ added: names.length, refused: [] });
    const rows = await list();
    expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(names));
    for (const row of rows) expect(row.sha256).toBe(sha256(`content ${names.indexOf(row.name)}`));
    const out = join(desk.base, 'out');
    for (const row of rows) {
      const copy = await desk.engine.run('evidence.export', { id: row.id, folder: out, purpose: 'test' });
      expect(sha256(readFileSync(copy.path))).toBe(row.sha256);
    }
    expect(readdirSync(out)).toHaveLength(names.length);
  });

  test('whose bytes are no UTF-8 are each taken in, although they look alike', async () => {
    // They had the same path as text, and the second was passed over in silence.
    const root = writeFiles(desk.base, { plain: 'plain' });
    for (const byte of [0xfc, 0xfd, 0xfe, 0xff])
      writeFileSync(
        Buffer.concat([Buffer.from(join(root, 'M')), Buffer.from([byte]), Buffer.from('ller')]),
        `content ${byte}`,
      );
    const first = await take([root]);
    expect(first).toMatchObject({ added: 5, refused: [] });
    const paths = await Promise.all(
      first.evidenceIds.map(async (id) => (await desk.engine.call('evidence.get', { id })).originalPath),
    );
    expect(new Set(paths).size).toBe(5);
    expect(paths).toContain(`${root}/M\\xfeller`);
  });

  const folder = samplesFolder('05-hostile/filename-torture');
  test.skipIf(!folder)('of the samples', async () => {
    const files = (readdirSync(folder!, { recursive: true, encoding: 'utf8' }) as string[]).filter((name) =>
      statSync(join(folder!, name)).isFile(),
    );
    const result = await take([folder!]);
    expect(result).toMatchObject({ added: files.length, refused: [] });
    const rows = await list();
    expect(new Set(rows.map(({ path }) => path))).toEqual(
      new Set(files.map((name) => `filename-torture/${name}`)),
    );
    for (const row of rows) expect(row.sha256).toBe(sha256(readFileSync(join(folder!, '..', row.path))));
  });
});

describe('cut off', () => {
  const many = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_one, index) => [
        `f${String(index).padStart(4, '0')}`,
        `content ${index} ${index % 7}`,
      ]),
    );

  /** What the store is asked to read, by path. */
  function watchReads(): string[] {
    const read: string[] = [];
    const { store } = desk.engine.session();
    const intake = store.intake.bind(store);
    vi.spyOn(store, 'intake').mockImplementation((sources, options) =>
      intake(
        (async function* () {
          for await (const source of sources) {
            if ('path' in source) read.push(String(source.path));
            yield source;
          }
        })(),
        options,
      ),
    );
    return read;
  }

  test('by a cancel: what was acknowledged stays, and resuming reads nothing of it again', async () => {
    // More than the store settles at once.
    const count = 4300;
    const root = writeFiles(desk.base, many(count));
    const added = () =>
      desk.engine.session().database.prepare('SELECT count(*) FROM evidence').pluck().get() as number;
    const { jobId } = await desk.engine.call('evidence.intake', { caseId, paths: [root] });
    desk.engine.listen((event) => {
      if (event.event === 'changed' && event.tables.includes('evidence')) desk.engine.jobs.cancel(jobId);
    });
    expect((await desk.engine.call('job.wait', { jobId })).state).toBe('cancelled');
    const taken = added();
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(count);
    const [batch] = (await desk.engine.call('evidence.batches', { caseId })).batches;
    expect(batch).toMatchObject({ state: 'cancelled', added: taken });
    expect(await desk.engine.run('evidence.verify', { caseId })).toMatchObject({ checked: taken, ok: taken });

    const paths = desk.engine
      .session()
      .database.prepare('SELECT path FROM evidence')
      .pluck()
      .all() as string[];
    const before = new Set(paths);
    const read = watchReads();
    const resumed = await desk.engine.run('evidence.resumeIntake', { batchId: batch!.id });
    expect(resumed).toMatchObject({ added: count - taken, complete: true });
    expect(read).toHaveLength(count - taken);
    for (const path of read) expect(before.has(`in/${basename(path)}`)).toBe(false);
    expect((await desk.engine.call('evidence.batches', { caseId })).batches).toMatchObject([
      { state: 'complete', added: count },
    ]);
    const again = desk.engine.run('evidence.resumeIntake', { batchId: batch!.id });
    expect((await failureOf(again)).code).toBe('conflict');
    expect(readdirSync(join(desk.folder, 'tmp'))).toEqual([]);
  });

  test('by a lock: the batch counts as cancelled, the vault opens sound', async () => {
    const root = writeFiles(desk.base, many(2000));
    await desk.engine.call('evidence.intake', { caseId, paths: [root] });
    await new Promise((resolve) => setTimeout(resolve, 150));
    await desk.engine.call('vault.lock', {});
    expect((await desk.engine.call('vault.unlock', { folder: desk.folder, passphrase })).notices).toEqual([]);
    const [batch] = (await desk.engine.call('evidence.batches', { caseId })).batches;
    expect(batch?.state).toBe('cancelled');
    expect((await desk.engine.run('vault.check', {})).findings).toEqual([]);
    expect(readdirSync(join(desk.folder, 'tmp'))).toEqual([]);
  });

  test('by a kill: the batch counts as interrupted and can be resumed', async () => {
    const root = writeFiles(desk.base, many(40));
    await desk.engine.call('vault.lock', {});
    const child = startChild(
      new URL('../../../tests/support/intake-child.ts', import.meta.url),
      [desk.folder, passphrase, root],
      { PROFFER_FAULT: 'recorded:1' },
    );
    expect(await child.ended).toBe('SIGKILL');
    rmSync(join(root, 'large.txt'));
    await desk.engine.call('vault.unlock', { folder: desk.folder, passphrase });
    const { rows } = await desk.engine.call('case.list', { search: 'C-child' });
    const childCase = rows[0]!.id;
    const [batch] = (await desk.engine.call('evidence.batches', { caseId: childCase })).batches;
    expect(batch?.state).toBe('interrupted');
    const resumed = await desk.engine.run('evidence.resumeIntake', { batchId: batch!.id });
    expect(batch!.added + resumed.added).toBeGreaterThanOrEqual(40);
    const taken = (await desk.engine.call('evidence.list', { caseId: childCase, limit: 1000 })).rows;
    expect(new Set(taken.map(({ path }) => path)).size).toBe(taken.length);
    expect((await desk.engine.run('vault.check', {})).findings).toEqual([]);
  });
});

test('a folder made after the intake was begun is found by taking it in again', async () => {
  const root = writeFiles(desk.base, { a: 'one' });
  await take([root]);
  mkdirSync(join(root, 'later'));
  writeFileSync(join(root, 'later', 'b'), 'two');
  expect(await take([root])).toMatchObject({ added: 1, leftOut: [{ path: join(root, 'a') }] });
});
