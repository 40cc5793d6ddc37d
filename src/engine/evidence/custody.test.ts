/** Custody: who did what to a piece of evidence. Told by everything that touches it, chained, and never altered. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type Desk,
  failureOf,
  flipByte,
  openCase,
  openDesk,
  storedFiles,
  writeFiles,
} from '../../../tests/support/desk.ts';

let desk: Desk;
let caseId: string;
let ids: string[];

beforeEach(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine);
  const root = writeFiles(desk.base, {
    'a.txt': 'hello',
    'b.txt': 'x'.repeat(3000),
    'c.bin': Buffer.alloc(2 << 20, 3),
  });
  ids = (await desk.engine.run('evidence.intake', { caseId, paths: [root] })).evidenceIds;
});

const custodyOf = async (id: string) => (await desk.engine.call('evidence.get', { id })).custody;

/** JSON with sorted keys and no white space (RFC 8785, for the plain values custody has). */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${sorted(member)}`).join(',')}}`;
}

test('every hash can be computed anew from what the entry says, by other code', async () => {
  const [id] = ids;
  await desk.engine.call('evidence.view', { id: id! });
  await desk.engine.run('evidence.verify', { ids: [id!] });
  await desk.engine.run('evidence.export', {
    id: id!,
    folder: join(desk.base, 'out'),
    purpose: 'for counsel',
  });
  await desk.engine.call('evidence.hide', { id: id!, hidden: true, reason: 'a duplicate' });
  await desk.engine.call('evidence.hide', { id: id!, hidden: false });
  const entries = await custodyOf(id!);
  expect(entries.map(({ action }) => action)).toEqual([
    'acquired',
    'viewed',
    'verified',
    'exported',
    'hidden',
    'restored',
  ]);
  let previous = '0'.repeat(64);
  for (const [index, { id: _id, hash, ...body }] of entries.entries()) {
    expect(body.seq).toBe(index + 1);
    expect(body.prevHash).toBe(previous);
    expect(createHash('sha256').update(sorted(body)).digest('hex')).toBe(hash);
    previous = hash;
  }
  // The words a person gave stay in the log; what goes into packages is neutral.
  expect(JSON.stringify(entries)).not.toMatch(/counsel|duplicate/);
});

describe('is not altered in SQL', () => {
  const statements = [
    "UPDATE custody SET purpose = 'other'",
    'UPDATE custody SET hash = hash WHERE seq = 1',
    'DELETE FROM custody',
    'DELETE FROM custody WHERE seq = 99 OR seq = 1',
    "INSERT OR REPLACE INTO custody SELECT id, evidence_id, seq, exhibit, action, at, zone, 'Mallory', organisation, author_key, purpose, tool, sha256, details, prev_hash, hash FROM custody LIMIT 1",
    "REPLACE INTO custody SELECT 'new', evidence_id, seq, exhibit, action, at, zone, 'Mallory', organisation, author_key, purpose, tool, sha256, details, prev_hash, hash FROM custody LIMIT 1",
    "INSERT INTO custody SELECT * FROM custody WHERE true ON CONFLICT DO UPDATE SET person = 'Mallory'",
  ];
  test.each(statements)('%s', async (sql) => {
    const { database } = desk.engine.session();
    const before = database.prepare('SELECT * FROM custody ORDER BY id').all();
    expect(() => database.exec(sql)).toThrow(/custody entries are never/);
    expect(database.prepare('SELECT * FROM custody ORDER BY id').all()).toEqual(before);
  });

  test('evidence that has custody cannot be removed', () => {
    expect(() => desk.engine.session().database.exec('DELETE FROM evidence')).toThrow(/FOREIGN KEY/);
  });
});

describe('damage found by re-verification is told, recorded on the piece and in its custody', () => {
  /** Stored files by size: the small ones stand for a and b, the large one for c. */
  const fileOf = (index: number) =>
    storedFiles(desk.folder).sort((one, other) => readFileSync(one).length - readFileSync(other).length)[
      index
    ]!;

  test.each<[string, (path: string) => void, string]>([
    ['a flipped byte', (path) => flipByte(path, -20), 'corrupt'],
    ['a flipped byte in its salt', (path) => flipByte(path, 3), 'corrupt'],
    ['its last byte gone', (path) => truncateSync(path, readFileSync(path).length - 1), 'truncated|corrupt'],
    ['nothing left of it', (path) => truncateSync(path, 0), 'truncated|corrupt'],
    ['it is gone', (path) => rmSync(path), 'missing'],
    [
      'another content under its name',
      (path) => writeFileSync(path, readFileSync(fileOf(0) === path ? fileOf(1) : fileOf(0))),
      'hash-differs|corrupt|truncated',
    ],
  ])('%s', async (_what, damage, finding) => {
    for (const index of [0, 2]) {
      const path = fileOf(index);
      const good = readFileSync(path);
      damage(path);
      const result = await desk.engine.run('evidence.verify', { caseId });
      expect([result.checked, result.ok, result.failed.length]).toEqual([3, 2, 1]);
      const [failed] = result.failed;
      expect(failed!.finding).toMatch(new RegExp(`^(${finding})$`));
      expect(failed!.message).toMatch(/Restore/);
      expect(failed!.evidenceId).toBe(ids[index]);
      const piece = await desk.engine.call('evidence.get', { id: ids[index]! });
      expect([piece.check, piece.custody.at(-1)]).toMatchObject([
        'failed',
        { action: 'verified', details: { result: failed!.finding } },
      ]);
      const text = await failureOf(desk.engine.call('evidence.text', { id: ids[index]! }));
      expect(text.code).toMatch(/corrupt|integrity-failed|not-found/);
      const folder = join(desk.base, `out-${index}`);
      const copy = await failureOf(
        desk.engine.run('evidence.export', { id: ids[index]!, folder, purpose: 'x' }),
      );
      expect(copy.code).toMatch(/corrupt|integrity-failed|not-found/);
      expect((await custodyOf(ids[index]!)).at(-1)!.action).toBe('verified');
      writeFileSync(path, good);
    }
    expect((await desk.engine.call('case.overview', { id: caseId })).integrity.failed).toBe(0 + 1);
    expect(await desk.engine.run('evidence.verify', {})).toMatchObject({ ok: 3, failed: [] });
    expect((await desk.engine.call('case.overview', { id: caseId })).integrity.failed).toBe(0);
  });

  test('the same file taken in again repairs it', async () => {
    const path = fileOf(0);
    flipByte(path, -5);
    const root = writeFiles(desk.base, { again: 'hello' }, 'again');
    expect(await desk.engine.run('evidence.intake', { caseId, paths: [root] })).toMatchObject({
      added: 0,
      leftOut: { length: 1 },
      repaired: 1,
    });
    expect(await desk.engine.run('evidence.verify', {})).toMatchObject({ checked: 3, ok: 3 });
  });
});

test('ids that are not evidence are refused before anything is read', async () => {
  const stranger = '01890000-0000-7000-8000-000000000000';
  const failed = await failureOf(desk.engine.run('evidence.verify', { ids: [ids[0]!, stranger] }));
  expect([failed.code, failed.details.id]).toEqual(['not-found', stranger]);
  expect(await custodyOf(ids[0]!)).toHaveLength(1);
});

test('a copy is never written over anything, nor into the vault', async () => {
  const folder = join(desk.base, 'out');
  const { path } = await desk.engine.run('evidence.export', { id: ids[0]!, folder, purpose: 'x' });
  writeFileSync(path, 'mine now');
  expect(
    (await failureOf(desk.engine.run('evidence.export', { id: ids[0]!, folder, purpose: 'x' }))).code,
  ).toBe('conflict');
  expect(readFileSync(path, 'utf8')).toBe('mine now');
  const inside = desk.engine.run('evidence.export', {
    id: ids[0]!,
    folder: join(desk.folder, 'tmp'),
    purpose: 'x',
  });
  expect((await failureOf(inside)).code).toBe('invalid-input');
});
