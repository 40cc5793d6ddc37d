import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DraftLines, draftsIn } from './draft-lines.ts';
import type { RowDraft } from './drafting/draft.ts';

const draft = fc.record({
  row: fc.nat(),
  entities: fc.constant([]),
  links: fc.constant([]),
  loss: fc.constant(null),
  payment: fc.constant(null),
  event: fc.constant(null),
  problems: fc.array(
    fc.record({
      severity: fc.constantFrom('error', 'warning', 'info'),
      code: fc.string(),
      message: fc.string({ unit: 'binary' }),
      column: fc.nat(),
    }),
  ),
  raw: fc.option(fc.string({ unit: 'binary' })),
}) satisfies fc.Arbitrary<RowDraft>;

it('brings drafts over as they were, whatever stands in them', () => {
  fc.assert(
    fc.property(fc.array(fc.array(draft)), (groups) => {
      const lines = new DraftLines();
      for (const drafts of groups) {
        for (const one of drafts) lines.add(one);
        expect(lines.count).toBe(drafts.length);
        expect([...draftsIn(lines.take())]).toEqual(drafts);
      }
    }),
  );
});
