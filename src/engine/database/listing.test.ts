/** Lists: every row once whatever the window, in the order asked for, found by what was typed and nothing else. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Desk, failureOf, openCase, openDesk, writeFiles } from '../../../tests/support/desk.ts';
import { contract, type Method } from '../../shared/contract/index.ts';

let desk: Desk;
let caseId: string;

beforeEach(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine, '100% sure_thing');
  const { engine } = desk;
  const files = Object.fromEntries(
    Array.from({ length: 23 }, (_one, at) => [`f${at % 5}/${at}.txt`, `content ${at % 9}`]),
  );
  await engine.run('evidence.intake', { caseId, paths: [writeFiles(desk.base, files)] });
  const people: string[] = [];
  for (let at = 0; at < 17; at++) {
    const { id } = await engine.call('entity.create', {
      caseId,
      kind: 'person',
      value: `Person ${at % 4}`,
      country: [null, 'DE', 'IN'][at % 3]!,
      roles: at % 2 ? ['victim'] : [],
    });
    people.push(id);
  }
  for (let at = 0; at < 17; at++) {
    await engine.call('event.create', {
      caseId,
      kind: at % 2 ? 'call' : 'payment',
      title: `Event ${at % 6}`,
      when: { text: at % 5 === 0 ? '../2015' : `20${10 + (at % 7)}` },
      participants: [{ entityId: people[at]!, part: 'victim' }],
    });
    await engine.call('loss.create', {
      caseId,
      victimId: people[at]!,
      amount: { minor: 1 + ((at * 37) % 11), currency: at % 2 ? 'EUR' : 'USD' },
      method: 'cash',
      ...(at % 3 ? { when: { text: `20${10 + at}` } } : {}),
    });
    const link = { caseId, kind: 'uses', fromId: people[at]!, toId: people[(at + 1) % 17]! } as const;
    await engine.call('link.create', link);
  }
});

type ListMethod =
  | 'case.list'
  | 'evidence.list'
  | 'entity.list'
  | 'event.list'
  | 'loss.list'
  | 'link.list'
  | 'log.list';

const sortsOf = (method: ListMethod): string[] => {
  const shape = (
    contract[method as Method].input as unknown as { shape: { sort: { unwrap(): { options: string[] } } } }
  ).shape;
  return shape.sort.unwrap().options;
};

const listOf = async (
  method: ListMethod,
  more: object,
): Promise<{ rows: { id?: string; seq?: number }[]; total: number }> =>
  desk.engine.callUnchecked(method, { ...(method === 'case.list' ? {} : { caseId }), ...more }) as never;

describe.each<ListMethod>([
  'case.list',
  'evidence.list',
  'entity.list',
  'event.list',
  'loss.list',
  'link.list',
  'log.list',
])('%s', (method) => {
  test('gives each row once in windows of any size; refuses what is no window or sort; takes a search as typed', async () => {
    for (const sort of sortsOf(method)) {
      const key = (row: { id?: string; seq?: number }) => row.id ?? String(row.seq);
      const whole = await listOf(method, { sort, direction: 'ascending', limit: 1000 });
      expect(whole.rows.length).toBe(whole.total);
      const keys = whole.rows.map(key);
      expect(new Set(keys).size).toBe(keys.length);
      for (const limit of [1, 4, 7]) {
        const seen: string[] = [];
        for (let offset = 0; offset < whole.total; offset += limit) {
          const window = await listOf(method, { sort, direction: 'ascending', limit, offset });
          expect(window.total).toBe(whole.total);
          seen.push(...window.rows.map(key));
        }
        expect(seen, `${sort} by ${limit}`).toEqual(keys);
      }
      expect((await listOf(method, { sort, offset: whole.total })).rows).toEqual([]);
      const backwards = await listOf(method, { sort, direction: 'descending', limit: 1000 });
      expect(new Set(backwards.rows.map(key))).toEqual(new Set(keys));
    }
    for (const wrong of [
      { sort: 'id; DROP TABLE cases' },
      { limit: 0 },
      { limit: 1001 },
      { offset: -1 },
      { hidden: 'maybe' },
    ])
      expect((await failureOf(listOf(method, wrong))).code).toBe('invalid-input');
    const all = await listOf(method, {});
    for (const search of ['%', '_', '\\', "'", '"', ';--', '%%%', '*'])
      expect((await listOf(method, { search })).total, search).toBeLessThan(Math.max(2, all.total));
  });
});

test('a search finds a text that holds the marks of the search itself', async () => {
  const found = async (search: string) =>
    (await desk.engine.call('case.list', { search })).rows.map(({ title }) => title);
  await openCase(desk.engine, '1000 sure-thing');
  expect(await found('100%')).toEqual(['100% sure_thing']);
  expect(await found('sure_t')).toEqual(['100% sure_thing']);
  expect(await found('SURE')).toHaveLength(2);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 }), async (search) => {
      const typed = search.trim().toLowerCase();
      if (typed === '') return;
      const texts = (await desk.engine.call('case.list', {})).rows;
      const expected = texts.filter(({ title, reference, lead }) =>
        [title, reference, lead].some((text) => text.toLowerCase().includes(typed)),
      );
      expect((await desk.engine.call('case.list', { search })).total).toBe(expected.length);
    }),
    { numRuns: 200 },
  );
});

test('what is hidden is left out, shown beside, or shown alone', async () => {
  const { rows, total } = await desk.engine.call('entity.list', { caseId, limit: 1000 });
  await desk.engine.call('entity.hide', { id: rows[0]!.id, hidden: true });
  const count = async (hidden: 'with' | 'without' | 'only') =>
    (await desk.engine.call('entity.list', { caseId, hidden })).total;
  expect([await count('without'), await count('with'), await count('only')]).toEqual([total - 1, total, 1]);
});

test('a closed case is read, and not written', async () => {
  const { engine } = desk;
  const [entity] = (await engine.call('entity.list', { caseId })).rows;
  const [event] = (await engine.call('event.list', { caseId })).rows;
  const [loss] = (await engine.call('loss.list', { caseId })).rows;
  const [piece] = (await engine.call('evidence.list', { caseId })).rows;
  await engine.call('case.update', { id: caseId, fields: { status: 'closed' } });
  const head = engine.session().log.head();
  const writes: [Method, unknown][] = [
    ['entity.create', { caseId, kind: 'person', value: 'New' }],
    ['entity.update', { id: entity!.id, fields: { note: 'x' } }],
    ['event.create', { caseId, kind: 'call', title: 'New', when: { text: '2025' } }],
    ['event.update', { id: event!.id, fields: { title: 'x' } }],
    ['loss.create', { caseId, victimId: entity!.id, amount: { minor: 1, currency: 'EUR' }, method: 'cash' }],
    ['loss.update', { id: loss!.id, fields: { note: 'x' } }],
    ['evidence.update', { id: piece!.id, fields: { note: 'x' } }],
  ];
  for (const [method, input] of writes)
    expect((await failureOf(engine.callUnchecked(method, input))).code, method).toBe('conflict');
  expect(engine.session().log.head()).toEqual(head);
  await engine.call('case.update', { id: caseId, fields: { status: 'open' } });
  expect((await engine.call('event.update', { id: event!.id, fields: { title: 'x' } })).title).toBe('x');
});

describe('records of one case do not reach into another', () => {
  test.each(['entity', 'event', 'loss', 'link'])('%s', async (kind) => {
    const { engine } = desk;
    const other = await openCase(engine);
    const [victim] = (await engine.call('entity.list', { caseId, roles: ['victim'] })).rows;
    const [piece] = (await engine.call('evidence.list', { caseId })).rows;
    const own = await engine.call('entity.create', {
      caseId: other,
      kind: 'person',
      value: 'Own',
      roles: ['victim'],
    });
    const head = engine.session().log.head();
    const foreign: Record<string, [Method, object][]> = {
      entity: [['entity.create', { caseId: other, kind: 'person', value: 'X', evidenceIds: [piece!.id] }]],
      event: [
        [
          'event.create',
          { caseId: other, kind: 'call', title: 'X', when: { text: '2025' }, evidenceIds: [piece!.id] },
        ],
        [
          'event.create',
          {
            caseId: other,
            kind: 'call',
            title: 'X',
            when: { text: '2025' },
            participants: [{ entityId: victim!.id, part: 'victim' }],
          },
        ],
      ],
      loss: [
        [
          'loss.create',
          { caseId: other, victimId: victim!.id, amount: { minor: 1, currency: 'EUR' }, method: 'cash' },
        ],
        [
          'loss.create',
          {
            caseId: other,
            victimId: own.id,
            toId: victim!.id,
            amount: { minor: 1, currency: 'EUR' },
            method: 'cash',
          },
        ],
      ],
      link: [['link.create', { caseId: other, kind: 'uses', fromId: own.id, toId: victim!.id }]],
    };
    for (const [method, input] of foreign[kind]!)
      expect((await failureOf(engine.callUnchecked(method, input))).code, method).toMatch(
        /not-found|invalid-input|conflict/,
      );
    expect(engine.session().log.head()).toEqual(head);
  });
});
