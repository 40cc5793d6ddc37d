/** Groups of duplicates stand ready to be listed page by page: whatever is done, they are as their records are. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCase, openDesk } from '../../../../tests/support/desk.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { type DuplicateKey, lookAtGroup } from './duplicate-groups.ts';

const phones = ['+12025550143', '+12025550144'];
const deed = fc.oneof(
  fc.record({ does: fc.constant('add' as const), name: fc.nat(3), phone: fc.nat(1) }),
  fc.record({ does: fc.constant('edit' as const), who: fc.nat(9), phone: fc.nat(1) }),
  fc.record({ does: fc.constant('hide' as const), who: fc.nat(9), hidden: fc.boolean() }),
  fc.record({
    does: fc.constantFrom('same' as const, 'different' as const, 'later' as const, 'open' as const),
    at: fc.nat(3),
  }),
  fc.record({ does: fc.constant('undo' as const) }),
);

test('added, edited, hidden, merged, told apart, put off, undone: lists say what the records say', async () => {
  const { engine } = await openDesk();
  const { database } = engine.session();
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 12 }), async (deeds) => {
      const caseId = await openCase(engine);
      const people: string[] = [];
      const add = async (name: number, phone: number) => {
        const fields = { phone: phones[phone]! };
        const made = await engine.call('entity.create', {
          caseId,
          kind: 'person',
          value: `P ${name}`,
          fields,
        });
        people.push(made.id);
      };
      const keys = () =>
        database
          .prepare(
            'SELECT DISTINCT case_id AS caseId, kind, basis, match FROM possible_duplicate WHERE case_id = ? ORDER BY basis, match',
          )
          .all(caseId) as DuplicateKey[];
      const does = async (one: (typeof deeds)[number]) => {
        if (one.does === 'add') await add(one.name, one.phone);
        else if (one.does === 'undo') await engine.call('log.undo', { caseId, keepChanged: true });
        else if ('at' in one) {
          const key = keys()[one.at];
          if (key) await engine.call('duplicate.decide', { ...key, verdict: one.does });
        } else {
          const id = people[one.who % people.length]!;
          if (one.does === 'hide') await engine.call('entity.hide', { id, hidden: one.hidden });
          else await engine.call('entity.update', { id, fields: { fields: { phone: phones[one.phone]! } } });
        }
      };
      for (const name of [0, 1, 2]) await add(name, 0);
      for (const one of deeds) {
        await does(one).catch((error: unknown) => {
          // A group that is none any more, a record that went into another, nothing to take back.
          if (!(error instanceof ProfferError)) throw error;
        });
        const { rows } = await engine.call('duplicate.list', { caseId, sort: 'match' });
        const told = new Map(rows.map((row) => [`${row.basis} ${row.match}`, row]));
        for (const key of keys()) {
          const { ids: _ids, said: _said, ...group } = lookAtGroup(database, key);
          expect(told.get(`${key.basis} ${key.match}`)).toEqual(group.members > 1 ? group : undefined);
        }
      }
    }),
    { numRuns: 30 },
  );
}, 120_000);

test('a list of groups reads as many rows as it shows, by the index of its order', async () => {
  const { engine } = await openDesk();
  const { database } = engine.session();
  const plan = database
    .prepare(
      "EXPLAIN QUERY PLAN SELECT * FROM duplicate_group WHERE case_id = ? AND state = 'open' ORDER BY members DESC LIMIT 100",
    )
    .all('x') as { detail: string }[];
  expect(plan.map(({ detail }) => detail)).toEqual([
    'SEARCH duplicate_group USING INDEX duplicate_group_shown (case_id=? AND state=?)',
  ]);
});
