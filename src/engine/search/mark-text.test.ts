import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markTitle, snippetOf } from './mark-text.ts';
import { identifiersIn } from './query-identifiers.ts';
import { parseQuery } from './search-query.ts';

const terms = (query: string) => parseQuery(query, false).all.flat();
const marked = ({ text, marks }: { text: string; marks: [number, number][] }) =>
  marks.map(([start, end]) => text.slice(start, end));

test('the words around the first find are shown, with every find in them marked', () => {
  const text = `${'before '.repeat(100)}the Refund was promised, a refund of all${' after'.repeat(100)}`;
  const snippet = snippetOf(text, terms('refund'))!;
  expect(snippet.text.length).toBeLessThan(300);
  expect(snippet.text.startsWith('… ') && snippet.text.endsWith(' …')).toBe(true);
  expect(marked(snippet)).toEqual(['Refund', 'refund']);
});

test('folded words are marked where they stand, phrases as one', () => {
  expect(marked(markTitle('Zahlung per Überweisung', terms('uberweisung')))).toEqual(['Überweisung']);
  expect(marked(markTitle('evil[.]example and evil.example', terms('evil.example')))).toEqual([
    'evil[.]example',
    'evil.example',
  ]);
  expect(marked(markTitle('東京都の電話', terms('東京')))).toEqual(['東京']);
});

const phones = [
  'Numbers used against customers. National numbers as the victims wrote them.',
  '(202) 555-0171        call-backs, US; also shown to Canada',
  '020 7946 0958         invoices and refund calls, UK',
  '1800 975 711          pop-up, Australia',
  '+492214710961         pop-up and refund calls, Germany',
].join('\n');

test.each([
  ['+1 202 555 0171', '(202) 555-0171'],
  ['+442079460958', '020 7946 0958'],
  ['0044 20 7946 0958', '020 7946 0958'],
  ['2079460958', '020 7946 0958'],
  ['+61 1800 975 711', '1800 975 711'],
  ['1800975711', '1800 975 711'],
  ['0221 4710961', '+492214710961'],
])('a number in another spelling (%s) is marked in its line of a list', (query, spelling) => {
  const snippet = snippetOf(phones, identifiersIn(query).terms)!;
  expect(marked(snippet)).toEqual([spelling]);
  expect(snippet.text.replace('… ', '').startsWith(spelling)).toBe(true);
});

test('a card number is not shown whole, not even the half of it that fits', () => {
  const card = '4111 1111 1111 1111';
  expect(snippetOf(`He read out card ${card} twice`, terms('twice'))!.text).not.toContain('1111 1111');
  for (let gap = 160; gap < 240; gap++) {
    const { text } = snippetOf(`needle ${'x'.repeat(gap)} ${card}`, terms('needle'))!;
    expect(text).not.toMatch(/1111 1111/);
  }
});

test('controls and direction marks are not passed on; ranges always lie within the text', () => {
  expect(markTitle('invoice\u202efdp.exe', terms('x')).text).toBe('invoice fdp.exe');
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ maxLength: 20 }),
      (text, query) => {
        const snippet = snippetOf(text, terms(query));
        if (!snippet) return;
        let last = 0;
        for (const [start, end] of snippet.marks) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(snippet.text.length);
          last = end;
        }
      },
    ),
    { numRuns: 200 },
  );
});
