/** How often and when events name an entity is kept beside it: whatever is done, it is what the events themselves say. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCase, openDesk } from '../../../tests/support/desk.ts';

test('added, moved, hidden, shown again, undone: counts and sights follow the events', async () => {
  const { engine } = await openDesk();
  const caseId = await openCase(engine);
  const people: string[] = [];
  for (const value of ['Ada', 'Bo', 'Cy'])
    people.push((await engine.call('entity.create', { caseId, kind: 'person', value })).id);
  const events: string[] = [];
  const { database } = engine.session();
  const counted = () =>
    database
      .prepare(
        `SELECT entity.id, count(event.id) AS events, min(event.earliest) AS first, max(coalesce(event.latest, event.earliest)) AS last
         FROM entity LEFT JOIN event_participant ON entity_id = entity.id
         LEFT JOIN event ON event.id = event_id AND event.hidden_at IS NULL GROUP BY entity.id ORDER BY entity.id`,
      )
      .all();
  const at = fc.nat(5);
  const participants = fc.uniqueArray(fc.nat(2), { maxLength: 3 });
  const deed = fc.oneof(
    fc.record({
      does: fc.constant('add' as const),
      year: fc.integer({ min: 2001, max: 2020 }),
      participants,
    }),
    fc.record({ does: fc.constant('move' as const), at, year: fc.integer({ min: 2001, max: 2020 }) }),
    fc.record({ does: fc.constant('join' as const), at, participants }),
    fc.record({ does: fc.constant('hide' as const), at, hidden: fc.boolean() }),
    fc.record({ does: fc.constant('undo' as const) }),
  );
  const named = (chosen: number[]) =>
    chosen.map((one) => ({ entityId: people[one]!, part: 'victim' as const }));
  const did = {
    async add(one: { year: number; participants: number[] }) {
      const when = { text: `${one.year}` };
      const made = await engine.call('event.create', {
        caseId,
        kind: 'call',
        title: 'Call',
        when,
        participants: named(one.participants),
      });
      events.push(made.id);
    },
    move: (id: string, year: number) =>
      engine.call('event.update', { id, fields: { when: { text: `${year}` } } }),
    join: (id: string, chosen: number[]) =>
      engine.call('event.update', { id, fields: { participants: named(chosen) } }),
    hide: (id: string, hidden: boolean) => engine.call('event.hide', { id, hidden }),
    async undo() {
      const { entry } = await engine.call('log.undoable', { caseId });
      // The people stay.
      if (entry && entry.seq > 5) await engine.call('log.undo', { caseId, keepChanged: true });
    },
  };
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 8 }), async (deeds) => {
      for (const one of deeds) {
        const id = 'at' in one ? events[one.at % Math.max(1, events.length)] : undefined;
        if (one.does === 'add') await did.add(one);
        else if (one.does === 'undo') await did.undo();
        else if (id === undefined) continue;
        else if (one.does === 'move') await did.move(id, one.year);
        else if (one.does === 'join') await did.join(id, one.participants);
        else await did.hide(id, one.hidden);
      }
      const { rows } = await engine.call('entity.list', { caseId, hidden: 'with', sort: 'eventCount' });
      const told = rows
        .map(({ id, eventCount, firstSeen, lastSeen }) => ({
          id,
          events: eventCount,
          first: firstSeen,
          last: lastSeen,
        }))
        .sort((one, other) => (one.id < other.id ? -1 : 1));
      expect(told).toEqual(counted());
      expect(rows.map(({ eventCount }) => eventCount)).toEqual(
        rows.map(({ eventCount }) => eventCount).sort((one, other) => one - other),
      );
    }),
    { numRuns: 25 },
  );
});
