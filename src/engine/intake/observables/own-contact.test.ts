import { describe, expect, it } from 'vitest';
import { failureOf, openCase, openDesk, writeFiles } from '../../../../tests/support/desk.ts';
import type { Engine } from '../../engine.ts';

const list = [
  'Numbers seen: +1 212 555 0142 and +1 212 555 0143, desk@nordhaven.example',
  'IBAN GB82 WEST 1234 5698 7654 32',
].join('\n');

/** A case in which finds were accepted before anybody knew whose they are. */
async function acceptedFirst(): Promise<{ engine: Engine; caseId: string; thing(normal: string): string }> {
  const { engine, base } = await openDesk();
  const caseId = await openCase(engine);
  await engine.call('observable.setCountries', { caseId, countries: ['US'] });
  await engine.run('evidence.intake', { caseId, paths: [writeFiles(base, { 'list.txt': list })] });
  await engine.run('evidence.read', { caseId });
  await engine.run('observable.accept', {
    caseId,
    rolesByKind: true,
    all: { kinds: ['phone', 'email', 'bank-account'] },
  });
  const { rows } = await engine.call('entity.list', { caseId });
  return { engine, caseId, thing: (normal) => rows.find((row) => row.normal === normal)!.id };
}

const victim = (engine: Engine, caseId: string, fields: { phone?: string; email?: string }) =>
  engine.call('entity.create', {
    caseId,
    kind: 'person',
    value: 'Rosa Template',
    roles: ['victim'],
    country: 'US',
    fields,
  });
const rolesOf = async (engine: Engine, id: string) => (await engine.call('entity.get', { id })).roles;

describe('somebody known as harmed or helping gets a contact that an accepted find made infrastructure', () => {
  it('is told, changed by nobody but a person, put right in one step and back by one undo', async () => {
    const { engine, caseId, thing } = await acceptedFirst();
    expect((await engine.call('observable.ownContacts', { caseId })).total).toBe(0);
    const rosa = await victim(engine, caseId, { phone: '(212) 555-0142', email: 'x@mail.example' });
    const phone = thing('+12125550142');
    const told = await engine.call('observable.ownContacts', { caseId });
    expect(told).toMatchObject({
      total: 1,
      rows: [
        {
          id: phone,
          kind: 'phone',
          roles: ['scam-infrastructure'],
          owner: { id: rosa.id, display: 'Rosa Template', as: 'Victim' },
        },
      ],
    });
    for (const entityId of [rosa.id, phone])
      expect((await engine.call('observable.ownContacts', { caseId, entityId })).total).toBe(1);
    const other = thing('+12125550143');
    expect((await engine.call('observable.ownContacts', { caseId, entityId: other })).total).toBe(0);
    expect(await rolesOf(engine, phone)).toEqual(['scam-infrastructure']);

    await engine.call('observable.decideOwn', { caseId, belongsTo: 'owner' });
    expect(await rolesOf(engine, phone)).toEqual([]);
    expect(await rolesOf(engine, other)).toEqual(['scam-infrastructure']);
    expect((await engine.call('observable.ownContacts', { caseId })).total).toBe(0);

    await engine.call('log.undo', { caseId });
    expect(await rolesOf(engine, phone)).toEqual(['scam-infrastructure']);
    expect((await engine.call('observable.ownContacts', { caseId })).total).toBe(1);
    expect((await engine.run('log.verify', {})).findings).toEqual([]);
  });

  it('may be both: then nobody is asked again', async () => {
    const { engine, caseId, thing } = await acceptedFirst();
    await victim(engine, caseId, { phone: '(212) 555-0142' });
    const phone = thing('+12125550142');
    await engine.call('observable.decideOwn', { caseId, ids: [phone], belongsTo: 'both' });
    expect(await rolesOf(engine, phone)).toEqual(['scam-infrastructure']);
    expect((await engine.call('observable.ownContacts', { caseId })).total).toBe(0);
    const failure = await failureOf(
      engine.call('observable.decideOwn', { caseId, ids: [phone], belongsTo: 'owner' }),
    );
    expect(failure.code).toBe('conflict');
  });

  it('holds for an account that is said to be theirs, and for who is edited later', async () => {
    const { engine, caseId, thing } = await acceptedFirst();
    const rosa = await victim(engine, caseId, {});
    const account = thing('GB82WEST12345698765432');
    await engine.call('link.create', { caseId, kind: 'owns', fromId: rosa.id, toId: account });
    await engine.call('entity.update', {
      id: rosa.id,
      fields: { fields: { email: 'Desk@nordhaven.example' } },
    });
    const { rows } = await engine.call('observable.ownContacts', { caseId });
    expect(rows.map(({ kind, roles }) => [kind, roles])).toEqual([
      ['bank-account', ['payment-destination']],
      ['email', ['scam-infrastructure']],
    ]);
    await engine.call('observable.decideOwn', { caseId, belongsTo: 'owner' });
    expect(await rolesOf(engine, account)).toEqual([]);
  });

  it('holds for organisations that work on the case, in either order', async () => {
    const { engine, caseId, thing } = await acceptedFirst();
    await engine.call('case.update', {
      id: caseId,
      fields: {
        organisations: [{ name: 'Example Bank', part: 'partner', contact: 'Fraud desk, +1 212-555-0143' }],
      },
    });
    const { rows } = await engine.call('observable.ownContacts', { caseId });
    expect(rows).toMatchObject([
      { id: thing('+12125550143'), owner: { id: null, display: 'Example Bank', as: 'Partner organisation' } },
    ]);
    const again = await engine.run('observable.accept', {
      caseId,
      all: { kinds: ['phone'], states: ['accepted'] },
      roles: ['scam-infrastructure'],
    });
    expect(again.refused.map(({ message }) => message)).toEqual([
      expect.stringContaining('phone number of Example Bank (partner organisation)'),
    ]);
  });

  it('is not asked where something else speaks for it: a person, an event, a role of another source', async () => {
    const { engine, caseId, thing } = await acceptedFirst();
    const phone = thing('+12125550142');
    const [before] = (await engine.call('entity.list', { caseId, roles: ['scam-infrastructure'] })).rows;
    expect(before).toBeDefined();
    await victim(engine, caseId, { phone: '(212) 555-0142' });
    await engine.call('entity.update', { id: phone, fields: { roles: ['scam-infrastructure', 'suspect'] } });
    expect((await engine.call('observable.ownContacts', { caseId })).total).toBe(0);
    await engine.call('entity.update', { id: phone, fields: { roles: ['scam-infrastructure'] } });
    expect((await engine.call('observable.ownContacts', { caseId })).total).toBe(1);
    await engine.call('event.create', {
      caseId,
      kind: 'call',
      title: 'Her own number was shown by the caller',
      when: { text: '2025-03-14' },
      participants: [{ entityId: phone, part: 'instrument' }],
    });
    expect((await engine.call('observable.ownContacts', { caseId })).total).toBe(0);
  });

  it('is not asked about what was the case’s before the find was accepted', async () => {
    const { engine, base } = await openDesk();
    const caseId = await openCase(engine);
    const made = await engine.call('entity.create', {
      caseId,
      kind: 'phone',
      value: '+1 212 555 0142',
      roles: ['scam-infrastructure'],
    });
    await engine.run('evidence.intake', { caseId, paths: [writeFiles(base, { 'list.txt': list })] });
    await engine.run('evidence.read', { caseId });
    await engine.run('observable.accept', { caseId, rolesByKind: true, all: { kinds: ['phone'] } });
    await victim(engine, caseId, { phone: '+1 212 555 0142' });
    expect((await engine.call('observable.ownContacts', { caseId })).total).toBe(0);
    expect(await rolesOf(engine, made.id)).toEqual(['scam-infrastructure']);
  });
});

describe('accepting everything that is sure', () => {
  it('says beforehand what it takes and what it leaves, does that, and is one import', async () => {
    const { engine, base } = await openDesk();
    const caseId = await openCase(engine);
    await engine.call('observable.setCountries', { caseId, countries: ['US'] });
    await victim(engine, caseId, { phone: '(212) 555-0142' });
    const text = `${list}\nshop.nordhaven.com, http://192.168.0.7/x, card 4111 1111 1111 1111, ${'a3'.repeat(32)}`;
    await engine.run('evidence.intake', { caseId, paths: [writeFiles(base, { 'list.txt': text })] });
    await engine.run('evidence.read', { caseId });
    const { kinds } = await engine.call('observable.acceptable', { caseId, rolesByKind: true });
    const of = (kind: string) => kinds.find((one) => one.kind === kind);
    expect(of('phone')).toEqual({ kind: 'phone', sure: 1, doubtful: 0, own: 1 });
    expect(of('domain')).toMatchObject({ sure: 1 });
    expect(of('email')).toMatchObject({ sure: 0, doubtful: 1 });
    const sure = kinds.reduce((sum, one) => (one.kind === 'hash' ? sum : sum + one.sure), 0);
    const done = await engine.run('observable.accept', {
      caseId,
      rolesByKind: true,
      all: { doubtful: 'without', kinds: kinds.map(({ kind }) => kind).filter((kind) => kind !== 'hash') },
    });
    expect(done.added + done.matched + done.unsure).toBe(sure);
    expect(done.refused).toHaveLength(1);
    const { rows } = await engine.call('entity.list', { caseId });
    expect(rows.find(({ kind }) => kind === 'payment-card')?.roles).toEqual([]);
    expect(rows.find(({ kind }) => kind === 'bank-account')?.roles).toEqual(['payment-destination']);
    await engine.call('log.undo', { caseId });
    expect((await engine.call('entity.list', { caseId })).rows.map(({ kind }) => kind)).toEqual(['person']);
  });
});
