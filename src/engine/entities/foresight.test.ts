/** What is foretold of a find is what comes of it: one rule, asked before and obeyed after. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCase, openDesk, writeFiles } from '../../../tests/support/desk.ts';
import { Foresight } from './foresight.ts';
import { RecordWriter } from './record-writer.ts';

/** Few enough values that finds meet again, by whole and by half. */
const things = fc.constantFrom(
  ...['example.com', 'EXAMPLE.com.', 'other.example'].map((value) => ({
    kind: 'domain' as const,
    value,
  })),
  { kind: 'phone' as const, value: '+1 415 555 0134' },
  { kind: 'phone' as const, value: '415 555 0134', country: 'US' },
  { kind: 'phone' as const, value: '415 555 0134' },
  { kind: 'gift-card' as const, value: '6006 4912 3456 7890' },
  { kind: 'email' as const, value: 'Vera@mail.example' },
  { kind: 'phone' as const, value: '12', keepInvalid: true },
);
const named = fc.record({
  kind: fc.constantFrom('person' as const, 'organisation' as const, 'place' as const),
  value: fc.constantFrom('Vera Example', 'vera example', 'Max Example'),
  country: fc.constantFrom('US', 'DE', null),
  fields: fc.record(
    {
      email: fc.constantFrom('vera@mail.example', 'max@mail.example'),
      phone: fc.constantFrom('+1 415 555 0134', '415 555 0134'),
      city: fc.constantFrom('Pune', 'Leipzig'),
    },
    { requiredKeys: [] },
  ),
});
const steps = fc.array(
  fc.record({
    found: fc.oneof(things, named),
    piece: fc.nat(2),
    row: fc.nat(3),
    /** Whether a person hides the record before the next find. */
    hides: fc.boolean(),
  }),
  { minLength: 4, maxLength: 30 },
);

test('of any run of finds, with records hidden in between', async () => {
  const { engine, base } = await openDesk();
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(steps, async (run) => {
      const caseId = await openCase(engine);
      const paths = [writeFiles(base, { a: 'one', b: 'two' }, `run-${caseId}`)];
      const { evidenceIds } = await engine.run('evidence.intake', { caseId, paths, copies: 'all' });
      const session = engine.session();
      for (const { found, piece, row, hides } of run) {
        const evidenceId = evidenceIds[piece] ?? null;
        const find = { ...found, caseId, evidenceId, because: evidenceId ? { place: `row ${row}` } : null };
        const foretold = new Foresight(session.database).outcomeOf(find);
        const made = session.write({ reason: 'import', summary: 'Find', caseId }, (transaction) =>
          new RecordWriter(session.database, transaction).ensure(find),
        );
        expect(foretold).toBe(made.outcome);
        outcomes.add(made.outcome);
        if (hides) await engine.call('entity.hide', { id: made.id, hidden: true });
      }
    }),
    { numRuns: 25, endOnFailure: true },
  );
  expect([...outcomes].sort()).toEqual(['added', 'matched', 'unsure']);
}, 120_000);
