/** Entities in full and money, from the command line. */
import { beforeAll, expect, it } from 'vitest';
import type { Output } from '../../src/shared/contract/index.ts';
import { Desk, workFolder } from './proffer.ts';

const desk = new Desk(workFolder());
const inCase = ['--case', 'EX-1'];

beforeAll(async () => {
  await desk.create();
  await desk.createCase();
});

it('keeps of a card no more than its ends, and says what it masked in a note', async () => {
  const result = await desk.run(
    'entity',
    'add',
    'payment-card',
    '4111 1111 1111 1111',
    ...inCase,
    '--note',
    'SSN 536-22-8726',
  );
  expect(result.code).toBe(0);
  expect(result.stdout).toContain('411111••••••1111');
  expect(result.stdout).toContain('SSN •••-••-8726');
  expect(result.stderr).toContain('1 US Social Security number');
  expect(result.stdout + result.stderr).not.toMatch(/1111 1111 1111|536-22/);
});

it('asks for the fields a kind has, in the words its field has', async () => {
  const place = await desk.ask<Output<'entity.create'>>('entity.create', [
    ...['entity', 'add', 'place', 'B-12, Sector 63, Noida', ...inCase, '--country', 'IN'],
    ...['--field', 'region=Uttar Pradesh', '--field', 'premises=call-centre', '--seen-from', '2022-11'],
  ]);
  expect(place.fields).toEqual({ region: 'Uttar Pradesh', premises: 'call-centre' });
  expect(
    (await desk.run('entity', 'add', 'place', 'Elsewhere', ...inCase, '--field', 'premises=castle')).code,
  ).not.toBe(0);
  const tool = await desk.run(
    'entity',
    'add',
    'remote-access',
    '123 456 789',
    ...inCase,
    '--tool',
    'AnyDesk',
  );
  expect(tool.stdout).toContain('AnyDesk 123 456 789');
});

it('an edit adds to the facts there are; one is taken away by name, all of them only where that is said', async () => {
  const peggy = ['entity', 'edit', 'Peggy Example', ...inCase];
  const edit = (...more: string[]) => desk.ask<Output<'entity.update'>>('entity.update', [...peggy, ...more]);
  const evidenceFree = ['--field', 'phone=+1 212 555 0150', '--field', 'city=Dayton'];
  await desk.ask('entity.create', [
    ...['entity', 'add', 'person', 'Peggy Example', ...inCase, '--role', 'victim', ...evidenceFree],
  ]);
  const older = await edit('--field', 'ageBand=70-79', '--role', 'reporter');
  expect(older.fields).toEqual({ phone: '+1 212 555 0150', city: 'Dayton', ageBand: '70-79' });
  expect(older.roles.toSorted()).toEqual(['reporter', 'victim']);
  expect((await edit('--field', 'city=')).fields).toEqual({ phone: '+1 212 555 0150', ageBand: '70-79' });
  const replaced = await edit('--replace', '--field', 'city=Akron', '--role', 'victim');
  expect(replaced.fields).toEqual({ city: 'Akron' });
  expect(replaced.roles).toEqual(['victim']);
});

let ana: Output<'entity.create'>;

it('makes one record of two, and decides a group of those that may be one', async () => {
  const add = (name: string, ...more: string[]) =>
    desk.ask<Output<'entity.create'>>('entity.create', [
      'entity',
      'add',
      'person',
      name,
      ...inCase,
      '--role',
      'victim',
      ...more,
    ]);
  ana = await add('Ana Example', '--field', 'city=Dayton');
  await add('A. Example', '--field', 'email=ana@mail.example');
  const merged = await desk.ask<Output<'entity.merge'>>('entity.merge', [
    'entity',
    'merge',
    'Ana Example',
    'A. Example',
    ...inCase,
  ]);
  expect(merged.fields).toMatchObject({ city: 'Dayton', email: 'ana@mail.example', aliases: ['A. Example'] });
  await add('ana example');
  const groups = await desk.ask<Output<'duplicate.list'>>('duplicate.list', [
    'entity',
    'duplicates',
    ...inCase,
  ]);
  expect(groups.rows).toMatchObject([{ kind: 'person', basis: 'name', members: 2, state: 'open' }]);
  const group = 'person:name:ana example';
  const shown = await desk.run('entity', 'duplicate', group, ...inCase);
  expect(shown.stdout).toContain('Many people share a name');
  expect(shown.stdout).toContain(ana.id);
  expect((await desk.run('entity', 'decide', 'nobody', 'same', ...inCase)).code).not.toBe(0);
  const decided = await desk.run('entity', 'decide', group, 'different', ...inCase);
  expect(decided.stdout).toContain('Decided');
  expect((await desk.run('entity', 'duplicates', ...inCase)).stdout).toContain('There is no such group');
});

it('counts money once, and tells what was disclosed', async () => {
  const lost = await desk.ask<Output<'loss.create'>>('loss.create', [
    ...['loss', 'add', ...inCase, '--victim', ana.id, '--amount', 'USD 1000', '--method', 'wire-transfer'],
    ...['--converted', 'EUR 900.00', '--rate', '0.9', '--rate-date', '2025-06-18', '--rate-source', 'ECB'],
  ]);
  expect(lost.conversion?.money).toEqual({ minor: 90_000, currency: 'EUR' });
  const paid = await desk.ask<Output<'payment.create'>>('payment.create', [
    ...['payment', 'add', ...inCase, '--amount', 'USD 400', '--rail', 'wire-transfer', '--loss', lost.id],
  ]);
  expect(paid.victim?.id).toBe(ana.id);
  const totals = await desk.ask<Output<'loss.totals'>>('loss.totals', ['loss', 'totals', ...inCase]);
  expect(totals.currencies[0]).toMatchObject({ lost: { minor: 100_000 }, itemised: { minor: 40_000 } });
  expect((await desk.run('payment', 'list', ...inCase)).stdout).toContain('USD 400.00');
  await desk.run('entity', 'disclose', ana.id, ...inCase, '--to', 'Her bank', '--what', 'Name');
  expect((await desk.run('entity', 'disclosures', ana.id, ...inCase)).stdout).toContain('Her bank');
});
