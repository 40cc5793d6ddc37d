/** Making one record of several, and what undo makes of it: nothing is lost, whichever comes first. */
import { beforeEach, expect, test } from 'vitest';
import { type Desk, failureOf, openCase, openDesk } from '../../../tests/support/desk.ts';
import { ImportBatch } from '../intake/imports/import-batch.ts';
import { type FoundEntity, RecordWriter } from './record-writer.ts';

let desk: Desk;
let caseId: string;

beforeEach(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine);
});

const person = async (value: string, more: object = {}) =>
  (await desk.engine.call('entity.create', { caseId, kind: 'person', value, roles: ['victim'], ...more })).id;
const get = (id: string) => desk.engine.call('entity.get', { id });
const merge = (keepId: string, mergeId: string) => desk.engine.call('entity.merge', { keepId, mergeId });
const undo = (seq?: number) => desk.engine.call('log.undo', { caseId, ...(seq ? { seq } : {}) });
const rowsOf = (table: string) =>
  desk.engine.session().database.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[];
/** All there is, but for what is hidden and for the time of the last change. */
const stateNow = () =>
  ['entity', 'loss', 'link', 'support'].map((table) =>
    rowsOf(table).flatMap(({ changed_at: _changed, ...row }) => (row.hidden_at == null ? [row] : [])),
  );

/** What an import brings: a victim with a loss. */
function bring(value: string, fields: NonNullable<FoundEntity['fields']> = {}) {
  const session = desk.engine.session();
  const batch = ImportBatch.begin(session, {
    caseId,
    evidenceId: null,
    reader: 'table',
    title: 'A list',
    options: {},
  });
  const id = batch.write('Victims', (transaction) => {
    const writer = new RecordWriter(session.database, transaction);
    const common = { caseId, evidenceId: null, because: null };
    const victim = writer.ensure({ ...common, kind: 'person', value, roles: ['victim'], fields });
    writer.addLoss({
      ...common,
      victimId: victim.id,
      amount: { minor: 100, currency: 'USD' },
      method: 'cash',
    });
    return victim.id;
  });
  batch.finish('complete');
  return { id, batchId: batch.id };
}
const undoImport = (id: string, keepChanged = false) => desk.engine.call('import.undo', { id, keepChanged });

test('several become one in one entry: the first to know a thing tells it, and one undo makes them several again', async () => {
  const keep = await person('Ana Example', { fields: { city: 'Dayton' }, note: 'First' });
  const phone = '+1 202 555 0143';
  await desk.engine.call('entity.update', { id: keep, fields: { fields: { city: 'Dayton', phone } } });
  const gone = [
    await person('A. Example', { fields: { phone, email: 'ana@mail.example' }, note: 'Second' }),
    await person('Anna', { fields: { phone, email: 'other@mail.example', city: 'Akron' }, marking: 'red' }),
    await person('Ana E.', { fields: { phone, occupation: 'Nurse' }, note: 'Second', country: 'US' }),
  ];
  const before = stateNow();
  const head = desk.engine.session().log.head().seq;
  await desk.engine.call('duplicate.decide', {
    caseId,
    kind: 'person',
    basis: 'phone',
    match: '+12025550143',
    verdict: 'same',
    keepId: keep,
  });
  expect(desk.engine.session().log.head().seq).toBe(head + 1);
  expect(await get(keep)).toMatchObject({
    fields: {
      city: 'Dayton',
      phone,
      email: 'ana@mail.example',
      occupation: 'Nurse',
      aliases: ['A. Example', 'Anna', 'Ana E.'],
    },
    country: 'US',
    marking: 'red',
    note: 'First\n\nSecond',
  });
  for (const id of gone) expect((await get(id)).mergedInto?.id).toBe(keep);
  // The mailbox that was taken over finds the same person from now on.
  await person('Someone', { fields: { email: 'ANA@mail.example' } });
  expect((await get(keep)).duplicates).toMatchObject([{ basis: 'email', members: 2 }]);
  await undo();
  await undo(head + 1);
  expect(stateNow()).toEqual(before);
});

test('a merge that was taken back can be made again: by taking the undo back, or anew, either way round', async () => {
  const [ana, other] = [await person('Ana'), await person('A.')];
  await merge(ana, other);
  await undo();
  await merge(other, ana);
  expect((await get(ana)).mergedInto?.id).toBe(other);
  const { entry } = await undo();
  await undo(entry.seq);
  expect((await get(ana)).mergedInto?.id).toBe(other);
  await undo();
  expect([(await get(ana)).mergedInto, (await get(other)).mergedInto]).toEqual([null, null]);
  expect((await desk.engine.call('entity.list', { caseId })).total).toBe(2);
  expect((await desk.engine.run('log.verify', {})).findings).toEqual([]);
});

test('a chain of merges is taken back link by link, the first of them not before the last', async () => {
  const [a, b, c] = [await person('A'), await person('B'), await person('C')];
  await merge(b, a);
  const { seq } = desk.engine.session().log.head();
  await merge(c, b);
  expect((await get(a)).mergedInto?.id).toBe(c);
  expect((await failureOf(undo(seq))).code).toBe('conflict');
  await undo();
  await undo(seq);
  expect((await desk.engine.call('entity.list', { caseId })).total).toBe(3);
});

test('a record of an import that went into another: the import is not taken back over it, and the money stays', async () => {
  const ana = await person('Ana Example', { fields: { email: 'ana@mail.example' } });
  const { id, batchId } = bring('A. Example', { email: 'ana@mail.example' });
  await merge(ana, id);
  const merged = desk.engine.session().log.head().seq;
  expect((await failureOf(undoImport(batchId))).code).toBe('conflict');
  await undoImport(batchId, true);
  expect((await desk.engine.call('loss.list', { caseId, victimId: ana })).total).toBe(1);
  expect((await get(id)).mergedInto?.id).toBe(ana);
  // What was kept can still be told apart again.
  await undo(merged);
  expect((await desk.engine.call('loss.list', { caseId, victimId: id })).total).toBe(1);
  expect((await get(id)).hidden).toBe(false);
  expect((await desk.engine.run('log.verify', {})).findings).toEqual([]);
});

test('the merge taken back first, the import goes as if there had been none', async () => {
  const ana = await person('Ana Example', { fields: { email: 'ana@mail.example' } });
  const { id, batchId } = bring('A. Example', { email: 'ana@mail.example' });
  await merge(ana, id);
  await undo();
  await undoImport(batchId);
  expect((await get(id)).hidden).toBe(true);
  expect(await get(ana)).toMatchObject({ hidden: false, duplicates: [] });
  expect((await desk.engine.call('loss.list', { caseId })).total).toBe(0);
});

test('an import whose record took another one in does not hide the two of them', async () => {
  const { id, batchId } = bring('Ana Example');
  const ana = await person('Ana');
  await merge(id, ana);
  expect((await failureOf(undoImport(batchId))).code).toBe('conflict');
  await undoImport(batchId, true);
  expect((await desk.engine.call('entity.list', { caseId })).rows.map((row) => row.id)).toEqual([id]);
});

test('two kinds, two cases, a hidden record or one with itself are refused; what went into another is not shown again', async () => {
  const ana = await person('Ana');
  const refused = async (keepId: string, mergeId: string) => (await failureOf(merge(keepId, mergeId))).code;
  const { id: domain } = await desk.engine.call('entity.create', {
    caseId,
    kind: 'domain',
    value: 'a.example',
  });
  const before = stateNow();
  expect(await refused(ana, domain)).toBe('invalid-input');
  expect(await refused(domain, ana)).toBe('invalid-input');
  expect(await refused(ana, ana)).toBe('invalid-input');
  const elsewhere = await desk.engine.call('entity.create', {
    caseId: await openCase(desk.engine),
    kind: 'person',
    value: 'Ana',
  });
  expect(await refused(ana, elsewhere.id)).toBe('invalid-input');
  expect(stateNow()[0]).toEqual([...before[0]!, expect.objectContaining({ id: elsewhere.id })]);
  const other = await person('Other');
  await merge(ana, other);
  expect(await refused(ana, other)).toBe('conflict');
  const failure = await failureOf(desk.engine.call('entity.hide', { id: other, hidden: false }));
  expect([failure.code, failure.message]).toEqual(['conflict', expect.stringContaining('Ana')]);
});
