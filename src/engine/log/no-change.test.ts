/** Saving a form in which nothing was changed is no change: no entry, no new time of change, no new state to refer. */
import { expect, test } from 'vitest';
import { openCase, openDesk } from '../../../tests/support/desk.ts';

test('an edit that gives what stands there already leaves no trace', async () => {
  const { engine } = await openDesk();
  const caseId = await openCase(engine);
  const entity = (value: string) =>
    engine.call('entity.create', { caseId, kind: 'person', value, roles: ['victim'], note: 'n' });
  const [victim, other] = [await entity('Ann Example'), await entity('Ben Example')];
  const link = await engine.call('link.create', {
    caseId,
    kind: 'contacted',
    fromId: other.id,
    toId: victim.id,
    note: 'n',
  });
  const participants = [{ entityId: victim.id, part: 'victim' as const }];
  const when = { text: '2025-03-14' };
  const event = await engine.call('event.create', { caseId, kind: 'call', title: 't', when, participants });
  const amount = { minor: 100, currency: 'EUR' };
  const loss = await engine.call('loss.create', {
    caseId,
    victimId: victim.id,
    amount,
    method: 'cash',
    when,
  });
  const record = await engine.call('case.get', { id: caseId });
  const { total } = await engine.call('log.list', { caseId });

  await engine.call('case.update', { id: caseId, fields: { title: record.title, organisations: [] } });
  await engine.call('entity.update', {
    id: victim.id,
    fields: { value: 'Ann Example', note: 'n', roles: ['victim'], evidenceIds: [] },
  });
  await engine.call('link.update', {
    id: link.id,
    fields: { kind: 'contacted', note: 'n', evidenceIds: [] },
  });
  await engine.call('event.update', { id: event.id, fields: { title: 't', when, participants } });
  await engine.call('loss.update', { id: loss.id, fields: { amount, method: 'cash', when } });

  expect((await engine.call('log.list', { caseId })).total).toBe(total);
  expect((await engine.call('entity.get', { id: victim.id })).changedAt).toBe(victim.changedAt);
  expect((await engine.call('event.get', { id: event.id })).changedAt).toBe(event.changedAt);
  await engine.call('event.update', { id: event.id, fields: { participants: [] } });
  expect((await engine.call('log.list', { caseId })).total).toBe(total + 1);
});
