/** What banks send under the name of a workbook: taken in, offered, tried, imported, told of and searched like any other table. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Desk, openCase, openDesk, writeFiles } from '../../../../tests/support/desk.ts';
import { rawZip } from '../../verify/testing/raw-zip.ts';
import { binaryWorkbook, cells, double, sharedStrings } from './testing/write-biff.ts';

const html = `<html><body><table><tr><td>Example Bank</td></tr><tr><td>Branch Nordhaven</td></tr></table>
<table><tr><th colspan=5>Statement</th></tr><tr><th>Date</th><th>Description</th><th>Withdrawals</th><th>Deposits</th><th>Balance</th></tr>
<tr><td rowspan=2>2023-10-19</td><td>UPI to Ravi</td><td>1,200.50</td><td></td><td>100.00</td></tr>
<tr><td>Zelle to Rita</td><td>3.00</td><td></td><td>97.00</td></tr>
<tr><td>2023-10-20</td><td>Salary</td><td></td><td>50.00</td><td>147.00</td></tr></table></body></html>`;

const xml = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Calls"><Table>${[
  ['Phone', 'Note'],
  ['+1 202 555 0143', 'Nordhavener'],
]
  .map(
    (row) => `<Row>${row.map((cell) => `<Cell><Data ss:Type="String">${cell}</Data></Cell>`).join('')}</Row>`,
  )
  .join('')}</Table></Worksheet></Workbook>`;

const strings = [
  'Name',
  'Phone',
  'Amount lost',
  'Date of loss',
  'Vera Vorbild',
  '+1 202 555 0156',
  'Geheimnis',
];
const binary = binaryWorkbook(
  [
    {
      name: 'Victims',
      records: [
        ...[0, 1, 2, 3].map((column) => cells.labelSst(0, column, column)),
        cells.labelSst(1, 0, 4),
        cells.labelSst(1, 1, 5),
        cells.formula(1, 2, double(1200.5)),
        cells.number(1, 3, 45218, 1),
        cells.label(2, 0, 'Max Muster'),
        cells.labelSst(2, 1, 900),
        cells.number(2, 2, 1.2345678901234567e19),
        cells.number(2, 3, 45219, 1),
      ],
    },
    { name: 'Notes', state: 1, records: [cells.labelSst(0, 0, 6)] },
  ],
  [sharedStrings(strings)],
);

const ods = rawZip([
  { name: 'mimetype', data: Buffer.from('application/vnd.oasis.opendocument.spreadsheet') },
  {
    name: 'content.xml',
    data: Buffer.from(
      '<office:document-content><office:body><office:spreadsheet><table:table table:name="Sites"><table:table-row><table:table-cell><text:p>Domain</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>nordhaven-support.example</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>',
    ),
  },
]);

const text = 'Date\tNarration\tAmount\n19/10/2023\tUPI to Otis\t12.00\n20/10/2023\tUPI to Rosa\t13.00\n';

let desk: Desk;
let caseId: string;
const evidence = new Map<string, string>();

beforeEach(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine);
  const folder = writeFiles(desk.base, {
    'a-statement.xls': html,
    'b-calls.xls': xml,
    'c-victims.xls': binary,
    'd-sites.ods': ods,
    'e-account.xls': text,
  });
  await desk.engine.run('evidence.intake', { caseId, paths: [folder] });
  await desk.engine.run('evidence.read', { caseId });
  const { rows } = await desk.engine.call('import.candidates', { caseId });
  for (const row of rows) evidence.set(row.name, row.evidenceId);
  expect(rows.map(({ name, format, as }) => [name, format, as])).toEqual([
    ['a-statement.xls', 'HTML page with 2 tables', 'table'],
    ['b-calls.xls', 'Excel workbook (XML 2003)', 'table'],
    ['c-victims.xls', 'Excel workbook (97 to 2003)', 'table'],
    ['d-sites.ods', 'OpenDocument spreadsheet', 'table'],
    ['e-account.xls', 'Table (text)', 'table'],
  ]);
});

/** Everything that was found guessed right, and what a person declares besides. */
async function imported(name: string, columns: Record<string, object>, more: object = {}) {
  const evidenceId = evidence.get(name)!;
  const found = await desk.engine.call('import.inspectTable', { evidenceId });
  const mapping = {
    format: found.format,
    headerRow: found.headerRow,
    rowsAre: found.rowsAre.value,
    ...more,
    columns: found.columns.map(({ index, header, use }) => ({
      index,
      header,
      use: use.value,
      ...columns[header],
    })),
  };
  const preview = await desk.engine.call('import.previewTable', { evidenceId, mapping });
  expect(preview.undeclared).toEqual([]);
  const done = await desk.engine.run('import.table', { evidenceId, mapping });
  const findings = await desk.engine.call('import.findings', { id: done.batchId! });
  return {
    found,
    counts: done.counts,
    codes: findings.rows.map(({ place, code }) => `${place} ${code}`).sort(),
  };
}

const dated = { dayOrder: 'year-month-day', zone: 'Asia/Kolkata' } as const;
const money = { currency: 'INR', decimalSeparator: '.' } as const;

describe('files of banks', () => {
  test('a statement in HTML becomes payments; cells that reach over rows are told and not counted twice', async () => {
    const { found, counts, codes } = await imported(
      'a-statement.xls',
      {
        Date: { use: 'money-date', ...dated },
        Withdrawals: { use: 'debit', ...money },
        Deposits: { use: 'credit', ...money },
      },
      { rowsAre: 'transactions', lossMethod: 'bank-transfer' },
    );
    expect(found.sheets.map(({ name }) => name)).toEqual([
      'Table 1: Example Bank',
      'Table 2: Date, Description, Withdrawals, Deposits, Balance',
    ]);
    expect(counts).toMatchObject({ rows: 3, payments: 3 });
    expect(codes).toEqual(expect.arrayContaining(['row 3 spanned-rows', 'row 4 spanned-rows']));
    expect(codes.filter((code) => code.startsWith('row 5'))).toEqual([]);
  });

  test('a binary workbook becomes people; formulas, rounded numbers and lost texts are told', async () => {
    const { found, counts, codes } = await imported(
      'c-victims.xls',
      {
        Phone: { use: 'person-phone', country: 'US' },
        'Amount lost': { use: 'amount', ...money },
        'Date of loss': { use: 'money-date', zone: 'America/New_York' },
      },
      { lossMethod: 'wire-transfer' },
    );
    expect(found.sheets).toEqual([
      { name: 'Victims', hidden: false },
      { name: 'Notes', hidden: true },
    ]);
    expect(found.columns.map(({ computed }) => computed)).toEqual([0, 0, 1, 0]);
    expect(counts).toMatchObject({ rows: 2, added: 2 });
    expect(codes).toEqual(expect.arrayContaining(['row 3 lost-text', 'row 3 rounded-number']));
  });

  test('their words are found by searching, those of hidden sheets too', async () => {
    for (const [word, name] of [
      ['Ravi', 'a-statement.xls'],
      ['Nordhavener', 'b-calls.xls'],
      ['Geheimnis', 'c-victims.xls'],
      ['nordhaven-support.example', 'd-sites.ods'],
      ['Otis', 'e-account.xls'],
    ] as const) {
      const { hits } = await desk.engine.call('search.find', { text: word, caseId });
      expect(JSON.stringify(hits), word).toContain(name);
    }
  });
});
