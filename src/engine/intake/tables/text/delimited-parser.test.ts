/** Delimited text: RFC 4180, and everything programs write instead. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DelimitedParser, type Dialect, type SourceRow } from './delimited-parser.ts';

const comma: Dialect = { delimiter: ',', quote: '"', newline: '\n' };

function parse(text: string, dialect = comma, pieces = [text]): SourceRow[] {
  const parser = new DelimitedParser(dialect);
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()];
}
const cells = (text: string, dialect = comma) => parse(text, dialect).map((row) => row.cells);

const write = (rows: readonly (readonly string[])[], lineEnd: string): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join(lineEnd);

describe('rows', () => {
  test.each<[string, string, string[][]]>([
    [
      'plain',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'with CRLF',
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'without a last line end',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'with empty cells',
      ',\n,,\n',
      [
        ['', ''],
        ['', '', ''],
      ],
    ],
    ['with quotes doubled', '"a ""b""",c\n', [['a "b"', 'c']]],
    [
      'with a line end in a cell',
      '"a\r\nb",c\nd,e\n',
      [
        ['a\r\nb', 'c'],
        ['d', 'e'],
      ],
    ],
    ['with a quote inside plain text', 'a 5" disk,b\n', [['a 5" disk', 'b']]],
    ['with text behind a closing quote', '"a" b,c\n', [['a b', 'c']]],
    [
      'with an empty quoted cell at the end',
      'a,""\nb,""',
      [
        ['a', ''],
        ['b', ''],
      ],
    ],
    ['that are blank', 'a\n\nb\n', [['a'], [''], ['b']]],
  ])('%s', (_what, text, expected) => expect(cells(text)).toEqual(expected));

  test('are counted as a spreadsheet counts them, blank ones too', () => {
    expect(parse('a\n\n"b\nc"\nd').map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  test('of old Macs end in a carriage return', () => {
    expect(cells('a,b\rc,d', { ...comma, newline: '\r' })).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  test('a quote that is never closed spoils its own row and no other', () => {
    const rows = parse(`x,"never closed\n${'a,b\n'.repeat(5)}`);
    expect(rows[0]).toEqual({ number: 1, cells: ['x', '"never closed'], trouble: 'open-quote' });
    expect(rows.slice(1).map((row) => row.cells)).toEqual(Array.from({ length: 5 }, () => ['a', 'b']));
  });

  test('a quote open over more than a row can hold does not eat the file', () => {
    const parser = new DelimitedParser(comma);
    const rows = [...parser.push('"open\n'), ...parser.push('y,z\n'.repeat(1_200_000)), ...parser.end()];
    expect(rows.length).toBe(1_200_001);
    expect(rows[0]?.trouble).toBe('open-quote');
  });

  test('with more cells than a table can have keep what a table holds', () => {
    const [row] = parse(','.repeat(20_000));
    expect([row?.cells.length, row?.trouble]).toEqual([16_384, 'too-many-cells']);
  });
});

describe('any text', () => {
  const cell = fc.string({ unit: 'binary', maxLength: 12 });
  const lists = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });

  test('written by the RFC comes back the same, whatever the pieces it arrives in', () => {
    fc.assert(
      fc.property(lists, fc.constantFrom('\n', '\r\n'), fc.nat(40), (rows, lineEnd, cut) => {
        const text = write(rows, lineEnd);
        const pieces = [text.slice(0, cut), text.slice(cut, cut * 2), text.slice(cut * 2)];
        expect(parse(text, comma, pieces).map((row) => row.cells)).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });

  test('is taken apart the same way in one piece and in many, and nothing of it is lost', () => {
    const hostile = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', '\0', ';'), maxLength: 60 });
    fc.assert(
      fc.property(hostile, fc.array(fc.nat(60), { maxLength: 4 }), (text, cuts) => {
        const at = [0, ...cuts.sort((one, other) => one - other), text.length];
        const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
        const whole = parse(text);
        expect(parse(text, comma, pieces)).toEqual(whole);
        const letters = (all: string) => all.replace(/[^a\0;]/g, '');
        expect(letters(whole.flatMap((row) => row.cells).join(''))).toBe(letters(text));
      }),
      { numRuns: 500 },
    );
  });
});
