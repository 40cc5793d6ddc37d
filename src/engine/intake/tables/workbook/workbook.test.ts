/** Workbooks: values as stored, dates by both systems, nothing calculated, nothing expanded beyond measure. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failureOf } from '../../../../../tests/support/desk.ts';
import { ProfferError } from '../../../../shared/domain/errors.ts';
import { rawZip } from '../../../verify/testing/raw-zip.ts';
import { contentOfBytes } from '../table-content.ts';
import type { SourceRow } from '../text/delimited-parser.ts';
import { isDateFormat } from './cell-styles.ts';
import { openSpreadsheet } from './open-spreadsheet.ts';
import { serialToText } from './serial-date.ts';
import type { Workbook } from './workbook.ts';

/** A ZIP of deflated parts, as Excel writes one. `stated` lies about unpacked sizes. */
const zip = (parts: Record<string, string | Buffer>, stated: Record<string, number> = {}): Buffer =>
  rawZip(
    Object.entries(parts).map(([name, content]) => ({
      name,
      data: Buffer.from(content),
      deflate: true,
      ...(stated[name] === undefined ? {} : { size: stated[name] }),
    })),
  );

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function workbook(parts: {
  sheet: string;
  strings?: string;
  styles?: string;
  properties?: string;
}): Record<string, string> {
  return {
    '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0"?><x:workbook xmlns:x="m" xmlns:r="${office}">${parts.properties ?? ''}<x:sheets><x:sheet name="List" sheetId="1" r:id="s1"/><x:sheet name="Hidden" sheetId="2" state="veryHidden" r:id="s1"/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="s1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s2" Type="${office}/sharedStrings" Target="/xl/strings.xml"/><Relationship Id="s3" Type="${office}/styles" Target="styles.xml"/><Relationship Id="s4" Type="${office}/externalLink" Target="https://evil.example/x.xml" TargetMode="External"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${parts.sheet}</sheetData></worksheet>`,
    'xl/strings.xml': `<sst>${parts.strings ?? ''}</sst>`,
    'xl/styles.xml': `<styleSheet>${parts.styles ?? ''}</styleSheet>`,
  };
}

async function rowsOf(bytes: Buffer): Promise<SourceRow[]> {
  const workbook = await opened(bytes);
  const rows: SourceRow[] = [];
  if (workbook.sheets.length > 0) for await (const group of workbook.rows(0)) rows.push(...group);
  return rows;
}

async function opened(bytes: Buffer): Promise<Workbook> {
  const workbook = await openSpreadsheet(contentOfBytes(bytes));
  if (!workbook) throw new ProfferError('invalid-input', 'It is no workbook.');
  return workbook;
}

const dated =
  '<numFmts><numFmt numFmtId="170" formatCode="dd\\/mm\\/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs>';

describe('cells', () => {
  test('are told as they were stored: text, numbers, dates, formulas by the value stored last', async () => {
    const sheet =
      '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" s="1"><v>45218.586805555555</v></c><c r="D2" s="2"><v>45218</v></c></row>' +
      '<row r="5"><c r="A5" t="str"><f>HYPERLINK("http://evil.example")</f><v>click</v></c><c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c><c><v>4.42079460123E11</v></c><c><v>12345678901234567890</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c><v>0.1</v></c></row>';
    const strings = '<si><r><t>Jo</t></r><r><t>sé_x000D_</t></r><rPh sb="0"><t>NOT</t></rPh></si>';
    const rows = await rowsOf(zip(workbook({ sheet, strings, styles: dated })));
    expect(rows).toEqual([
      { number: 2, cells: ['José\r', '', '2023-10-19T14:05:00', '2023-10-19'], types: 't dd' },
      {
        number: 5,
        cells: ['click', 'inline', '442079460123', '12345678901234600000', 'TRUE', '#REF!', '0.1'],
        types: 'Ttnxttn',
      },
    ]);
  });

  test('dates count from 1904 where the workbook says so', async () => {
    const sheet = '<row><c s="1"><v>43756</v></c></row>';
    const [row] = await rowsOf(
      zip(workbook({ sheet, styles: dated, properties: '<x:workbookPr date1904="1"/>' })),
    );
    expect(row?.cells).toEqual(['2023-10-19']);
  });

  test('hidden sheets are listed as hidden', async () => {
    const { sheets } = await opened(zip(workbook({ sheet: '' })));
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['List', false],
      ['Hidden', true],
    ]);
  });
});

describe('serial dates', () => {
  test.each<[number, boolean, string | null]>([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [60, false, null],
    [61, false, '1900-03-01'],
    [0.5, false, '12:00:00'],
    [45218.999999999, false, '2023-10-20'],
    [0, true, '1904-01-01'],
    [2_958_465, false, '9999-12-31'],
    [2_958_470, false, null],
    [-1, false, null],
    [Number.NaN, false, null],
  ])('%d counted from 1904: %s', (serial, from1904, text) =>
    expect(serialToText(serial, from1904)).toBe(text),
  );

  test.each([
    ['yyyy-mm-dd', true],
    ['[$-409]d mmm yyyy h:mm AM/PM', true],
    ['[h]:mm', true],
    ['General', false],
    ['#,##0.00 "USD days"', false],
    ['0.00E+00', false],
    ['[Red]0', false],
  ])('the format %s is one of dates: %s', (code, isDate) => expect(isDateFormat(code)).toBe(isDate));
});

describe('a hostile workbook', () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "${'&lol;'.repeat(10)}"><!ENTITY x SYSTEM "file:///etc/passwd">]>`;

  test('expands no entities and fetches none', async () => {
    const parts = workbook({ sheet: '<row><c t="str"><v>a&lol2;&x;&amp;&#65;b</v></c></row>' });
    parts['xl/worksheets/sheet1.xml'] = laughs + parts['xl/worksheets/sheet1.xml'];
    const [row] = await rowsOf(zip(parts));
    expect(row?.cells[0]).toBe('a&lol2;&x;&Ab');
  });

  test('that would unpack beyond all measure is refused before it is unpacked', async () => {
    const parts = workbook({ sheet: '' });
    const bomb = { ...parts, 'xl/worksheets/sheet1.xml': Buffer.alloc(40 << 20, 0x20) } as Record<
      string,
      string | Buffer
    >;
    expect((await failureOf(rowsOf(zip(bomb)))).message).toContain('bomb');
  });

  test('that lies about its sizes is refused', async () => {
    const parts = workbook({ sheet: `<row><c t="str"><v>${'a'.repeat(5000)}</v></c></row>` });
    expect((await failureOf(rowsOf(zip(parts, { 'xl/worksheets/sheet1.xml': 100 })))).code).toBe('corrupt');
  });

  test.each<[string, string]>([
    ['that is cut off', '<worksheet><sheetData><row><c><v>1</v>'],
    ['that nests without measure', `<worksheet>${'<a>'.repeat(5000)}`],
    ['with rows beyond a sheet', '<worksheet><row r="2000000"><c><v>1</v></c></row></worksheet>'],
    ['with columns beyond a sheet', '<worksheet><row><c r="ZZZZ1"><v>1</v></c></row></worksheet>'],
  ])('%s is refused', async (_what, sheet) => {
    const parts = { ...workbook({ sheet: '' }), 'xl/worksheets/sheet1.xml': sheet };
    expect((await failureOf(rowsOf(zip(parts)))).code).toBe('corrupt');
  });

  test.each<[string, Buffer]>([
    ['another archive', zip({ 'readme.txt': 'hello' })],
    ['no archive at all', Buffer.from('PK\x03\x04 and nothing more')],
    ['an old or encrypted one', Buffer.from('d0cf11e0a1b11ae100000000', 'hex')],
  ])('%s is refused in words', async (_what, bytes) => {
    expect((await failureOf(opened(bytes))).code).toMatch(/^(corrupt|invalid-input)$/);
  });

  test('of any damage is read or refused, and breaks nothing', async () => {
    const sound = zip(
      workbook({ sheet: '<row><c t="s"><v>0</v></c></row>', strings: '<si><t>a</t></si>', styles: dated }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.nat(sound.length),
        fc.boolean(),
        async (changes, length, cut) => {
          const bytes = Buffer.from(cut ? sound.subarray(0, length) : sound);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          try {
            await rowsOf(bytes);
          } catch (error) {
            expect((error as { code?: string }).code, String(error)).toMatch(/^(corrupt|invalid-input)$/);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
