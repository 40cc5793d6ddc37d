import { expect, test } from 'vitest';
import { openCase, openDesk } from '../../../tests/support/desk.ts';
import type { Input } from '../../shared/contract/index.ts';
import type { Engine } from '../engine.ts';

const add = async (engine: Engine, caseId: string, more: Omit<Input<'entity.create'>, 'caseId'>) =>
  (await engine.call('entity.create', { caseId, ...more })).id;
const list = (engine: Engine, caseId: string, more: Partial<Input<'match.list'>> = {}) =>
  engine.call('match.list', { caseId, ...more });

test('the same number in another case is pointed out on both, however it was written', async () => {
  const { engine } = await openDesk();
  const [one, two, three] = [await openCase(engine), await openCase(engine), await openCase(engine)];
  const first = await add(engine, one, {
    kind: 'phone',
    value: '+91 22 6555 0199',
    roles: ['scam-infrastructure'],
  });
  const second = await add(engine, two, { kind: 'phone', value: '0091-22-65550199', defaultCountry: 'DE' });
  await add(engine, three, { kind: 'phone', value: '+91 22 6555 0198' });
  for (const [caseId, own, other] of [
    [one, first, second],
    [two, second, first],
  ] as const) {
    const { rows, total } = await list(engine, caseId);
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ entityId: own, basis: 'identifier', caseCount: 1 });
    expect(rows[0]!.others.map(({ entityId }) => entityId)).toEqual([other]);
    const { matches } = await engine.call('match.ofEntity', { id: own });
    expect(matches.map(({ entityId }) => entityId)).toEqual([other]);
  }
  expect((await list(engine, three)).total).toBe(0);
});

test('it is true of the records as they are: edited, hidden, brought back, their case hidden', async () => {
  const { engine } = await openDesk();
  const [one, two] = [await openCase(engine), await openCase(engine)];
  await add(engine, one, { kind: 'domain', value: 'evil-support.com' });
  const other = await add(engine, two, { kind: 'domain', value: 'evil-support[.]com' });
  const total = async () => (await list(engine, one)).total;
  expect(await total()).toBe(1);
  await engine.call('entity.update', { id: other, fields: { value: 'other-support.com' } });
  expect(await total()).toBe(0);
  await engine.call('log.undo', { caseId: two });
  expect(await total()).toBe(1);
  await engine.call('entity.hide', { id: other, hidden: true });
  expect(await total()).toBe(0);
  expect((await engine.call('match.ofEntity', { id: other })).matches).toEqual([]);
  await engine.call('entity.hide', { id: other, hidden: false });
  expect(await total()).toBe(1);
  await engine.call('case.hide', { id: two, hidden: true });
  expect(await total()).toBe(0);
});

test('a name alone is told as what it is, a shared contact as another', async () => {
  const { engine } = await openDesk();
  const [one, two] = [await openCase(engine), await openCase(engine)];
  await add(engine, one, { kind: 'person', value: 'Ravi Example' });
  await add(engine, two, { kind: 'person', value: 'ravi  EXAMPLE' });
  await add(engine, one, { kind: 'person', value: 'Bea', fields: { email: 'bea@example.com' } });
  await add(engine, two, { kind: 'email', value: 'BEA@example.com' });
  await add(engine, one, { kind: 'phone', value: '6555 0199' });
  await add(engine, two, { kind: 'phone', value: '6555 0199' });
  const { rows } = await list(engine, one, { sort: 'display' });
  expect(rows.map(({ display, basis }) => [display, basis])).toEqual([
    ['Bea', 'contact'],
    ['Ravi Example', 'name'],
  ]);
  expect((await list(engine, one, { bases: ['identifier', 'contact'] })).total).toBe(1);
  expect((await list(engine, one, { search: 'rav' })).total).toBe(1);
  expect((await list(engine, one, { kinds: ['email'] })).total).toBe(0);
});
