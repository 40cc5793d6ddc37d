/** An import is one thing on record: read, told, taken back and done again as a whole. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Desk, failureOf, openCase, openDesk, writeFiles } from '../../../../tests/support/desk.ts';
import { newId } from '../../../shared/domain/ids.ts';
import type { Row } from '../../database/sqlite.ts';
import { ImportBatch } from './import-batch.ts';

let desk: Desk;
let caseId: string;

beforeEach(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine);
});

const facts = () => ({
  caseId,
  evidenceId: null,
  reader: 'table' as const,
  title: 'Numbers',
  options: { zone: 'UTC' },
});
const event = (title: string, at: string): Row => ({
  id: newId(),
  case_id: caseId,
  kind: 'call',
  title,
  description: '',
  when_json: '{}',
  earliest: 0,
  latest: 0,
  learnt_json: null,
  marking: 'amber',
  created_at: at,
  changed_at: at,
  hidden_at: null,
});

function importEvents(parts: string[][]): ImportBatch {
  const batch = ImportBatch.begin(desk.engine.session(), facts());
  for (const titles of parts) {
    batch.count('added', titles.length);
    batch.write(`${titles.length} events`, (transaction) => {
      for (const title of titles) transaction.insert('event', event(title, transaction.at));
    });
  }
  return batch;
}

const rows = (sql: string) => desk.engine.session().database.prepare(sql).all() as Row[];
const titles = () =>
  rows('SELECT title FROM event WHERE hidden_at IS NULL ORDER BY title').map((row) => row.title);
const rename = (id: string, title: string) =>
  desk.engine
    .session()
    .write({ reason: 'edit', summary: 'Event edited', caseId }, (transaction) =>
      transaction.update('event', id, { title }),
    );
const verify = async () => (await desk.engine.run('log.verify', {})).findings;

test('what it read, counted and could not take stands on record', async () => {
  const batch = importEvents([['a', 'b'], ['c']]);
  batch.finding({
    place: 'row 4',
    severity: 'error',
    code: 'no-date',
    message: 'There is no date.',
    raw: 'd,,',
  });
  batch.finish('complete');
  expect(rows('SELECT reader, title, options, state, counts FROM import_batch')).toEqual([
    {
      reader: 'table',
      title: 'Numbers',
      options: '{"zone":"UTC"}',
      state: 'complete',
      counts: '{"added":3,"errors":1}',
    },
  ]);
  expect(rows('SELECT place, severity, code, message, raw FROM import_finding')).toEqual([
    { place: 'row 4', severity: 'error', code: 'no-date', message: 'There is no date.', raw: 'd,,' },
  ]);
  expect(await verify()).toEqual([]);
});

test('one undo takes all of it back, the next one brings all of it again', async () => {
  await desk.engine.call('case.update', { id: caseId, fields: { title: 'Before' } });
  importEvents([['a', 'b'], ['c'], ['d']]).finish('complete');
  const undone = await desk.engine.call('log.undo', { caseId });
  expect(undone).toMatchObject({ entries: 3, kept: 0 });
  expect(titles()).toEqual([]);
  expect(await desk.engine.call('log.undo', { caseId, seq: undone.entry.seq })).toMatchObject({ entries: 3 });
  expect(titles()).toEqual(['a', 'b', 'c', 'd']);
  await desk.engine.call('log.undo', { caseId });
  expect(titles()).toEqual([]);
  // What was done before the import is next.
  expect((await desk.engine.call('log.undoable', { caseId })).entry?.summary).not.toMatch(/events/);
  expect(await verify()).toEqual([]);
});

describe('a record that was changed since', () => {
  test('refuses the whole, and nothing is half taken back', async () => {
    importEvents([['a', 'b'], ['c']]).finish('complete');
    const id = rows("SELECT id FROM event WHERE title = 'b'")[0]!.id as string;
    rename(id, 'b, as the victim says');
    const entries = rows('SELECT seq FROM change_log').length;
    const seq = rows("SELECT seq FROM change_log WHERE summary = '1 events'")[0]!.seq as number;
    const refused = await failureOf(desk.engine.call('log.undo', { caseId, seq }));
    expect([refused.code, refused.details.changed]).toEqual(['conflict', 1]);
    expect(titles()).toEqual(['a', 'b, as the victim says', 'c']);
    expect(rows('SELECT seq FROM change_log')).toHaveLength(entries);
    // The writer goes on where the log really stands.
    await desk.engine.call('case.update', { id: caseId, fields: { title: 'After' } });
    expect(await verify()).toEqual([]);
  });

  test('stays when asked to, and all the rest goes', async () => {
    importEvents([['a', 'b'], ['c']]).finish('complete');
    const id = rows("SELECT id FROM event WHERE title = 'b'")[0]!.id as string;
    rename(id, 'b, as the victim says');
    const seq = rows("SELECT seq FROM change_log WHERE summary = '1 events'")[0]!.seq as number;
    expect(await desk.engine.call('log.undo', { caseId, seq, keepChanged: true })).toMatchObject({
      entries: 2,
      kept: 1,
    });
    expect(titles()).toEqual(['b, as the victim says']);
    expect(await verify()).toEqual([]);
  });
});

test('what is still being taken in is not taken back', async () => {
  const batch = importEvents([['a']]);
  expect((await failureOf(desk.engine.call('log.undo', { caseId }))).message).toMatch(
    /still being worked on/,
  );
  batch.finish('cancelled');
  expect(await desk.engine.call('log.undo', { caseId })).toMatchObject({ entries: 1 });
});

test('a write that fails keeps its findings for the next', () => {
  const batch = importEvents([]);
  batch.finding({ place: 'row 1', severity: 'warning', code: 'odd', message: 'Odd.' });
  expect(() =>
    batch.write('broken', () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  batch.finish('failed');
  expect(rows('SELECT code FROM import_finding')).toEqual([{ code: 'odd' }]);
});

test('an intake of more files than the store settles at once is one undo', async () => {
  const count = 4200;
  const root = writeFiles(
    desk.base,
    Object.fromEntries(Array.from({ length: count }, (_one, index) => [`f${index}`, `content ${index % 9}`])),
  );
  await desk.engine.run('evidence.intake', { caseId, paths: [root] });
  const undone = await desk.engine.call('log.undo', { caseId });
  expect(undone.entries).toBeGreaterThan(1);
  expect((await desk.engine.call('evidence.list', { caseId })).total).toBe(0);
  expect(await verify()).toEqual([]);
});

test('one that was cut off before it wrote anything has nothing to take back, and says so', async () => {
  const { id } = ImportBatch.begin(desk.engine.session(), facts());
  // The process that began it is gone.
  desk.engine.session().log.openBatches.delete(id);
  expect(await desk.engine.call('import.get', { id })).toMatchObject({ state: 'cut-off', undoable: false });
  expect((await failureOf(desk.engine.call('import.undo', { id }))).message).toContain('made nothing');
});
