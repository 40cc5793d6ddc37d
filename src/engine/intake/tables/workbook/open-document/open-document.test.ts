/** OpenDocument sheets: stored values, hidden sheets, what is repeated made only as far as a sheet can hold it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failureOf, samplesFolder } from '../../../../../../tests/support/desk.ts';
import { rawZip } from '../../../../verify/testing/raw-zip.ts';
import { opened, rowsOf, survivesDamage, told } from '../../testing/read-rows.ts';

const zip = (parts: Record<string, string>): Buffer =>
  rawZip(Object.entries(parts).map(([name, part]) => ({ name, data: Buffer.from(part), deflate: true })));

const content = (sheets: string) =>
  `<?xml version="1.0"?><office:document-content><office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>${sheets}</office:spreadsheet></office:body></office:document-content>`;

const document = (sheets: string, more: Record<string, string> = {}): Buffer =>
  zip({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': content(sheets),
    ...more,
  });

const sheet = (rows: string, name = 'List', style = 'ta1') =>
  `<table:table table:name="${name}" table:style-name="${style}"><table:table-column/>${rows}</table:table>`;
const row = (cells: string, repeated = 1) =>
  `<table:table-row table:number-rows-repeated="${repeated}">${cells}</table:table-row>`;
const text = (value: string) =>
  `<table:table-cell office:value-type="string"><text:p>${value}</text:p></table:table-cell>`;
const valued = (kind: string, attributes: string, shown: string) =>
  `<table:table-cell office:value-type="${kind}" ${attributes}><text:p>${shown}</text:p></table:table-cell>`;

describe('cells', () => {
  test('are told by their stored values, not by how they show', async () => {
    const bytes = document(
      sheet(
        row(
          valued('float', 'office:value="1200.5"', '1.200,50') +
            valued('currency', 'office:currency="EUR" office:value="-3"', '-3,00 €') +
            valued('percentage', 'office:value="0.15"', '15 %') +
            valued('date', 'office:date-value="2023-10-19"', '19.10.23') +
            valued('date', 'office:date-value="2023-10-19T14:05:00.250000000"', '19.10.23 14:05') +
            valued('time', 'office:time-value="PT14H05M00S"', '14:05') +
            valued('time', 'office:time-value="PT36H00M00S"', '36:00') +
            valued('boolean', 'office:boolean-value="true"', 'WAHR') +
            valued('float', 'office:value="1.23456789012346E+019"', '12345678901234600000') +
            valued('float', 'table:formula="of:=SUM([.A1])" office:value="42"', '42') +
            valued('string', 'table:formula="of:=HYPERLINK()"', 'click'),
        ),
      ),
    );
    expect(told((await rowsOf(bytes))[0])).toEqual([
      '1200.5:n',
      '-3:n',
      '0.15:n',
      '2023-10-19:d',
      '2023-10-19T14:05:00.250:d',
      '14:05:00:d',
      '36:00:t',
      'TRUE:t',
      '12345678901234600000:x',
      '42:N',
      'click:T',
    ]);
  });

  test('are their own text alone: no comment, no drawing, no pronunciation', async () => {
    const inner =
      '<office:annotation><text:p>note</text:p></office:annotation><text:p>one<text:s text:c="2"/>two<text:tab/><text:a>link</text:a></text:p><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame><text:p>next &amp; <text:span>last</text:span><text:ruby><text:ruby-base>字</text:ruby-base><text:ruby-text>ji</text:ruby-text></text:ruby></text:p>';
    const [first] = await rowsOf(
      document(sheet(row(`<table:table-cell>${inner}</table:table-cell>${text('b')}`))),
    );
    expect(first?.cells).toEqual(['one  two\tlink\nnext & last字', 'b']);
  });

  test('stand in their rows and columns; what is repeated stands as often, what is covered is empty', async () => {
    const bytes = document(
      sheet(
        `<table:table-header-rows>${row(text('Date') + text('Text'))}</table:table-header-rows>` +
          row('<table:table-cell/>', 3) +
          row(
            '<table:table-cell table:number-columns-repeated="2"/><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell><table:covered-table-cell/>' +
              text('y') +
              '<table:table-cell table:number-columns-repeated="16000"/>',
            2,
          ) +
          row('<table:table-cell table:number-columns-repeated="16384"/>', 1_048_570),
      ),
    );
    expect((await rowsOf(bytes)).map(({ number, cells }) => [number, cells])).toEqual([
      [1, ['Date', 'Text']],
      [5, ['', '', 'x', 'x', '', 'y']],
      [6, ['', '', 'x', 'x', '', 'y']],
    ]);
  });
});

test('sheets are listed, hidden ones as hidden, and each is read by itself', async () => {
  const bytes = document(sheet(row(text('first'))) + sheet(row(text('second')), 'Geheim', 'ta2'));
  expect((await opened(bytes)).sheets).toEqual([
    { name: 'List', hidden: false },
    { name: 'Geheim', hidden: true },
  ]);
  expect((await rowsOf(bytes, 1)).map(({ cells }) => cells)).toEqual([['second']]);
});

test('a spreadsheet in one file of XML is read alike', async () => {
  const bytes = Buffer.from(
    content(sheet(row(text('flat'))))
      .replace(
        '<office:document-content>',
        '<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet">',
      )
      .replace('</office:document-content>', '</office:document>'),
  );
  expect((await opened(bytes)).format).toContain('flat');
  expect((await rowsOf(bytes))[0]?.cells).toEqual(['flat']);
});

describe('a hostile spreadsheet', () => {
  test.each<[string, string]>([
    ['a thousand million rows that say something', sheet(row(text('x'), 1_000_000_000))],
    [
      'a thousand million columns',
      sheet(
        row(
          '<table:table-cell table:number-columns-repeated="1000000000"><text:p>x</text:p></table:table-cell>',
        ),
      ),
    ],
    [
      'as many cells as a sheet has, all filled',
      sheet(
        row(
          '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>',
          1_000_000,
        ),
      ),
    ],
  ])('with %s is refused before they are made', async (_what, rows) => {
    expect((await failureOf(rowsOf(document(rows)))).code).toBe('corrupt');
  });

  test('with a thousand million empty rows has none; what is said to stand behind them is refused', async () => {
    const empty = row('<table:table-cell/>', 1_000_000_000);
    expect(await rowsOf(document(sheet(empty)))).toEqual([]);
    expect((await failureOf(rowsOf(document(sheet(empty + row(text('x'), -5)))))).code).toBe('corrupt');
  });

  test('with sheets without end has as many as can be chosen from', async () => {
    const { sheets } = await opened(document(sheet('').repeat(3_000)));
    expect(sheets).toHaveLength(1_000);
    expect(new Set(sheets.map(({ name }) => name)).size).toBe(1_000);
  });

  test('expands no entities', async () => {
    const parts = content(sheet(row(text('a&lol;b')))).replace(
      '<?xml version="1.0"?>',
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY lol "lolol"><!ENTITY f SYSTEM "file:///etc/passwd">]>',
    );
    expect((await rowsOf(zip({ 'content.xml': parts })))[0]?.cells).toEqual(['a&lol;b']);
  });

  test('that is cut off gives the rows it has, and then says so', async () => {
    const whole = content(sheet(row(text('a')) + row(text('b'))));
    const bytes = zip({ 'content.xml': whole.slice(0, whole.indexOf('<text:p>b')) });
    const rows: unknown[] = [];
    const workbook = await opened(bytes);
    const failure = await failureOf(
      (async () => {
        for await (const group of workbook.rows(0)) rows.push(...group);
      })(),
    );
    expect([failure.code, rows.length]).toEqual(['corrupt', 1]);
  });

  test('that is protected by a password is told as that', async () => {
    const manifest =
      '<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    const bytes = document('', { 'META-INF/manifest.xml': manifest });
    expect((await failureOf(opened(bytes))).message).toContain('password');
    expect((await failureOf(opened(zip({ 'encrypted-package': 'x' })))).message).toContain('password');
  });

  test('of any damage is read or refused, and breaks nothing', async () => {
    const plain = content(sheet(row(text('a') + valued('float', 'office:value="1"', '1'), 2)));
    await survivesDamage(Buffer.from(plain), (bytes) =>
      rowsOf(rawZip([{ name: 'content.xml', data: Buffer.from(bytes), deflate: true }])),
    );
    await survivesDamage(document(sheet(row(text('a')))), rowsOf);
  });
});

const media = samplesFolder('06-media');

test.runIf(media)('one of LibreOffice itself is read', async () => {
  const file = join(
    media ?? '',
    'tika-documents',
    'tika-parsers__tika-parsers-standard__tika-parsers-standard-modules__tika-parser-miscoffice-module__src__test__resources__test-documents__versions__LibreOfficeCalc_ods_1.3.ods',
  );
  expect(existsSync(file)).toBe(true);
  const rows = await rowsOf(readFileSync(file));
  expect(rows.map((one) => one.types)).toEqual(['ttttt', 'nnnnn']);
});
