/** Tables of pages: what stands in them and where, nothing run, nothing loaded, nothing spread without measure. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failureOf } from '../../../../../tests/support/desk.ts';
import { inspectTable } from '../looking/inspect-table.ts';
import { openRows } from '../open-rows.ts';
import { contentOfBytes } from '../table-content.ts';
import { survivesDamage } from '../testing/read-rows.ts';
import type { SourceRow } from '../text/delimited-parser.ts';
import { listHtmlTables } from './html-page.ts';
import { countListTables } from './recognise-tables.ts';

const bytesOf = (html: string): Uint8Array => Buffer.from(html, 'utf8');

async function rowsOf(html: string | Uint8Array, table = 'Table 1'): Promise<SourceRow[]> {
  const content = contentOfBytes(typeof html === 'string' ? bytesOf(html) : html);
  const rows: SourceRow[] = [];
  for await (const group of openRows(content, { kind: 'html', encoding: 'utf-8', table }))
    rows.push(...group);
  return rows;
}

const cellsOf = async (html: string, table?: string) => (await rowsOf(html, table)).map(({ cells }) => cells);

const statement = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="iso-8859-1"><style>td{x:y}</style>
<script>document.write('<table><tr><td>no</td></tr></table>')</script></head><body onload="evil()">
<table><tr><td><img src="http://bank.example/logo.gif"></td><td>
  <table><tr><td>Account</td><td>DE89 3704 0044 0532 0130 00</td></tr></table>
</td></tr></table>
<table border=1><caption>Ums\u00e4tze</caption><thead><tr><th colspan=4>Statement of October</th></tr>
<tr><th>Date<th>Narration<th>Amount<th>Balance</tr></thead>
<tr><td>19/10/2023<td>UPI/&#x930;&amp;co<br>second line<td>1,200.50<td>100.00
<tr><td rowspan=2>20/10/2023</td><td><p>Zelle</p><p>to R.</p></td><td>-3.00</td><td>97.00</td></tr>
<tr><td>Fee</td><td>-1.00</td><td>96.00</td></tr>
</table></body></html>`;

describe('a page', () => {
  test('offers each of its tables, the ones within others too, and looks at the fullest first', async () => {
    const found = await inspectTable(contentOfBytes(Buffer.from(statement, 'latin1')), {});
    expect(found.sheets).toEqual([
      { name: 'Table 2: Account, DE89 3704 0044 0532 0130 00', hidden: false },
      { name: 'Table 3: Ums\u00e4tze', hidden: false },
    ]);
    expect(found.format).toEqual({ kind: 'html', encoding: 'windows-1252', table: 'Table 3: Ums\u00e4tze' });
    expect([found.headerRow, found.formatDoubts]).toEqual([2, []]);
    expect(found.columns.map(({ header }) => header)).toEqual(['Date', 'Narration', 'Amount', 'Balance']);
  });

  test('has its cells where they stand; those that reach over others are told', async () => {
    const rows = await rowsOf(statement, '3');
    expect(rows.map(({ cells, trouble }) => [cells, trouble])).toEqual([
      [['Statement of October', '', '', ''], 'spanned-columns'],
      [['Date', 'Narration', 'Amount', 'Balance'], undefined],
      [['19/10/2023', 'UPI/\u0930&co\nsecond line', '1,200.50', '100.00'], undefined],
      [['20/10/2023', 'Zelle\nto R.', '-3.00', '97.00'], 'spanned-rows'],
      [['', 'Fee', '-1.00', '96.00'], 'spanned-rows'],
    ]);
  });

  test('tells hidden tables as hidden, and results of formulas as such', async () => {
    const html =
      '<table><tr><td>a<td x:fmla="=1+1">2</table><div><table style="display: none"><tr><td>b<td>c<td>d</table></div>';
    const tables = await listHtmlTables(contentOfBytes(bytesOf(html)), 'utf-8');
    expect(tables.map(({ hidden }) => hidden)).toEqual([false, true]);
    expect((await rowsOf(html))[0]).toMatchObject({ cells: ['a', '2'], types: 'tT' });
    expect((await inspectTable(contentOfBytes(bytesOf(html)), {})).format).toMatchObject({
      table: 'Table 1: a, 2',
    });
  });

  test('without a row, a cell or an end is read as a browser would', async () => {
    expect(await cellsOf('<table>loose<td>a<td>b</tr><tr><tr><td>c</table>')).toEqual([
      ['a', 'b'],
      [],
      ['c'],
    ]);
    expect(await cellsOf('<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d')).toEqual([
      ['a', 'b'],
      ['', 'c'],
      ['', 'd'],
    ]);
  });

  test('is told in the encoding it states, in one that is proven, or as in doubt', async () => {
    const of = async (html: Buffer) => {
      const { format, formatDoubts } = await inspectTable(contentOfBytes(html), {});
      return [format.kind === 'html' && format.encoding, formatDoubts.length];
    };
    const page = (charset: string) =>
      `${charset}<table><tr><td>Name</td></tr><tr><td>Jos\u00e9</td></tr></table>`;
    expect(await of(Buffer.from(page('<meta charset=gbk>'), 'latin1'))).toEqual(['gb18030', 0]);
    expect(await of(Buffer.from(page('<meta charset=latin1>')))).toEqual(['utf-8', 0]);
    expect(await of(Buffer.from(page('<body>'), 'latin1'))).toEqual(['windows-1252', 1]);
    expect(await of(Buffer.from(`\ufeff${page('<meta charset=latin1>')}`, 'utf16le'))).toEqual([
      'utf-16le',
      0,
    ]);
  });

  test('without tables, or without the one that is wanted, says so', async () => {
    const none = await failureOf(inspectTable(contentOfBytes(bytesOf('<html><body>Dear Sir')), {}));
    expect([none.code, none.message]).toEqual(['invalid-input', expect.stringContaining('no table')]);
    expect((await failureOf(rowsOf('<table><tr><td>a</table>', 'Table 7'))).code).toBe('not-found');
  });
});

describe('a page is offered for import', () => {
  const list = '<table><tr><th>Name<th>Phone<tr><td>A<td>+1 202 555 0143<tr><td>B<td>+1 202 555 0144</table>';
  const layout =
    '<table><tr><td>Home<td>Help<tr><td>Welcome<td>Log in here<tr><td>Imprint<td>Privacy</table>';

  test.each<[string, string, number]>([
    [list, 'page.html', 1],
    [statement, 'statement.html', 1],
    [layout, 'page.html', 0],
    [layout, 'export.xls', 1],
    ['<p>no table</p>', 'export.xls', 0],
    [`<table><tr><td>${list}</table>${list}`, 'page.html', 2],
  ])('where its tables list something: %#', (html, name, tables) => {
    expect(countListTables(html, name)).toBe(tables);
  });
});

describe('a hostile page', () => {
  test.each<[string, string]>([
    ['nests without measure', '<table><tr><td>'.repeat(100_000)],
    [
      'reaches over others without measure',
      `<table>${'<tr><td colspan=1000 rowspan=65534><td>x'.repeat(60_000)}`,
    ],
  ])('that %s is refused', async (_what, html) => {
    expect((await failureOf(rowsOf(html))).code).toBe('corrupt');
  });

  test('with tables without end, or a cell without end, is bounded', async () => {
    const many = await listHtmlTables(
      contentOfBytes(bytesOf('<table><tr><td>x</table>'.repeat(20_000))),
      'utf-8',
    );
    expect(many).toHaveLength(1_000);
    const [row] = await rowsOf(`<table><tr><td>${'x '.repeat(1 << 20)}<td>y</table>`);
    expect(row?.trouble).toBe('cell-cut');
    expect(row?.cells[1]).toBe('y');
  });

  test('of any tags is read or refused, whatever pieces it comes in', async () => {
    const tag = fc.constantFrom(
      '<table>',
      '</table>',
      '<tr>',
      '</tr>',
      '<td>',
      '</td>',
      '<td colspan=3>',
      '<td rowspan=2 colspan=2>',
      '<td rowspan=-1>',
      '<th>',
      '<caption>',
      '<style>',
      '<!--',
      '-->',
      '<br>',
      '<p>',
      'text',
      '&amp;',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(tag, { maxLength: 60 }), async (tags) => {
        const rows = await rowsOf(`<table>${tags.join('')}`).catch((error: { code?: string }) => {
          expect(error.code).toMatch(/^(corrupt|not-found)$/);
          return [];
        });
        for (const [at, row] of rows.entries()) expect(row.number).toBe(at + 1);
      }),
      { numRuns: 300 },
    );
  });

  test('of any damage is read or refused, and breaks nothing', async () => {
    await survivesDamage(bytesOf(statement), async (bytes) => {
      await inspectTable(contentOfBytes(bytes), {});
      await rowsOf(bytes, '3');
    });
  });
});
