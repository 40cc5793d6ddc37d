/** Taking an import back leaves nothing behind that rests on what it hides. */
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Desk, failureOf, openCase, openDesk, writeFiles } from '../../../tests/support/desk.ts';

let desk: Desk;
let caseId: string;

beforeEach(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine);
});

/** A table of two people and what they lost, imported. @returns the import. */
async function importPeople(name: string, amounts: [string, string]): Promise<string> {
  const { engine, base } = desk;
  const text = `Victim Name,Email,Amount,Phone\nVera,vera@mail.example,${amounts[0]},+1 415 555 0134\nMax,max@mail.example,${amounts[1]},+1 415 555 0134\n`;
  const folder = writeFiles(base, { [name]: text }, name.slice(0, 1));
  const { evidenceIds } = await engine.run('evidence.intake', { caseId, paths: [join(folder, name)] });
  const evidenceId = evidenceIds[0]!;
  const { format, headerRow } = await engine.call('import.inspectTable', { evidenceId });
  const uses = ['name', 'email', 'amount', 'phone'] as const;
  const columns = uses.map((use, index) => ({
    index,
    use: use === 'name' ? ('person-name' as const) : use === 'email' ? ('person-email' as const) : use,
    ...(use === 'amount' ? { currency: 'USD', decimalSeparator: '.' as const } : {}),
  }));
  const mapping = { format, headerRow, rowsAre: 'people' as const, lossMethod: 'cash' as const, columns };
  return (await engine.run('import.table', { evidenceId, mapping })).batchId!;
}

const names = async () =>
  (await desk.engine.call('entity.list', { caseId })).rows.map(({ display }) => display).sort();
const idOf = async (search: string) => {
  const { rows } = await desk.engine.call('entity.list', { caseId, search });
  return rows[0]!.id;
};
const losses = async () =>
  (await desk.engine.call('loss.list', { caseId })).rows
    .map(({ victim, amount }) => `${victim.display} ${amount.minor}`)
    .sort();

/** No loss, link or event that is shown names a record that is not. */
async function expectWhole(): Promise<void> {
  const shown = new Set((await desk.engine.call('entity.list', { caseId })).rows.map(({ id }) => id));
  for (const { victim } of (await desk.engine.call('loss.list', { caseId })).rows)
    expect(shown).toContain(victim.id);
  for (const { from, to } of (await desk.engine.call('link.list', { caseId })).rows)
    expect([shown.has(from.id), shown.has(to.id)]).toEqual([true, true]);
  for (const { participants } of (await desk.engine.call('event.list', { caseId })).rows)
    for (const { entityId } of participants) expect(shown).toContain(entityId);
  expect((await desk.engine.run('log.verify', {})).findings).toEqual([]);
}

describe('an import that other records rest on', () => {
  test('is refused; asked to keep, it leaves the victim of a loss added by hand', async () => {
    const id = await importPeople('a.csv', ['10', '20']);
    await desk.engine.call('loss.create', {
      caseId,
      victimId: await idOf('Vera'),
      amount: { minor: 7700, currency: 'USD' },
      method: 'cash',
    });
    const refused = await failureOf(desk.engine.call('import.undo', { id }));
    expect([refused.code, refused.details.changed]).toEqual(['conflict', 1]);
    expect(await desk.engine.call('import.undo', { id, keepChanged: true })).toMatchObject({ kept: 1 });
    expect([await names(), await losses()]).toEqual([['Vera'], ['Vera 7700']]);
    await expectWhole();
  });

  test('leaves what a second import found as well', async () => {
    const id = await importPeople('a.csv', ['10', '20']);
    await importPeople('b.csv', ['30', '40']);
    expect((await failureOf(desk.engine.call('import.undo', { id }))).code).toBe('conflict');
    await desk.engine.call('import.undo', { id, keepChanged: true });
    expect(await losses()).toEqual(['Max 4000', 'Vera 3000']);
    await expectWhole();
  });

  test('leaves what rests on evidence of a second source, though nothing else names it', async () => {
    const { id: person } = await desk.engine.call('entity.create', { caseId, kind: 'person', value: 'Pat' });
    const id = await importPeople('a.csv', ['10', '20']);
    const phone = await idOf('415');
    const folder = writeFiles(desk.base, { note: 'n' }, 'second');
    const { evidenceIds } = await desk.engine.run('evidence.intake', { caseId, paths: [folder] });
    const before = await desk.engine.call('entity.get', { id: phone });
    await desk.engine.call('entity.update', {
      id: phone,
      fields: { evidenceIds: [...before.evidence.map((piece) => piece.id), ...evidenceIds] },
    });
    const refused = await failureOf(desk.engine.call('import.undo', { id }));
    expect([refused.code, refused.details.changed]).toEqual(['conflict', 1]);
    await desk.engine.call('import.undo', { id, keepChanged: true });
    expect((await desk.engine.call('entity.get', { id: phone })).hidden).toBe(false);
    expect((await desk.engine.call('entity.get', { id: person })).hidden).toBe(false);
    await expectWhole();
  });

  test('leaves a record that another went into', async () => {
    const { id: byHand } = await desk.engine.call('entity.create', {
      caseId,
      kind: 'person',
      value: 'V. Example',
      roles: ['victim'],
    });
    const id = await importPeople('a.csv', ['10', '20']);
    await desk.engine.call('entity.merge', { keepId: await idOf('Vera'), mergeId: byHand });
    expect((await failureOf(desk.engine.call('import.undo', { id }))).code).toBe('conflict');
    await desk.engine.call('import.undo', { id, keepChanged: true });
    expect(await names()).toContain('Vera');
    await expectWhole();
  });

  test('goes whole once what rested on it was taken back', async () => {
    const id = await importPeople('a.csv', ['10', '20']);
    const victimId = await idOf('Vera');
    const amount = { minor: 1, currency: 'USD' };
    await desk.engine.call('loss.create', { caseId, victimId, amount, method: 'cash' });
    await desk.engine.call('log.undo', { caseId });
    expect(await desk.engine.call('import.undo', { id })).toMatchObject({ kept: 0 });
    expect([await names(), await losses()]).toEqual([[], []]);
  });
});

test('a record that stays keeps what it names', async () => {
  const id = await importPeople('a.csv', ['10', '20']);
  const { rows } = await desk.engine.call('loss.list', { caseId });
  const loss = rows.find(({ victim }) => victim.display === 'Max')!;
  await desk.engine.call('loss.update', { id: loss.id, fields: { note: 'As the bank says.' } });
  expect(await desk.engine.call('import.undo', { id, keepChanged: true })).toMatchObject({ kept: 2 });
  expect([await names(), await losses()]).toEqual([['Max'], ['Max 2000']]);
  await expectWhole();
});

test('what was there before, went and came back is nothing that was written since', async () => {
  const { engine } = desk;
  const { evidenceIds } = await engine.run('evidence.intake', {
    caseId,
    paths: [writeFiles(desk.base, { note: 'n' })],
  });
  const { id } = await engine.call('entity.create', { caseId, kind: 'person', value: 'Vera' });
  await engine.call('entity.update', { id, fields: { evidenceIds, roles: ['victim'] } });
  await engine.call('entity.hide', { id, hidden: true });
  const shownAgain = await engine.call('log.undo', { caseId });
  const without = await engine.call('log.undo', { caseId });
  await engine.call('log.undo', { caseId, seq: without.entry.seq });
  await engine.call('log.undo', { caseId, seq: shownAgain.entry.seq });
  expect(await names()).toEqual([]);
});

test('one record that others rest on is not taken back by itself', async () => {
  const { engine } = desk;
  const { id } = await engine.call('entity.create', { caseId, kind: 'person', value: 'Vera' });
  const seq = engine.session().log.head().seq;
  const amount = { minor: 1, currency: 'USD' };
  await engine.call('loss.create', { caseId, victimId: id, amount, method: 'cash' });
  expect((await failureOf(engine.call('log.undo', { caseId, seq }))).code).toBe('conflict');
  await engine.call('log.undo', { caseId });
  await engine.call('log.undo', { caseId, seq });
  expect(await names()).toEqual([]);
});
