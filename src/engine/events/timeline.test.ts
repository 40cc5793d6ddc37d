/** The timeline of a large case: its answer is as large as the picture, whatever the case holds. */
import { beforeAll, expect, test } from 'vitest';
import { type Desk, openCase, openDesk } from '../../../tests/support/desk.ts';
import { newId } from '../../shared/domain/ids.ts';

const events = 4000;
const minute = 60_000;
const first = Date.UTC(2024, 0, 1);
let desk: Desk;
let caseId: string;

beforeAll(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine);
  const people = await Promise.all(
    ['DE', 'IN', null].map((country, at) =>
      desk.engine.call('entity.create', {
        caseId,
        kind: 'person',
        value: `Person ${at}`,
        roles: at === 0 ? ['victim'] : [],
        ...(country ? { country } : {}),
      }),
    ),
  );
  desk.engine.session().write({ reason: 'import', summary: 'events', caseId }, (transaction) => {
    for (let index = 0; index < events; index++) {
      const at = first + index * minute;
      const id = newId();
      transaction.insert('event', {
        id,
        case_id: caseId,
        kind: index % 4 === 0 ? 'call' : 'payment',
        title: `Event ${index}`,
        description: '',
        when_json: JSON.stringify({ text: new Date(at).toISOString() }),
        earliest: at,
        latest: at,
        learnt_json: null,
        fingerprint: null,
        marking: 'amber',
        created_at: transaction.at,
        changed_at: transaction.at,
        hidden_at: null,
      });
      for (const who of index % 5 === 0 ? people : people.slice(index % 3, (index % 3) + 1))
        transaction.insert('event_participant', {
          id: newId(),
          event_id: id,
          entity_id: who.id,
          part: 'victim',
        });
    }
  });
});

test('events come as counts per bucket, which add up to the lanes; a window with few tells each by itself', async () => {
  const buckets = 50;
  for (const lanes of ['kind', 'entity', 'country', 'role'] as const) {
    const told = await desk.engine.call('event.timeline', { caseId, lanes, buckets });
    // Each event was once a bucket of its own: a case of a million events answered with a hundred megabytes.
    expect(told.items.length).toBeLessThanOrEqual(told.lanes.length * buckets);
    for (const lane of told.lanes) {
      const counts = told.items.filter((item) => item.lane === lane.key).map(({ count }) => count);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(lane.count);
    }
    const width = Math.ceil((told.to! - told.from! + 1) / buckets);
    for (const item of told.items) {
      expect(Number.isInteger((item.earliest - told.from!) / width)).toBe(true);
      expect(item.latest - item.earliest).toBe(width - 1);
    }
  }
  const window = { from: first + 100 * minute, to: first + 149 * minute };
  const { items } = await desk.engine.call('event.timeline', { caseId, ...window });
  expect(items.map(({ title }) => title)).toEqual(
    Array.from({ length: 50 }, (_one, at) => `Event ${100 + at}`),
  );
});
