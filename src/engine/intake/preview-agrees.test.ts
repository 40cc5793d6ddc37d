/** What the previews of tables and of intelligence say is in the case already is what the imports find there. */
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCase, openDesk, writeFiles } from '../../../tests/support/desk.ts';

/** Of a person or thing by its number; every second name is shared with another number, as names are. */
const nameOf = (number: number) => `Person ${number % 4}`;
const phoneOf = (number: number) => `+1 415 555 01${String(number).padStart(2, '0')}`;

const always = { number: 0, named: true, mailed: true, dialled: true };
const people = fc
  .uniqueArray(
    fc.record({ number: fc.nat(7), named: fc.boolean(), mailed: fc.boolean(), dialled: fc.boolean() }),
    { selector: ({ number }) => number % 4, maxLength: 4 },
  )
  .map((list) => [always, ...list.filter(({ number }) => number % 4 > 0)]);

test('tables: as many records are known before as are matched then', async () => {
  const { engine, base } = await openDesk();
  let known = 0;
  await fc.assert(
    fc.asyncProperty(people, people, async (first, second) => {
      const caseId = await openCase(engine);
      for (const list of [first, second]) {
        const lines = list.map(({ number, mailed, dialled }) =>
          [
            nameOf(number),
            mailed ? `${number}@mail.example` : '',
            dialled ? phoneOf(number) : '',
            `site-${number}.example`,
          ].join(','),
        );
        const text = `Victim Name,Email,Phone,Website\n${lines.join('\n')}\n`;
        const folder = writeFiles(base, { 'list.csv': text }, `${caseId}-${Math.random()}`);
        const { evidenceIds } = await engine.run('evidence.intake', {
          caseId,
          paths: [join(folder, 'list.csv')],
          copies: 'all',
        });
        const evidenceId = evidenceIds[0]!;
        const { format, headerRow } = await engine.call('import.inspectTable', { evidenceId });
        const uses = ['person-name', 'person-email', 'phone', 'domain'] as const;
        const columns = uses.map((use, index) => ({ index, use }));
        const mapping = { format, headerRow, rowsAre: 'people' as const, columns };
        const preview = await engine.call('import.previewTable', { evidenceId, mapping, rows: 50 });
        const told = preview.rows.flatMap(({ records }) => records).filter((one) => one.known);
        const { counts } = await engine.run('import.table', { evidenceId, mapping });
        expect(told.length).toBe(counts.matched ?? 0);
        known += told.length;
      }
    }),
    // Each starts threads for its six calls.
    { numRuns: 3, endOnFailure: true },
  );
  expect(known).toBeGreaterThan(0);
}, 120_000);

test('intelligence: as many are added, matched and unsure before as then', async () => {
  const { engine, base } = await openDesk();
  const all = { added: 0, matched: 0, unsure: 0 };
  const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  await fc.assert(
    fc.asyncProperty(people, people, async (first, second) => {
      const caseId = await openCase(engine);
      // The second source knows the people by ids of its own, the third by those of the first.
      for (const [turn, list] of [first, second, first].entries()) {
        const ownIds = turn === 1;
        const objects = list.flatMap(({ number, named, mailed, dialled }) => [
          ...(named
            ? [
                {
                  type: 'identity',
                  spec_version: '2.1',
                  id: `identity--${uuid(ownIds ? number + 100 * turn : number)}`,
                  created: '2024-03-01T10:00:00.000Z',
                  modified: `2024-03-0${turn + 1}T10:00:00.000Z`,
                  identity_class: 'individual',
                  name: nameOf(number),
                },
              ]
            : []),
          ...(mailed
            ? [
                {
                  type: 'email-addr',
                  spec_version: '2.1',
                  id: `email-addr--${uuid(number)}`,
                  value: `${number}@mail.example`,
                },
              ]
            : []),
          ...(dialled
            ? [
                {
                  type: 'domain-name',
                  spec_version: '2.1',
                  id: `domain-name--${uuid(number)}`,
                  value: `site-${number}.example`,
                },
              ]
            : []),
        ]);
        const text = JSON.stringify({ type: 'bundle', id: `bundle--${uuid(999)}`, objects });
        const folder = writeFiles(base, { 'intel.json': text }, `${caseId}-${Math.random()}`);
        const { evidenceIds } = await engine.run('evidence.intake', {
          caseId,
          paths: [folder],
          copies: 'all',
        });
        const evidenceId = evidenceIds[0]!;
        const preview = await engine.run('intel.preview', { caseId, evidenceId });
        const { counts } = await engine.run('intel.import', { caseId, evidenceId });
        for (const outcome of ['added', 'matched', 'unsure'] as const) {
          const told = preview.entities.reduce((sum, kind) => sum + kind[outcome], 0);
          expect([outcome, told]).toEqual([outcome, counts[outcome] ?? 0]);
          all[outcome] += told;
        }
      }
    }),
    { numRuns: 8, endOnFailure: true },
  );
  expect(Math.min(...Object.values(all))).toBeGreaterThan(0);
}, 120_000);
