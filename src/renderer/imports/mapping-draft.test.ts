/** A guess of the program never becomes a person's word by itself. */
import { describe, expect, test } from 'vitest';
import { confirmColumns, draftOf, type Inspection, openQuestions, withColumn } from './mapping-draft.ts';

const column = (index: number, header: string, value: Inspection['columns'][number]['use']['value']) => ({
  index,
  header,
  samples: [],
  filled: 1,
  computed: 0,
  use: { value, why: 'The header says so.' },
});

const found: Inspection = {
  format: { kind: 'delimited', encoding: 'windows-1252', delimiter: ',', quote: '"', newline: '\n' },
  formatDoubts: ['Encoding taken for Western European.'],
  formatFacts: [],
  sheets: [],
  headerRow: 1,
  headerWhy: 'Row 1 has words that name columns.',
  rowsAre: { value: 'things', why: '' },
  columns: [
    { ...column(0, 'Date', 'event-start'), dayOrder: { value: 'month-day-year', why: '03/17/2023' } },
    column(1, 'Number', 'phone'),
    column(2, 'Empty', 'ignore'),
  ],
  rows: [],
  signature: 'x',
  remembered: null,
  presets: [],
  sizeBytes: 10,
};

describe('a draft', () => {
  test('asks for every guess, and takes none of the facts it could declare', () => {
    const draft = draftOf(found);
    expect(draft.mapping.columns[0]).toEqual({ index: 0, header: 'Date', use: 'event-start' });
    expect(openQuestions(draft, 2)).toEqual([
      'The format is a guess: confirm or correct it.',
      '2 columns are a guess: confirm or correct.',
      '2 facts have to be declared before rows can be read.',
    ]);
  });

  test('whose guesses were confirmed asks nothing more', () => {
    const draft = { ...confirmColumns(draftOf(found), [0, 1]), formatConfirmed: true };
    expect(openQuestions(draft, 0)).toEqual([]);
  });

  test('forgets what was declared of a column that becomes something else', () => {
    const dated = withColumn(draftOf(found), 0, { dayOrder: 'day-month-year', zone: 'UTC' });
    expect(dated.confirmed.has(0)).toBe(true);
    expect(withColumn(dated, 0, { use: 'note' }).mapping.columns[0]).toEqual({
      index: 0,
      header: 'Date',
      use: 'note',
    });
  });
});
