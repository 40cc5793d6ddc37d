/** Taking back and doing again: rows come back exactly, nobody's later change is overwritten, custody is never touched. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Desk, failureOf, openCase, openDesk, writeFiles } from '../../../tests/support/desk.ts';
import { countries, entityKindsUsed, marks } from '../../../tests/support/random-facts.ts';

let desk: Desk;
let caseId: string;

beforeEach(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine);
});

const tables = [
  'cases',
  'evidence',
  'entity',
  'entity_role',
  'link',
  'event',
  'event_participant',
  'loss',
  'support',
] as const;

type Rows = Map<string, Record<string, unknown>>;

function snapshot(): Rows {
  const rows: Rows = new Map();
  for (const table of tables) {
    const found = desk.engine.session().database.prepare(`SELECT * FROM ${table}`).all() as Record<
      string,
      unknown
    >[];
    for (const row of found) rows.set(`${table} ${row.id}`, row);
  }
  return rows;
}

/** What was made since stays, but hidden; all else is as it was then, to the column. */
function expectAsThen(then: Rows): void {
  const now = snapshot();
  for (const [key, row] of now) {
    if (then.has(key)) continue;
    expect(row.hidden_at, `${key} should be hidden`).toEqual(expect.any(String));
    now.delete(key);
  }
  expect(now).toEqual(then);
}

const undo = (seq?: number) => desk.engine.call('log.undo', { caseId, ...(seq ? { seq } : {}) });

/** One edit of any kind, chosen by numbers; false where there is nothing yet that it could be done to. */
async function edit(kind: number, pick: number, text: string): Promise<boolean> {
  const { engine } = desk;
  const ids = (table: string) =>
    engine
      .session()
      .database.prepare(`SELECT id FROM ${table} WHERE hidden_at IS NULL ORDER BY id`)
      .pluck()
      .all() as string[];
  const one = (list: string[], offset = 0) => list[(pick + offset) % list.length];
  const entities = ids('entity');
  const evidenceIds = ids('evidence').filter((_id, index) => (pick >> index) & 1);
  const roles = (['victim', 'suspect', 'witness'] as const).filter((_role, index) => (pick >> index) & 1);
  const [entity, other] = [one(entities), one(entities, 1)];
  switch (kind) {
    case 0:
      await engine.call('case.update', { id: caseId, fields: { title: `Title ${text}`, narrative: text } });
      return true;
    case 1:
      await engine.call('entity.create', {
        caseId,
        kind: entityKindsUsed[pick % entityKindsUsed.length]!,
        value: `Name ${text}`,
        roles,
        evidenceIds,
      });
      return true;
    case 2:
      if (!entity) return false;
      await engine.call('entity.update', {
        id: entity,
        fields: {
          note: text,
          country: countries[pick % countries.length]!,
          roles,
          evidenceIds,
          value: `New ${text}`,
        },
      });
      return true;
    case 3:
      if (!entity || !other || entity === other) return false;
      await engine.call('link.create', {
        caseId,
        kind: 'uses',
        fromId: entity,
        toId: other,
        note: text,
        evidenceIds,
      });
      return true;
    case 4: {
      const link = one(ids('link'));
      if (!link) return false;
      await engine.call('link.update', { id: link, fields: { note: text, kind: 'controls', evidenceIds } });
      return true;
    }
    case 5:
      await engine.call('event.create', {
        caseId,
        kind: 'call',
        title: `Event ${text}`,
        when: { text: '2025-03-04', zone: 'Europe/Berlin' },
        participants: entity ? [{ entityId: entity, part: 'victim' }] : [],
        evidenceIds,
      });
      return true;
    case 6: {
      const event = one(ids('event'));
      if (!event) return false;
      await engine.call('event.update', {
        id: event,
        fields: {
          description: text,
          marking: marks[pick % marks.length]!,
          when: { text: `20${10 + (pick % 10)}` },
          participants: other ? [{ entityId: other, part: 'instrument' }] : [],
        },
      });
      return true;
    }
    case 7:
      if (!entity) return false;
      await engine.call('loss.create', {
        caseId,
        victimId: entity,
        amount: { minor: pick + 1, currency: 'EUR' },
        method: 'cash',
        evidenceIds,
      });
      return true;
    case 8: {
      const loss = one(ids('loss'));
      if (!loss) return false;
      await engine.call('loss.update', {
        id: loss,
        fields: { amount: { minor: pick + 1, currency: 'USD' }, note: text },
      });
      return true;
    }
    case 9: {
      const evidence = one(ids('evidence'));
      if (!evidence) return false;
      await engine.call('evidence.update', {
        id: evidence,
        fields: { description: text.slice(0, 400), place: 'Pune' },
      });
      return true;
    }
    default: {
      const [table, call] = (
        [
          ['entity', 'entity.hide'],
          ['event', 'event.hide'],
          ['link', 'link.hide'],
          ['loss', 'loss.hide'],
          ['evidence', 'evidence.hide'],
        ] as const
      )[pick % 5]!;
      const id = one(ids(table), pick);
      if (!id) return false;
      await engine.call(call, { id, hidden: true, reason: 'tried' });
      return true;
    }
  }
}

const edits = fc.array(
  fc.tuple(fc.nat(10), fc.nat(100), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })),
  { minLength: 5, maxLength: 25 },
);

test('any run of edits is undone step by step and done again step by step, row for row', async () => {
  const files = writeFiles(desk.base, { a: 'one', b: 'two', c: 'three' });
  await desk.engine.run('evidence.intake', { caseId, paths: [files] });
  await fc.assert(
    fc.asyncProperty(edits, fc.nat(), async (list, half) => {
      const states = [snapshot()];
      for (const [kind, pick, text] of list) {
        const before = desk.engine.session().log.head().seq;
        if (await edit(kind, pick, text.trim() || 'x')) {
          // An edit that changed nothing leaves no entry.
          if (desk.engine.session().log.head().seq > before) states.push(snapshot());
        }
      }
      const last = states.length - 1;
      const back = last === 0 ? 0 : (half % last) + 1;
      // Twice: what was done again can be taken back again.
      for (let round = 0; round < 2; round++) {
        const undone: number[] = [];
        for (let step = last; step > last - back; step--) {
          const { entry } = await undo();
          expect(entry.summary).toMatch(/^Undone: (?!Undone|Done)/);
          undone.push(entry.seq);
          expectAsThen(states[step - 1]!);
        }
        for (let step = last - back + 1; step <= last; step++) {
          const { entry } = await undo(undone.pop()!);
          expect(entry.summary).toMatch(/^Done again: (?!Undone|Done)/);
          expectAsThen(states[step]!);
        }
      }
    }),
    // All runs share one vault, whose log grows: looking for a smaller example would never end.
    { numRuns: 12, endOnFailure: true },
  );
  expect((await desk.engine.run('log.verify', {})).findings).toEqual([]);
  const check = await desk.engine.run('vault.check', {});
  expect(check.findings).toEqual([]);
}, 180_000);

describe('a conflict is refused, and nothing is written', () => {
  const refused = async (seq: number, words: RegExp) => {
    const before = snapshot();
    const head = desk.engine.session().log.head();
    const failed = await failureOf(undo(seq));
    expect([failed.code, failed.message]).toEqual(['conflict', expect.stringMatching(words)]);
    expect(snapshot()).toEqual(before);
    expect(desk.engine.session().log.head()).toEqual(head);
  };
  const seqOf = () => desk.engine.session().log.head().seq;

  test('a later edit of the same field', async () => {
    await desk.engine.call('case.update', { id: caseId, fields: { title: 'B' } });
    const seq = seqOf();
    await desk.engine.call('case.update', { id: caseId, fields: { title: 'C' } });
    await refused(seq, /title of the cases record changed since/);
  });

  test('a later edit of another field is none', async () => {
    await desk.engine.call('case.update', { id: caseId, fields: { title: 'B' } });
    const seq = seqOf();
    await desk.engine.call('case.update', { id: caseId, fields: { narrative: 'N' } });
    await undo(seq);
    expect(await desk.engine.call('case.get', { id: caseId })).toMatchObject({
      title: 'A case',
      narrative: 'N',
    });
  });

  test('a role that was taken away and given again', async () => {
    const { id } = await desk.engine.call('entity.create', {
      caseId,
      kind: 'person',
      value: 'V',
      roles: ['victim'],
    });
    await desk.engine.call('entity.update', { id, fields: { roles: [] } });
    const seq = seqOf();
    await desk.engine.call('entity.update', { id, fields: { roles: ['victim'] } });
    await refused(seq, /entity role it removed was added again since/);
  });

  test('what was taken back already', async () => {
    await desk.engine.call('case.update', { id: caseId, fields: { title: 'B' } });
    const seq = seqOf();
    const { entry } = await undo();
    await refused(seq, new RegExp(`taken back already, by change ${entry.seq}`));
  });

  test('custody, settings, the course of an intake, and another case', async () => {
    const files = writeFiles(desk.base, { a: 'one' });
    const { evidenceIds } = await desk.engine.run('evidence.intake', { caseId, paths: [files] });
    await refused(seqOf(), /cannot be taken back/);
    await desk.engine.call('evidence.view', { id: evidenceIds[0]! });
    await refused(seqOf(), /cannot be taken back: custody/);
    const other = await openCase(desk.engine);
    const seq = seqOf();
    expect((await failureOf(undo(seq))).code).toBe('not-found');
    expect((await failureOf(desk.engine.call('log.undo', { caseId: other, seq: 9999 }))).code).toBe(
      'not-found',
    );
  });
});

test('the log says of each entry what taking it back would answer', async () => {
  const { id } = await desk.engine.call('entity.create', { caseId, kind: 'person', value: 'V' });
  await desk.engine.call('entity.hide', { id, hidden: true });
  await undo();
  const files = writeFiles(desk.base, { a: 'one' });
  const { evidenceIds } = await desk.engine.run('evidence.intake', { caseId, paths: [files] });
  await desk.engine.call('evidence.view', { id: evidenceIds[0]! });
  await desk.engine.call('vault.setAutoLock', { minutes: 7 });
  const { rows } = await desk.engine.call('log.list', {});
  expect(new Set(rows.map((row) => row.undoable))).toEqual(new Set([true, false]));
  for (const { seq, deviceId, undoable, caseId: of } of rows) {
    expect((await desk.engine.call('log.get', { deviceId, seq })).undoable).toBe(undoable);
    if (undoable) continue;
    const code = of === null ? 'not-found' : 'conflict';
    expect((await failureOf(undo(seq))).code).toBe(code);
  }
  for (const { seq } of rows.filter((row) => row.undoable).slice(0, 2)) await undo(seq);
});

test('an intake taken back is hidden, with custody; its content stays and comes back', async () => {
  const files = writeFiles(desk.base, { a: 'one', b: 'two' });
  const taken = await desk.engine.run('evidence.intake', { caseId, paths: [files] });
  expect((await desk.engine.call('log.undoable', { caseId })).entry?.summary).toBe(
    '2 pieces of evidence taken in',
  );
  const { entry } = await undo();
  expect((await desk.engine.call('evidence.list', { caseId })).total).toBe(0);
  expect((await desk.engine.call('evidence.batches', { caseId })).batches[0]).toMatchObject({
    added: 2,
    undone: true,
  });
  const piece = await desk.engine.call('evidence.get', { id: taken.evidenceIds[0]! });
  expect(piece.custody.map(({ action }) => action)).toEqual(['acquired', 'hidden']);
  expect(await desk.engine.run('evidence.verify', { ids: taken.evidenceIds })).toMatchObject({
    checked: 2,
    ok: 2,
  });

  await undo(entry.seq);
  expect((await desk.engine.call('evidence.list', { caseId })).total).toBe(2);
  const again = await desk.engine.call('evidence.get', { id: taken.evidenceIds[0]! });
  expect(again.custody.map(({ action }) => action)).toEqual(['acquired', 'hidden', 'verified', 'restored']);
  // What comes next is the change before the intake, never the intake's own begin or end.
  await undo();
  expect((await desk.engine.call('log.undoable', { caseId })).entry?.reason).toBe('create');
});

test('what was done again is what the next undo takes back, not an older change', async () => {
  const title = async (fields: { title: string }) => desk.engine.call('case.update', { id: caseId, fields });
  await title({ title: 'B' });
  await title({ title: 'C' });
  const { entry } = await undo();
  await undo(entry.seq);
  expect((await desk.engine.call('case.get', { id: caseId })).title).toBe('C');
  expect((await undo()).entry.summary).toMatch(/^Undone: Case/);
  expect((await desk.engine.call('case.get', { id: caseId })).title).toBe('B');
  await undo();
  expect((await desk.engine.call('case.get', { id: caseId })).title).toBe('A case');
});
