/** The same material brought twice: what one source gave again is left out and listed, what another gave is evidence. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Desk, failureOf, openCase, openDesk, writeFiles } from '../../../tests/support/desk.ts';

let desk: Desk;
let caseId: string;

beforeEach(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine);
});

const take = (paths: string[], more = {}) => desk.engine.run('evidence.intake', { caseId, paths, ...more });
const from = (source: string, method: 'received' | 'export' = 'received') => ({
  acquisition: { method, source },
});
const list = async () => (await desk.engine.call('evidence.list', { caseId, limit: 1000 })).rows;
const batches = async () => (await desk.engine.call('evidence.batches', { caseId })).batches;
const leftOut = async (batchId: string, which: 'all' | 'left' | 'gone' = 'all') =>
  (await desk.engine.call('evidence.leftOut', { batchId, which })).rows;
const heap = () => writeFiles(desk.base, { a: 'one', b: 'two', 'sub/c': 'three' });

describe('the same source once more', () => {
  test('adds only what is new, and lists the rest with the piece that has it', async () => {
    const root = heap();
    await take([root], from('Partner'));
    const more = writeFiles(desk.base, { 'renamed.txt': 'two', d: 'four' }, 'second');
    const result = await take([root, more], from('partner'));
    expect(result).toMatchObject({ added: 1, sharedContent: 0, complete: true, refused: [] });
    expect(result.leftOut.map(({ path, exhibit }) => [path.replace(desk.base, ''), exhibit])).toEqual([
      ['/in/a', 'E-0001'],
      ['/in/b', 'E-0002'],
      ['/in/sub/c', 'E-0003'],
      ['/second/renamed.txt', 'E-0002'],
    ]);
    expect((await list()).map(({ path }) => path)).toEqual(['in/a', 'in/b', 'in/sub/c', 'second/d']);
    expect(await leftOut(result.batchId)).toMatchObject([
      { path: 'in/a', sizeBytes: 3, heldBy: { exhibit: 'E-0001', name: 'a', hidden: false }, takenAs: null },
      { path: 'in/b' },
      { path: 'in/sub/c' },
      { path: 'second/renamed.txt', name: 'renamed.txt', heldBy: { exhibit: 'E-0002', name: 'b' } },
    ]);
    expect((await batches())[0]).toMatchObject({
      copies: 'other-sources',
      added: 1,
      leftOut: 4,
      leftOutGone: 0,
    });
    const { rows } = await desk.engine.call('log.list', { caseId, limit: 3 });
    expect(rows[0]?.summary).toBe('Intake complete: in and 1 more, without 4 files the case has already');
    expect(rows.find(({ reason }) => reason === 'custody')).toMatchObject({
      summary: '4 files left out, as the case has their content',
      changeCount: 4,
      undoable: false,
    });
    expect(await desk.engine.run('log.verify', { rows: true })).toMatchObject({ findings: [] });
  });

  test('leaves nothing to take back where it added nothing', async () => {
    const root = heap();
    await take([root]);
    const before = await desk.engine.call('log.undoable', { caseId });
    expect(await take([root])).toMatchObject({ added: 0 });
    expect((await desk.engine.call('log.undoable', { caseId })).entry?.seq).toBe(before.entry?.seq);
  });

  test('has all that lies twice in one delivery: where a file lay is a fact of it', async () => {
    const root = writeFiles(desk.base, { 'mail/logo.png': 'logo', 'web/logo.png': 'logo' });
    expect(await take([root])).toMatchObject({ added: 2, leftOut: [] });
  });

  test('goes by what was put aside or taken back as if the case never had it', async () => {
    const root = heap();
    await take([root]);
    await desk.engine.call('log.undo', { caseId });
    expect(await take([root])).toMatchObject({ added: 3, leftOut: [] });
  });
});

describe('another source', () => {
  test('gives evidence of its own; each copy names the first', async () => {
    const root = heap();
    await take([root], from('Partner'));
    expect(await take([root], from('The victim'))).toMatchObject({ added: 3, sharedContent: 3, leftOut: [] });
    expect(await take([root], from('Partner', 'export'))).toMatchObject({ added: 3, leftOut: [] });
    const rows = await list();
    expect(rows.map(({ copyOf }) => copyOf?.exhibit ?? null)).toEqual([
      ...[null, null, null],
      ...['E-0001', 'E-0002', 'E-0003', 'E-0001', 'E-0002', 'E-0003'],
    ]);
    // Whoever gave it once is known now.
    expect(await take([root], from('THE VICTIM'))).toMatchObject({ added: 0, leftOut: { length: 3 } });
  });

  test('is asked for nothing that another case has', async () => {
    const root = heap();
    await take([root]);
    const other = await openCase(desk.engine, 'C-other');
    expect(await desk.engine.run('evidence.intake', { caseId: other, paths: [root] })).toMatchObject({
      added: 3,
      leftOut: [],
    });
  });
});

test('a person may want all of it, or nothing twice whoever gave it', async () => {
  const root = heap();
  await take([root], from('Partner'));
  expect(await take([root], { ...from('Partner'), copies: 'all' })).toMatchObject({ added: 3, leftOut: [] });
  expect(await take([root], { ...from('The victim'), copies: 'none' })).toMatchObject({
    added: 0,
    leftOut: { length: 3 },
  });
});

test('an attachment is no file that was given: the file itself comes in', async () => {
  const mail = [
    'From: a@example.org',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    'Content-Type: text/plain; name=note.txt',
    'Content-Disposition: attachment; filename=note.txt',
    '',
    'a note',
    '--x--',
    '',
  ].join('\r\n');
  await take([writeFiles(desk.base, { 'a.eml': mail })]);
  await desk.engine.run('evidence.read', { caseId });
  const child = (await list()).find(({ parent }) => parent !== null);
  expect(child?.name).toBe('note.txt');
  expect(await take([writeFiles(desk.base, { 'note.txt': 'a note' }, 'more')])).toMatchObject({ added: 1 });
});

describe('cut off and gone on with', () => {
  test('keeps the choice, and reads nothing of what was left out again', async () => {
    const root = heap();
    await take([root]);
    const { engine } = desk;
    const { batchId } = await take([root], { copies: 'none' });
    // As a cut leaves it: two files left out, the third not yet seen.
    const { database } = engine.session();
    engine.session().write({ reason: 'import', summary: 'cut', caseId, batchId }, (transaction) => {
      transaction.update('intake_batch', batchId, { state: 'cancelled' });
      const last = database
        .prepare("SELECT id FROM intake_left_out WHERE batch_id = ? AND name = 'c'")
        .pluck()
        .get(batchId);
      transaction.remove('intake_left_out', last as string);
    });
    rmSync(join(root, 'a'));
    writeFileSync(join(root, 'b'), 'not read again');
    const resumed = await engine.run('evidence.resumeIntake', { batchId });
    expect(resumed).toMatchObject({ added: 0, complete: true, leftOut: [{ path: join(root, 'sub', 'c') }] });
    expect((await batches())[0]).toMatchObject({ state: 'complete', copies: 'none', leftOut: 3 });
  });
});

describe('what was left out', () => {
  test('can be taken in after all, without the folder it came from', async () => {
    const root = heap();
    await take([root], from('Partner'));
    const { batchId } = await take([root], from('Partner'));
    rmSync(root, { recursive: true });
    const [first] = await leftOut(batchId);
    expect(await desk.engine.run('evidence.takeLeftOut', { batchId, ids: [first!.id] })).toMatchObject({
      added: 1,
    });
    expect(await desk.engine.run('evidence.takeLeftOut', { batchId })).toMatchObject({ added: 2 });
    expect(await leftOut(batchId, 'left')).toEqual([]);
    expect((await leftOut(batchId))[0]?.takenAs).toMatchObject({ exhibit: 'E-0004' });
    const rows = await list();
    expect(rows.map(({ path, batchId: of }) => [path, of === batchId])).toEqual([
      ...['in/a', 'in/b', 'in/sub/c'].map((path) => [path, false]),
      ...['in/a', 'in/b', 'in/sub/c'].map((path) => [path, true]),
    ]);
    const piece = await desk.engine.call('evidence.get', { id: rows[3]!.id });
    expect(piece).toMatchObject({ source: 'Partner', originalPath: join(root, 'a') });
    expect(piece.custody).toMatchObject([
      { action: 'acquired', purpose: expect.stringMatching(/^Left out/) },
    ]);
    expect(await desk.engine.run('evidence.verify', { caseId })).toMatchObject({ checked: 6, ok: 6 });
    expect(
      (await failureOf(desk.engine.run('evidence.takeLeftOut', { batchId, ids: [first!.id] }))).code,
    ).toBe('not-found');
    // It belongs to its intake: taking that back takes it along, and the list says again that it is out.
    const entry = (await desk.engine.call('log.undoable', { caseId })).entry!;
    expect(entry.summary).toMatch(/after all/);
    await desk.engine.call('log.undo', { caseId });
    expect(await list()).toHaveLength(3);
    expect(await leftOut(batchId, 'left')).toHaveLength(3);
    expect(await desk.engine.run('log.verify', { rows: true })).toMatchObject({ findings: [] });
  });

  test('is named once the intake it was left out for is taken back, and brought by one step', async () => {
    const root = heap();
    await take([root]);
    const seq = (await desk.engine.call('log.undoable', { caseId })).entry!.seq;
    writeFileSync(join(root, 'd'), 'four');
    const { batchId } = await take([root]);
    await desk.engine.call('log.undo', { caseId, seq });
    expect((await list()).map(({ name }) => name)).toEqual(['d']);
    expect((await batches())[0]).toMatchObject({ id: batchId, leftOut: 3, leftOutGone: 3 });
    expect(await desk.engine.run('evidence.takeLeftOut', { batchId, which: 'gone' })).toMatchObject({
      added: 3,
    });
    expect((await batches())[0]).toMatchObject({ leftOut: 3, leftOutGone: 0 });
    expect((await list()).map(({ name }) => name)).toEqual(['d', 'a', 'b', 'c']);
  });
});
