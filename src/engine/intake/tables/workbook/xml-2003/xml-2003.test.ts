/** XML Spreadsheet 2003, as banks send it under .xls. */
import { describe, expect, test } from 'vitest';
import { failureOf } from '../../../../../../tests/support/desk.ts';
import { opened, rowsOf, survivesDamage, told } from '../../testing/read-rows.ts';

const workbook = (...sheets: string[]): Buffer =>
  Buffer.from(
    `<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">${sheets.join('')}</Workbook>`,
  );
const sheet = (rows: string, name = 'Statement', options = '') =>
  `<Worksheet ss:Name="${name}"><Table>${rows}</Table><WorksheetOptions>${options}</WorksheetOptions></Worksheet>`;
const data = (type: string, value: string, cell = '') =>
  `<Cell ${cell}><Data ss:Type="${type}">${value}</Data></Cell>`;

test('cells are told by their types, formulas by what was calculated last', async () => {
  const bytes = workbook(
    sheet(
      `<Row>${data('String', 'José &amp; <B>co</B>')}${data('Number', '1200.5')}${data('DateTime', '2023-10-19T00:00:00.000')}${data('DateTime', '2023-10-19T14:05:00.000')}${data('DateTime', '1899-12-31T09:30:00.000')}${data('Boolean', '1')}${data('Error', '#REF!')}${data('Number', '42', 'ss:Formula="=1+41"')}${data('Number', '12345678901234567890')}</Row>`,
    ),
  );
  expect(told((await rowsOf(bytes))[0])).toEqual([
    'José & co:t',
    '1200.5:n',
    '2023-10-19:d',
    '2023-10-19T14:05:00:d',
    '09:30:00:d',
    'TRUE:t',
    '#REF!:t',
    '42:N',
    '12345678901234600000:x',
  ]);
});

test('cells stand where their numbers say; comments are none of their text', async () => {
  const bytes = workbook(
    sheet(
      `<Row ss:Span="2"/><Row>${data('String', 'wide', 'ss:MergeAcross="2"')}${data('String', 'after')}</Row><Row ss:Index="10">${data('String', 'x', 'ss:Index="3"')}<Cell><Data ss:Type="String">y</Data><Comment><ss:Data>note</ss:Data></Comment></Cell></Row>`,
    ),
  );
  expect((await rowsOf(bytes)).map(({ number, cells }) => [number, cells])).toEqual([
    [4, ['wide', '', '', 'after']],
    [10, ['', '', 'x', 'y']],
  ]);
});

test('hidden sheets are told as hidden, and each is read by itself', async () => {
  const bytes = workbook(
    sheet(`<Row>${data('String', 'a')}</Row>`),
    sheet(`<Row>${data('String', 'b')}</Row>`, 'Geheim', '<Visible>SheetVeryHidden</Visible>'),
  );
  expect((await opened(bytes)).sheets).toEqual([
    { name: 'Statement', hidden: false },
    { name: 'Geheim', hidden: true },
  ]);
  expect((await rowsOf(bytes, 1))[0]?.cells).toEqual(['b']);
});

test('the encoding it states is the one it is read in', async () => {
  const text = workbook(sheet(`<Row>${data('String', 'José')}</Row>`)).toString('utf8');
  const latin = Buffer.from(
    text.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="ISO-8859-1"?>'),
    'latin1',
  );
  expect((await rowsOf(latin))[0]?.cells).toEqual(['José']);
  const wide = Buffer.from(`\ufeff${text}`, 'utf16le');
  expect((await rowsOf(wide))[0]?.cells).toEqual(['José']);
});

describe('a hostile one', () => {
  test.each<[string, string]>([
    ['rows beyond a sheet', '<Row ss:Index="2000000"/>'],
    ['rows spanned beyond a sheet', '<Row ss:Span="900000000"/><Row/>'],
    ['columns beyond a sheet', `<Row>${data('String', 'x', 'ss:Index="900000000"')}</Row>`],
    [
      'columns merged beyond a sheet',
      `<Row>${data('String', 'x', 'ss:MergeAcross="900000000"')}${data('String', 'x')}</Row>`,
    ],
    ['elements without end', '<a>'.repeat(5_000)],
  ])('with %s is refused', async (_what, rows) => {
    expect((await failureOf(rowsOf(workbook(sheet(rows))))).code).toBe('corrupt');
  });

  test('of any damage is read or refused, and breaks nothing', async () => {
    const sound = workbook(
      sheet(`<Row ss:Index="2">${data('Number', '1', 'ss:Index="2"')}${data('String', 'b')}</Row>`),
    );
    await survivesDamage(sound, rowsOf);
  });
});
