/** A piece of evidence says what rests on it: records of every kind, called as people know them. */
import { expect, test } from 'vitest';
import { openCase, openDesk, writeFiles } from '../../../tests/support/desk.ts';

test('records of every kind that rest on a piece, by name; one that is hidden is none', async () => {
  const { engine, base } = await openDesk();
  const caseId = await openCase(engine);
  await engine.run('evidence.intake', { caseId, paths: [writeFiles(base, { 'complaint.txt': 'c' })] });
  const [piece] = (await engine.call('evidence.list', { caseId })).rows;
  const on = { caseId, evidenceIds: [piece!.id] };
  const person = (value: string) => engine.call('entity.create', { ...on, kind: 'person', value, roles: [] });
  const [victim, mule] = [await person('Ann Example'), await person('Max Muster')];
  await person('Twice Told').then(({ id }) => engine.call('entity.hide', { id, hidden: true }));
  const amount = { minor: 120_050, currency: 'USD' };
  await engine.call('event.create', { ...on, kind: 'call', title: 'First call', when: { text: '2024' } });
  await engine.call('link.create', { ...on, kind: 'contacted', fromId: victim.id, toId: mule.id });
  const about = { victimId: victim.id, amount };
  await engine.call('loss.create', { ...on, ...about, method: 'wire-transfer' });
  await engine.call('payment.create', { ...on, ...about, rail: 'wire-transfer', toId: mule.id });
  await engine.call('disclosure.create', { ...on, entityId: victim.id, recipient: 'Bank', what: 'name' });

  const { usedBy, usedByMore } = await engine.call('evidence.get', { id: piece!.id });
  expect(usedBy.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
    'disclosure: Bank',
    'entity: Ann Example',
    'entity: Max Muster',
    'event: First call',
    'link: Ann Example contacted Max Muster',
    'loss: 1200.50 USD · Ann Example',
    'payment: 1200.50 USD · Max Muster',
  ]);
  expect(usedBy[0]!.aboutId).toBe(victim.id);
  expect(usedByMore).toBe(false);
});
