/** Many records at once: the index is the same however its pieces fell, and follows when all are taken back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCase, openDesk } from '../../../tests/support/desk.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { Engine } from '../engine.ts';

const columns = (caseId: string, at: string) => ({
  case_id: caseId,
  kind: 'other',
  description: '',
  when_json: '{}',
  earliest: null,
  latest: null,
  learnt_json: null,
  marking: 'amber',
  created_at: at,
  changed_at: at,
  hidden_at: null,
});

function addMany(engine: Engine, caseId: string, titles: readonly string[]): string[] {
  return engine.session().write({ reason: 'import', summary: 'many', caseId }, (transaction) =>
    titles.map((title) => {
      const id = newId();
      transaction.insert('event', { id, title, ...columns(caseId, transaction.at) });
      return id;
    }),
  );
}

const total = async (engine: Engine, text: string) => {
  const answer = await engine.call('search.find', { text, limit: 1 });
  return answer.totalExact ? answer.total : `more than ${answer.total}`;
};

test('many hits are counted no further than can be weighed, and the newest come first', async () => {
  const { engine } = await openDesk();
  const caseId = await openCase(engine);
  const many = Array.from({ length: 12_000 }, (_, index) => `common n${index}`);
  addMany(engine, caseId, many);
  expect(await total(engine, 'common')).toBe('more than 10000');
  const first = await engine.call('search.find', { text: 'common', limit: 2 });
  expect(first).toMatchObject({ order: 'newest', pending: 0 });
  expect(first.hits.map(({ title }) => title.text)).toEqual(['common n11999', 'common n11998']);
  expect(await total(engine, 'common n17')).toBe(1);
  await engine.call('log.undo', { caseId });
  expect(await total(engine, 'common')).toBe(0);
  expect((await engine.run('vault.check', {})).findings).toEqual([]);
});

test('a write that fails leaves nothing in the index, and later ones are whole', async () => {
  const { engine } = await openDesk();
  const caseId = await openCase(engine);
  addMany(engine, caseId, ['kept one']);
  expect(() =>
    engine.session().write({ reason: 'import', summary: 'fails', caseId }, (transaction) => {
      transaction.insert('event', { id: newId(), title: 'lost', ...columns(caseId, transaction.at) });
      throw new Error('in the middle');
    }),
  ).toThrow('in the middle');
  addMany(engine, caseId, ['kept two']);
  expect([await total(engine, 'lost'), await total(engine, 'kept')]).toEqual([0, 2]);
  expect((await engine.run('vault.check', {})).findings).toEqual([]);
});

test('whatever is added, edited, hidden and searched for in between, the index says what the records say', async () => {
  const { engine } = await openDesk();
  const caseId = await openCase(engine);
  const word = fc.constantFrom('zebra', 'okapi', 'gnu');
  const step = fc.oneof(
    fc.record({ what: fc.constant('add' as const), words: fc.array(word, { minLength: 1, maxLength: 3 }) }),
    fc.record({
      what: fc.constantFrom('edit' as const, 'hide' as const, 'show' as const),
      at: fc.nat(20),
      word,
    }),
    fc.record({ what: fc.constant('search' as const), word }),
    fc.record({ what: fc.constant('undo' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { database } = engine.session();
      for (const one of steps) {
        if (one.what === 'add') {
          addMany(engine, caseId, one.words);
        } else if (one.what === 'search') {
          await total(engine, one.word);
        } else if (one.what === 'undo') {
          if ((await engine.call('log.undoable', { caseId })).entry)
            await engine.call('log.undo', { caseId });
        } else {
          const ids = database.prepare('SELECT id FROM event ORDER BY id').pluck().all() as string[];
          const id = ids[one.at % Math.max(1, ids.length)];
          if (id)
            engine.session().write({ reason: 'edit', summary: one.what, caseId }, (transaction) => {
              if (one.what === 'edit') transaction.update('event', id, { title: one.word });
              else
                transaction.update('event', id, { hidden_at: one.what === 'hide' ? transaction.at : null });
            });
        }
      }
      const counted = database
        .prepare(
          'SELECT count(*) FROM event JOIN cases ON cases.id = case_id WHERE event.title = ? AND event.hidden_at IS NULL AND cases.hidden_at IS NULL',
        )
        .pluck();
      for (const title of ['zebra', 'okapi', 'gnu'])
        expect(await total(engine, title)).toBe(counted.get(title));
    }),
    { numRuns: 15 },
  );
  expect((await engine.run('vault.check', {})).findings).toEqual([]);
});
