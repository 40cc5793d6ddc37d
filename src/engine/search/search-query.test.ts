import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SqliteDatabase } from '../database/sqlite.ts';
import { matchExpression, parseQuery } from './search-query.ts';

const expression = (text: string, asTyped = false) => matchExpression(parseQuery(text, asTyped));

test('words, phrases, beginnings, alternatives, exclusions', () => {
  expect(expression('refund call')).toBe('("refund") AND ("call")');
  expect(expression('"Refund call" card*')).toBe('("refund call") AND ("card" *)');
  expect(expression('anydesk OR teamviewer -invoice')).toBe('(("anydesk" OR "teamviewer")) NOT ("invoice")');
  expect(expression('name:smith')).toBe('(name : "smith")');
  expect(expression('“curly quotes”')).toBe('("curly quotes")');
  expect(expression('ref', true)).toBe('("ref" *)');
  expect(expression('ref ', true)).toBe('("ref")');
});

test('a word with marks in it is a phrase: an address is never taken apart', () => {
  expect(expression('hxxp://evil[.]example/a')).toBe('("hxxp evil example a")');
  expect(expression("NOT NEAR(a) {b} ^c d:e 'f' --")).toBe(
    '("not") AND ("near a") AND ("b") AND ("c") AND ("d e") AND ("f")',
  );
});

test('filters are taken out, and what cannot be used is told', () => {
  const query = parseQuery('kind:phone country:IN case:"REF 1" 6555', false);
  expect(query.filters).toEqual([
    { name: 'kind', value: 'phone' },
    { name: 'country', value: 'IN' },
    { name: 'case', value: 'REF 1' },
  ]);
  expect(query.plain).toBe('6555');
  expect(parseQuery('a*', false).problems).toHaveLength(1);
  expect(parseQuery('-only', false).problems).toHaveLength(1);
  expect(parseQuery('-kind:event x', false).problems).toHaveLength(1);
});

test('whatever is typed, the index understands what is made of it', () => {
  const database = new SqliteDatabase(':memory:');
  database.exec(
    `CREATE VIRTUAL TABLE t USING fts5 (name, body, codes, content = '', contentless_delete = 1, tokenize = 'ascii')`,
  );
  const find = database.prepare('SELECT rowid FROM t WHERE t MATCH ?');
  const operators = fc.constantFrom(
    '"',
    '*',
    '-',
    ' OR ',
    ' AND ',
    ' NOT ',
    'NEAR(',
    ')',
    '^',
    ':',
    '{',
    '}',
    '+',
    'name:',
    '\0',
  );
  const typed = fc
    .array(
      fc.oneof(
        operators,
        fc.string({ unit: 'binary', maxLength: 8 }),
        fc.constantFrom('kind:', 'हिन्दी', '東京', 'a'),
      ),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(typed, fc.boolean(), (text, asTyped) => {
      const made = expression(text, asTyped);
      if (made !== null) find.all(made);
    }),
    { numRuns: 1000 },
  );
  database.close();
});
