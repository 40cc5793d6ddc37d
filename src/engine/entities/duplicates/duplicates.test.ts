/** Records that may be one: laid before a person by what they share, decided once, taken back with one undo. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failureOf, openCase, openDesk } from '../../../../tests/support/desk.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { DuplicateVerdict } from '../../../shared/domain/duplicate-words.ts';
import type { Engine } from '../../engine.ts';
import { RecordWriter } from '../record-writer.ts';
import { SaidApart } from './said-apart.ts';

type Group = Output<'duplicate.list'>['rows'][number];

async function deskWithCase() {
  const desk = await openDesk();
  const caseId = await openCase(desk.engine);
  const { engine } = desk;
  return {
    ...desk,
    caseId,
    person: async (value: string, fields: object = {}, more: object = {}) =>
      (await engine.call('entity.create', { caseId, kind: 'person', value, fields, ...more })).id,
    groups: async (state: Group['state'] = 'open') =>
      (await engine.call('duplicate.list', { caseId, state })).rows,
    undo: () => engine.call('log.undo', { caseId }),
  };
}

const keyOf = ({ caseId, kind, basis, match }: Group) => ({ caseId, kind, basis, match });
const decide = (engine: Engine, group: Group, verdict: DuplicateVerdict, more: object = {}) =>
  engine.call('duplicate.decide', { ...keyOf(group), verdict, ...more });

/** Many people at once, as an import writes them. */
const bring = (engine: Engine, caseId: string, people: { name: string; phone?: string; email?: string }[]) =>
  engine.session().write({ reason: 'import', summary: 'Brought', caseId }, (transaction) => {
    const writer = new RecordWriter(engine.session().database, transaction);
    return people.map(({ name, ...fields }) =>
      writer.ensure({ caseId, kind: 'person', value: name, fields, evidenceId: null, because: null }),
    );
  });

test('twenty people with one telephone are one group; it says what they share and in what they differ', async () => {
  const { engine, caseId, person, groups, undo } = await deskWithCase();
  for (let at = 0; at < 20; at++)
    await person(`Person ${at}`, { phone: '+1 202 555 0143', city: at < 3 ? 'Dayton' : 'Akron' });
  const [group, ...more] = await groups();
  expect(more).toEqual([]);
  expect(group).toMatchObject({ basis: 'phone', match: '+12025550143', members: 20, names: 20 });
  const shown = await engine.call('duplicate.get', keyOf(group!));
  expect(shown.saidApart).toBe(false);
  expect(shown.differing).toEqual([{ field: 'city', values: 2, missing: 0 }]);
  const page = await engine.call('duplicate.members', { ...keyOf(group!), offset: 15, limit: 10 });
  expect(page.total).toBe(20);
  expect(page.rows.map((row) => row.display)).toEqual([15, 16, 17, 18, 19].map((at) => `Person ${at}`));

  expect(await decide(engine, group!, 'different')).toEqual({ members: 20, state: 'decided' });
  expect(await groups()).toEqual([]);
  expect(await groups('decided')).toHaveLength(1);
  await undo();
  expect(await groups()).toEqual([group]);

  await decide(engine, group!, 'same');
  expect((await engine.call('entity.list', { caseId })).total).toBe(1);
  expect(await groups()).toEqual([]);
  await undo();
  expect((await engine.call('entity.list', { caseId })).total).toBe(20);
  expect(await groups()).toEqual([group]);
  expect((await engine.run('log.verify', {})).findings).toEqual([]);
});

test('what was decided holds; who comes later is asked about, and only that one', async () => {
  const { engine, person, groups } = await deskWithCase();
  const phone = '+1 202 555 0143';
  const [ana, ben] = [await person('Ana', { phone }), await person('Ben', { phone })];
  const [group] = await groups();
  await decide(engine, group!, 'later');
  expect(await groups()).toEqual([]);
  expect(await groups('later')).toHaveLength(1);
  await person('Cay', { phone });
  expect(await groups()).toMatchObject([{ members: 3 }]);
  await decide(engine, group!, 'different', { entityIds: [ana, ben] });
  expect((await engine.call('duplicate.get', keyOf(group!))).saidApart).toBe(true);
  expect(await groups()).toEqual([]);
  const dan = await person('Dan', { phone });
  expect(await groups()).toMatchObject([{ members: 4 }]);
  const { rows } = await engine.call('duplicate.members', keyOf(group!));
  expect(rows.map((row) => row.apart)).toEqual([2, 2, 2, 0]);
  expect((await engine.call('entity.get', { id: dan })).duplicates).toMatchObject([{ members: 4 }]);
  await decide(engine, group!, 'different', { entityIds: [dan] });
  expect(await groups()).toEqual([]);
  expect((await engine.call('entity.get', { id: dan })).duplicates).toEqual([]);
  await decide(engine, group!, 'open');
  expect(await groups()).toMatchObject([{ members: 4 }]);
});

test('one after the other said to be different is not written down for all of them each time', async () => {
  const { engine, person, groups } = await deskWithCase();
  const ids: string[] = [];
  for (let at = 0; at < 8; at++) ids.push(await person(`Person ${at}`, { email: 'all@mail.example' }));
  const [group] = await groups();
  for (const id of ids.slice(1)) await decide(engine, group!, 'different', { entityIds: [id] });
  expect(await groups()).toEqual([]);
  const rows = engine.session().database.prepare('SELECT count(*) FROM duplicate_apart').pluck().get();
  expect(rows).toBe(8);
});

test('groups that overlap are not decided twice', async () => {
  const { engine, person, groups } = await deskWithCase();
  const [phone, email] = ['+1 202 555 0143', 'all@mail.example'];
  await person('Ana', { phone, email });
  await person('Ben', { phone, email });
  const both = await groups();
  expect(both.map((group) => group.basis).sort()).toEqual(['email', 'phone']);
  await decide(engine, both[0]!, 'different');
  expect(await groups()).toEqual([]);
  await person('Cay', { email });
  expect(await groups()).toMatchObject([{ basis: 'email', members: 3 }]);
});

test('what no longer shares it, or is hidden, is no longer in the group; a contact given later joins one', async () => {
  const { engine, person, groups } = await deskWithCase();
  const phone = '+1 202 555 0143';
  const [ana, ben] = [await person('Ana', { phone }), await person('Ben')];
  expect(await groups()).toEqual([]);
  await engine.call('entity.update', { id: ben, fields: { fields: { phone: '+1-202-555-0143' } } });
  expect(await groups()).toMatchObject([{ basis: 'phone', members: 2 }]);
  await engine.call('entity.update', { id: ana, fields: { fields: {} } });
  expect(await groups()).toEqual([]);
  await engine.call('entity.update', { id: ana, fields: { fields: { phone } } });
  await engine.call('entity.hide', { id: ben, hidden: true });
  expect(await groups()).toEqual([]);
  await engine.call('entity.hide', { id: ben, hidden: false });
  expect(await groups()).toHaveLength(1);
});

test('an undone import takes nobody out of a group but its own', async () => {
  const { engine, caseId, groups } = await deskWithCase();
  const phone = '+1 202 555 0143';
  bring(engine, caseId, [{ name: 'Ana', phone }]);
  bring(engine, caseId, [{ name: 'Ben', phone }]);
  const { seq } = engine.session().log.head();
  bring(engine, caseId, [{ name: 'Cay', phone }]);
  expect(await groups()).toMatchObject([{ members: 3 }]);
  await engine.call('log.undo', { caseId, seq });
  expect(await groups()).toMatchObject([{ members: 2, first: 'Ana', last: 'Cay' }]);
  // What is decided now says nothing of the one who is not there.
  await decide(engine, (await groups())[0]!, 'different');
  await engine.call('log.undo', { caseId, seq: seq + 2 });
  expect(await groups()).toMatchObject([{ members: 3, state: 'open' }]);
});

test('records that are not of the group, or one alone, are refused', async () => {
  const { engine, person, groups } = await deskWithCase();
  const phone = '+1 202 555 0143';
  const ana = await person('Ana', { phone });
  await person('Ben', { phone });
  const other = await person('Other');
  const [group] = await groups();
  const refused = async (verdict: DuplicateVerdict, more: object) =>
    (await failureOf(decide(engine, group!, verdict, more))).code;
  expect(await refused('same', { entityIds: [ana] })).toBe('invalid-input');
  expect(await refused('same', { keepId: other })).toBe('invalid-input');
  expect(await refused('different', { entityIds: [ana, other] })).toBe('invalid-input');
  expect(await refused('later', { entityIds: [ana] })).toBe('invalid-input');
  expect((await failureOf(decide(engine, { ...group!, match: 'nobody' }, 'different'))).code).toBe(
    'not-found',
  );
});

test('five hundred of one number: a row for each of them, and the same list again adds nobody', async () => {
  const { engine, caseId, groups } = await deskWithCase();
  const people = Array.from({ length: 500 }, (_, at) => ({ name: `Person ${at}`, phone: '+1 202 555 0143' }));
  bring(engine, caseId, people);
  expect(new Set(bring(engine, caseId, people).map(({ outcome }) => outcome))).toEqual(new Set(['matched']));
  const count = (table: string) =>
    engine.session().database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  expect(count('possible_duplicate')).toBe(500);
  const [group] = await groups();
  await decide(engine, group!, 'different');
  expect(await groups()).toEqual([]);
  expect(count('duplicate_apart')).toBe(500);
  await decide(engine, group!, 'same');
  expect((await engine.call('entity.list', { caseId })).total).toBe(1);
  expect(
    engine.session().database.prepare('SELECT change_count FROM change_log ORDER BY seq DESC').pluck().get(),
  ).toBeLessThan(2500);
}, 60_000);

const phones = ['+1 202 555 0143', '+1 202 555 0144', '+1 202 555 0145'];
const emails = ['a@mail.example', 'b@mail.example', 'c@mail.example'];
const person = fc.record({ phone: fc.constantFrom(...phones), email: fc.constantFrom(...emails) });
const decision = fc.record({
  basis: fc.constantFrom('phone' as const, 'email' as const),
  which: fc.nat(2),
  verdict: fc.constantFrom('same' as const, 'different' as const, 'different' as const),
  /** Which of all the people it is said of: bits; of the whole group where none of them is in it. */
  bits: fc.nat(255),
});

test('decided in any order, the same pairs are decided, and a group is open while one of its pairs is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 3, maxLength: 7 }),
      fc.array(decision, { minLength: 1, maxLength: 6 }),
      fc.infiniteStream(fc.nat()),
      async (people, decisions, order) => {
        const desk = await deskWithCase();
        const { engine } = desk;
        const after = async (list: typeof decisions) => {
          const caseId = await openCase(engine);
          const ids = bring(
            engine,
            caseId,
            people.map((fields, at) => ({ name: `Person ${at}`, ...fields })),
          ).map(({ id }) => id);
          const nowOf = async (id: string): Promise<string> => {
            const { mergedInto } = await engine.call('entity.get', { id });
            return mergedInto ? nowOf(mergedInto.id) : id;
          };
          for (const { basis, which, verdict, bits } of list) {
            const shared = (basis === 'phone' ? phones : emails)[which]!;
            const match = basis === 'phone' ? shared.replaceAll(' ', '') : shared;
            const key = { caseId, kind: 'person' as const, basis, match };
            const members = people.flatMap((each, at) => (each[basis] === shared ? [at] : []));
            const said = members.filter((at) => (bits >> at) & 1);
            const chosen = said.length > (verdict === 'same' ? 1 : 0) ? said : members;
            const entityIds = [...new Set(await Promise.all(chosen.map((at) => nowOf(ids[at]!))))];
            if (members.length < 2 || (verdict === 'same' && entityIds.length < 2)) continue;
            try {
              await engine.call('duplicate.decide', { ...key, verdict, entityIds });
            } catch (error) {
              // All of the group went into one before.
              expect(error).toMatchObject({ code: 'not-found' });
            }
          }
          const now = await Promise.all(ids.map(nowOf));
          const apart = SaidApart.among(engine.session().database, caseId, [...new Set(now)]);
          const pairs = now.map((one) => {
            const different = apart.differentFrom(one, now);
            return now.map((other) => (one === other ? 'same' : different.has(other) ? 'different' : 'open'));
          });
          for (const group of (await engine.call('duplicate.list', { caseId })).rows) {
            const { rows } = await engine.call('duplicate.members', keyOf(group));
            const at = rows.map((row) => now.indexOf(row.id));
            const open = at.some((one) => at.some((other) => pairs[one]![other] === 'open'));
            expect(group.state).toBe(open ? 'open' : 'decided');
          }
          return pairs;
        };
        const first = await after(decisions);
        const keys = decisions.map(() => order.next().value as number);
        const shuffled = decisions
          .map((each, at) => ({ each, key: keys[at]! }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        expect(await after(shuffled)).toEqual(first);
      },
    ),
    { numRuns: 25 },
  );
}, 180_000);
