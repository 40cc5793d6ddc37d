/** National numbers of people: what they are matched by follows the country of the person and those of the case. */
import { expect, test } from 'vitest';
import { openCase, openDesk, writeFiles } from '../../../tests/support/desk.ts';
import { RecordWriter } from './record-writer.ts';

async function desk() {
  const opened = await openDesk();
  const { engine } = opened;
  const caseId = await openCase(engine);
  const victim = async (value: string, phone: string, country?: string) =>
    (
      await engine.call('entity.create', {
        caseId,
        kind: 'person',
        value,
        roles: ['victim'],
        fields: { phone },
        ...(country ? { country } : {}),
      })
    ).id;
  const matchOf = (id: string) =>
    engine.session().database.prepare('SELECT match_phone FROM entity WHERE id = ?').pluck().get(id);
  const groups = async () => (await engine.call('duplicate.list', { caseId })).rows.map(({ match }) => match);
  return { ...opened, caseId, victim, matchOf, groups };
}

const sound = async ({ engine }: Awaited<ReturnType<typeof desk>>) =>
  expect((await engine.run('log.verify', {})).findings).toEqual([]);

test('a person who is given a country is matched by the national number, and no more when it is taken off', async () => {
  const opened = await desk();
  const { engine, victim, matchOf, groups } = opened;
  await victim('Ben Muster', '+1 212 555 0142');
  const rosa = await victim('Rosa Template', '(212) 555-0142');
  expect(matchOf(rosa)).toBeNull();
  await engine.call('entity.update', { id: rosa, fields: { country: 'US' } });
  expect(matchOf(rosa)).toBe('+12125550142');
  expect(await groups()).toEqual(['+12125550142']);
  await engine.call('entity.update', { id: rosa, fields: { country: 'GB' } });
  expect(matchOf(rosa)).toBeNull();
  expect(await groups()).toEqual([]);
  await sound(opened);
});

test('a country that another source knows does the same, and lays the record beside its like', async () => {
  const opened = await desk();
  const { engine, base, caseId, victim, matchOf, groups } = opened;
  await victim('Ben Muster', '+1 212 555 0142');
  const rosa = await victim('Rosa Template', '(212) 555-0142');
  await engine.run('evidence.intake', { caseId, paths: [writeFiles(base, { 'list.csv': 'one' })] });
  const [piece] = (await engine.call('evidence.list', { caseId })).rows;
  const ensured = engine.session().write({ reason: 'import', summary: 'Test', caseId }, (transaction) =>
    new RecordWriter(engine.session().database, transaction).ensure({
      caseId,
      kind: 'person',
      value: 'Rosa Template',
      country: 'US',
      fields: { phone: '+1 212-555-0142' },
      evidenceId: piece!.id,
      because: { place: 'row 1' },
    }),
  );
  // Without her country nothing says that it is the same number.
  expect(ensured).toMatchObject({ outcome: 'unsure' });
  await engine.call('entity.merge', { keepId: rosa, mergeId: ensured.id });
  expect(matchOf(rosa)).toBe('+12125550142');
  expect(await groups()).toEqual(['+12125550142']);
  await sound(opened);
});

test('the countries declared for a case tell it where they agree, and the person’s own is what counts', async () => {
  const opened = await desk();
  const { engine, caseId, victim, matchOf, groups } = opened;
  await victim('Ben Muster', '+1 212 555 0142');
  const rosa = await victim('Rosa Template', '(212) 555-0142');
  const own = await victim('Own Country', '(212) 555-0142', 'DE');
  const before = matchOf(own);
  await engine.call('observable.setCountries', { caseId, countries: ['US', 'CA'] });
  expect(matchOf(rosa)).toBe('+12125550142');
  expect(matchOf(own)).toBe(before);
  expect(await groups()).toEqual(['+12125550142']);
  const later = await victim('Later Muster', '212.555.0142');
  expect(matchOf(later)).toBe('+12125550142');
  await engine.call('observable.setCountries', { caseId, countries: ['GB'] });
  expect([matchOf(rosa), matchOf(later)]).toEqual([null, null]);
  await sound(opened);
});

test('what is taken back is read as the case reads it now, and a declaration keeps no import from being taken back', async () => {
  const opened = await desk();
  const { engine, caseId, victim, matchOf } = opened;
  const rosa = await victim('Rosa Template', '(212) 555-0142');
  await engine.call('entity.update', { id: rosa, fields: { country: 'GB' } });
  await engine.call('observable.setCountries', { caseId, countries: ['US'] });
  expect(matchOf(rosa)).toBeNull();
  await engine.call('log.undo', { caseId });
  expect(matchOf(rosa)).toBe('+12125550142');
  await engine.call('observable.setCountries', { caseId, countries: [] });
  await engine.call('log.undo', { caseId });
  expect((await engine.call('entity.get', { id: rosa })).hidden).toBe(true);
  await sound(opened);
});

test('a number that is one in each of several countries is matched by none of them', async () => {
  const { engine, caseId, victim, matchOf } = await desk();
  await engine.call('observable.setCountries', { caseId, countries: ['DE', 'GB'] });
  const id = await victim('Two Countries', '030 1234 5678');
  expect(matchOf(id)).toBeNull();
  await engine.call('observable.setCountries', { caseId, countries: ['DE'] });
  expect(matchOf(id)).toBe('+493012345678');
});

test('an accepted find is told to be hers once the country of the case says whose number it is', async () => {
  const { engine, base, caseId, victim } = await desk();
  await engine.run('evidence.intake', {
    caseId,
    paths: [writeFiles(base, { 'list.txt': 'seen: +1 212 555 0142' })],
  });
  await engine.run('evidence.read', { caseId });
  await engine.run('observable.accept', { caseId, rolesByKind: true, all: { kinds: ['phone'] } });
  await victim('Rosa Template', '(212) 555-0142');
  expect((await engine.call('observable.ownContacts', { caseId })).total).toBe(0);
  await engine.call('observable.setCountries', { caseId, countries: ['US'] });
  expect((await engine.call('observable.ownContacts', { caseId })).total).toBe(1);
});
