/** What an investigator does with entities and money by hand. */
import { expect, test } from 'vitest';
import { failureOf, openCase, openDesk } from '../../../tests/support/desk.ts';
import type { EngineEvent } from '../../shared/contract/job.ts';

const usd = (minor: number) => ({ minor, currency: 'USD' });

test('two records of one person become one; one undo makes them two again', async () => {
  const { engine } = await openDesk();
  const caseId = await openCase(engine);
  const person = (value: string, more: object = {}) =>
    engine.call('entity.create', { caseId, kind: 'person', value, roles: ['victim'], ...more });
  const keep = await person('Ana Example', { fields: { city: 'Dayton' }, note: 'First' });
  const gone = await person('A. Example', {
    fields: { email: 'ana@mail.example' },
    note: 'Second',
    marking: 'red',
  });
  const wallet = await engine.call('entity.create', {
    caseId,
    kind: 'wallet',
    value: '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
  });
  for (const fromId of [keep.id, gone.id]) {
    await engine.call('link.create', { caseId, kind: 'paid-to', fromId, toId: wallet.id });
    await engine.call('event.create', {
      caseId,
      kind: 'call',
      title: 'A call',
      when: { text: '2023' },
      participants: [{ entityId: fromId, part: 'victim' }],
    });
  }
  await engine.call('loss.create', { caseId, victimId: gone.id, amount: usd(500), method: 'card' });
  const merged = await engine.call('entity.merge', { keepId: keep.id, mergeId: gone.id });
  expect(merged).toMatchObject({
    marking: 'red',
    note: 'First\n\nSecond',
    fields: { city: 'Dayton', email: 'ana@mail.example', aliases: ['A. Example'] },
    eventCount: 2,
  });
  expect(merged.links).toHaveLength(1);
  expect((await engine.call('loss.list', { caseId, victimId: keep.id })).total).toBe(1);
  expect((await engine.call('entity.get', { id: gone.id })).mergedInto).toMatchObject({ id: keep.id });
  const { rows } = await engine.call('log.list', { caseId });
  await engine.call('log.undo', { caseId, seq: rows[0]!.seq });
  const back = await engine.call('entity.get', { id: keep.id });
  expect(back).toMatchObject({ marking: 'amber', note: 'First', fields: { city: 'Dayton' }, eventCount: 1 });
  expect(back.links).toHaveLength(1);
  expect(await engine.call('entity.get', { id: gone.id })).toMatchObject({ hidden: false, mergedInto: null });
  expect((await engine.run('log.verify', {})).findings).toEqual([]);
});

test('only two visible records of one kind can be made one', async () => {
  const { engine } = await openDesk();
  const caseId = await openCase(engine);
  const person = await engine.call('entity.create', { caseId, kind: 'person', value: 'Ana' });
  const domain = await engine.call('entity.create', { caseId, kind: 'domain', value: 'evil.example' });
  const failure = await failureOf(engine.call('entity.merge', { keepId: person.id, mergeId: domain.id }));
  expect(failure.code).toBe('invalid-input');
  expect((await failureOf(engine.call('entity.merge', { keepId: person.id, mergeId: person.id }))).code).toBe(
    'invalid-input',
  );
});

test('a record shows its times as they were told: days as days, an open beginning by its end', async () => {
  const { engine } = await openDesk();
  const caseId = await openCase(engine);
  const phone = await engine.call('entity.create', { caseId, kind: 'phone', value: '+1 202 555 0171' });
  for (const text of ['2025-03-14', '../2025-03-01'])
    await engine.call('event.create', {
      caseId,
      kind: 'call',
      title: `Call ${text}`,
      when: { text },
      participants: [{ entityId: phone.id, part: 'instrument' }],
    });
  const record = await engine.call('entity.get', { id: phone.id });
  expect(record.events.map(({ when }) => when.edtf)).toEqual(['../2025-03-01', '2025-03-14']);
  expect([record.firstSighting?.edtf, record.lastSighting?.edtf]).toEqual(['2025-03-14', '2025-03-14']);
});

test('a kind has its own fields, and what it does not know is refused', async () => {
  const { engine } = await openDesk();
  const caseId = await openCase(engine);
  const place = await engine.call('entity.create', {
    caseId,
    kind: 'place',
    value: 'B-12, Sector 63, Noida',
    country: 'IN',
    fields: { region: 'Uttar Pradesh', premises: 'call-centre', policeStation: 'Sector 63' },
    seenFrom: { text: '2022-11' },
    seenTo: { text: '2023-10-19' },
  });
  expect(place.fields.region).toBe('Uttar Pradesh');
  expect(place.firstSeen).toBe(Date.UTC(2022, 10, 1));
  expect([place.firstSighting?.edtf, place.lastSighting?.edtf]).toEqual(['2022-11', '2023-10-19']);
  const failure = await failureOf(
    engine.call('entity.create', {
      caseId,
      kind: 'domain',
      value: 'evil.example',
      fields: { ageBand: '80-plus' },
    }),
  );
  expect(failure.message).toContain('ageBand');
});

test('cards, passwords and national numbers written by hand are masked before anything is kept, and it is said', async () => {
  const { engine } = await openDesk();
  const caseId = await openCase(engine);
  const said: EngineEvent[] = [];
  engine.listen((event) => said.push(event));
  const card = await engine.call('entity.create', {
    caseId,
    kind: 'payment-card',
    value: '4111 1111 1111 1111',
  });
  expect([card.asFound, card.normal, card.display]).toEqual(Array(3).fill('411111••••••1111'));
  const failure = await failureOf(
    engine.call('entity.create', { caseId, kind: 'payment-card', value: '4111 1111 1111 1119' }),
  );
  expect(JSON.stringify([failure.message, failure.details])).not.toMatch(/1111\s?1111\s?1119|11111111/);
  const person = await engine.call('entity.create', {
    caseId,
    kind: 'person',
    value: 'Ana Example',
    note: 'Gave her SSN 536-22-8726; the password is "hunter22".',
    fields: { address: 'Card 5555 5555 5555 4444' },
  });
  expect(person.note).toBe('Gave her SSN •••-••-8726; the password is "••••".');
  expect(person.fields.address).toBe('Card 5555 55•• •••• 4444');
  await engine.call('entity.update', { id: person.id, fields: { note: 'Aadhaar 2341 2341 2346' } });
  const masked = said.filter((event) => event.event === 'masked');
  expect(masked.map((event) => event.maskings.map(({ kind }) => kind))).toEqual([
    ['us-ssn', 'password', 'card'],
    ['in-aadhaar'],
  ]);
  const log = engine.session().database.prepare('SELECT changes FROM change_log WHERE packed = 0').all() as {
    changes: Buffer;
  }[];
  const entries = await engine.call('log.list', { caseId, limit: 50 });
  for (const { seq, deviceId } of entries.rows) {
    const entry = await engine.call('log.get', { seq, deviceId });
    expect(JSON.stringify(entry)).not.toMatch(/536-22-8726|hunter22|5555 5555 5555|2341 2341 2346|41111111/);
  }
  expect(log.length).toBeGreaterThan(0);
});

test('the same money told as a loss and as its payments counts once', async () => {
  const { engine } = await openDesk();
  const caseId = await openCase(engine);
  const victim = await engine.call('entity.create', {
    caseId,
    kind: 'person',
    value: 'Ana',
    roles: ['victim'],
  });
  const loss = await engine.call('loss.create', {
    caseId,
    victimId: victim.id,
    amount: usd(100_000),
    method: 'gift-card',
  });
  const pay = (minor: number, more: object = {}) =>
    engine.call('payment.create', { caseId, amount: usd(minor), rail: 'gift-card', ...more });
  const first = await pay(60_000, { fromId: victim.id });
  expect(first.victim?.id).toBe(victim.id);
  const lost = async () => (await engine.call('loss.totals', { caseId })).currencies[0];
  expect(await lost()).toMatchObject({ lost: usd(100_000), unassigned: usd(60_000), counted: usd(0) });
  await engine.call('payment.update', { id: first.id, fields: { lossId: loss.id } });
  expect(await lost()).toMatchObject({ lost: usd(100_000), itemised: usd(60_000), unassigned: usd(0) });
  expect(await engine.call('loss.get', { id: loss.id })).toMatchObject({ payments: 1, fit: 'part' });
  await pay(40_000, { lossId: loss.id, recovered: usd(10_000) });
  expect(await engine.call('loss.get', { id: loss.id })).toMatchObject({ payments: 2, fit: 'whole' });
  await pay(5_000, { lossId: loss.id, status: 'attempted' });
  await pay(90_000, { stage: 'cash-out' });
  await pay(7_000);
  expect(await lost()).toMatchObject({
    lost: usd(100_000),
    recovered: usd(10_000),
    prevented: usd(5_000),
    unattributed: usd(7_000),
  });
});

test('a transfer is recorded once under its own number; another victim’s loss does not take it', async () => {
  const { engine } = await openDesk();
  const caseId = await openCase(engine);
  const [ana, bob] = await Promise.all(
    ['Ana', 'Bob'].map((value) =>
      engine.call('entity.create', { caseId, kind: 'person', value, roles: ['victim'] }),
    ),
  );
  const transfer = {
    caseId,
    amount: { minor: 50_000_00, currency: 'INR' },
    rail: 'imps' as const,
    reference: '304512345678',
    victimId: ana!.id,
  };
  const made = await engine.call('payment.create', transfer);
  expect(await failureOf(engine.call('payment.create', transfer))).toMatchObject({
    code: 'conflict',
    details: { id: made.id },
  });
  const loss = await engine.call('loss.create', {
    caseId,
    victimId: bob!.id,
    amount: { minor: 50_000_00, currency: 'INR' },
    method: 'imps',
  });
  const failure = await failureOf(
    engine.call('payment.update', { id: made.id, fields: { lossId: loss.id } }),
  );
  expect(failure.code).toBe('invalid-input');
});

test('what was disclosed of a victim is noted, edited and hidden', async () => {
  const { engine } = await openDesk();
  const caseId = await openCase(engine);
  const victim = await engine.call('entity.create', {
    caseId,
    kind: 'person',
    value: 'Ana',
    roles: ['victim'],
  });
  const told = await engine.call('disclosure.create', {
    caseId,
    entityId: victim.id,
    recipient: 'Her bank',
    what: 'Name and account',
    basis: 'Consent of 3 March 2023',
    when: { text: '2023-03-04' },
  });
  await engine.call('disclosure.update', { id: told.id!, fields: { what: 'Name, account, amounts' } });
  const list = await engine.call('disclosure.list', { caseId, entityId: victim.id });
  expect(list.rows.map(({ recipient, what }) => [recipient, what])).toEqual([
    ['Her bank', 'Name, account, amounts'],
  ]);
  await engine.call('disclosure.hide', { id: told.id!, hidden: true });
  expect((await engine.call('disclosure.list', { caseId, entityId: victim.id })).total).toBe(0);
});
