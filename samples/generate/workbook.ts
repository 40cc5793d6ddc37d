import { ZipArchive } from 'archiver';
import { mark, notice } from './facts.ts';
import { paymentHeader, paymentRows } from './tables.ts';
import { victims } from './victims.ts';

type Cell = string | { number: string } | { day: string };

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const columnName = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : `A${String.fromCharCode(65 + index - 26)}`;

/** Days since 1899-12-30, as spreadsheets count them. */
const serial = (day: string): number =>
  (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;

function sheetXml(rows: Cell[][]): string {
  const cell = (value: Cell, row: number, column: number): string => {
    const at = `${columnName(column)}${row + 1}`;
    if (typeof value === 'string') {
      return `<c r="${at}" t="inlineStr"${row === 0 ? ' s="2"' : ''}><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
    }
    return 'day' in value
      ? `<c r="${at}" s="1"><v>${serial(value.day)}</v></c>`
      : `<c r="${at}"><v>${value.number}</v></c>`;
  };
  const body = rows
    .map(
      (row, index) =>
        `<row r="${index + 1}">${row.map((value, column) => cell(value, index, column)).join('')}</row>`,
    )
    .join('');
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="1" max="14" width="22" customWidth="1"/></cols><sheetData>${body}</sheetData></worksheet>`;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The smallest workbook spreadsheet programs open without complaint (ECMA-376 part 1). */
function parts(sheets: [name: string, rows: Cell[][]][]): [name: string, xml: string][] {
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return [
    [
      '[Content_Types].xml',
      `${header}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/>${sheets.map((_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${kind}.worksheet+xml"/>`).join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${header}<Relationships xmlns="${packageRelationships}"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${header}<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${sheets.map(([name], index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${header}<Relationships xmlns="${packageRelationships}">${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${relationships}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${header}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Liberation Sans"/></font><font><b/><sz val="11"/><name val="Liberation Sans"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf numFmtId="14" applyNumberFormat="1" xfId="0"/><xf fontId="1" applyFont="1" xfId="0"/></cellXfs></styleSheet>`,
    ],
    ...sheets.map(([, rows], index): [string, string] => [
      `xl/worksheets/sheet${index + 1}.xml`,
      sheetXml(rows),
    ]),
  ];
}

function victimSheet(): Cell[][] {
  return [
    [
      'No.',
      'Name',
      'City',
      'Country',
      'Telephone (as given)',
      'E-mail',
      'Age',
      'First contact',
      'Lost',
      'Currency',
      'Recovered',
      'Consent',
      'Sample',
    ],
    ...victims.map((victim, index): Cell[] => {
      const cents = (values: string[]): number =>
        values.reduce((sum, value) => sum + Number(value.replace('.', '')), 0);
      const sum = (values: string[]): string => {
        const total = cents(values);
        return `${Math.trunc(total / 100)}.${String(total % 100).padStart(2, '0')}`;
      };
      return [
        { number: String(index + 1) },
        victim.name,
        victim.fields.city ?? '',
        victim.country,
        victim.fields.phone ?? '',
        victim.fields.email ?? '',
        victim.fields.ageBand ?? '',
        { day: victim.contact.slice(0, 10) },
        { number: sum(victim.payments.map((payment) => payment.amount)) },
        victim.currency,
        { number: sum(victim.payments.map((payment) => payment.recovered)) },
        victim.fields.consent ?? '',
        mark,
      ];
    }),
  ];
}

/** `payments/victims.xlsx`: victims, payments and a note. Stored, not deflated, so that its bytes never move. */
export async function writeWorkbook(): Promise<Map<string, Buffer>> {
  const sheets: [string, Cell[][]][] = [
    ['Victims', victimSheet()],
    [
      'Payments',
      [
        paymentHeader,
        ...paymentRows().map((row) =>
          row.map((value, column): Cell => (column === 5 || column === 10 ? { number: value } : value)),
        ),
      ],
    ],
    ['Read me', [[notice]]],
  ];
  const archive = new ZipArchive({ store: true });
  const chunks: Buffer[] = [];
  archive.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<void>((resolve, reject) => {
    archive.on('end', () => resolve());
    archive.on('error', reject);
  });
  for (const [name, xml] of parts(sheets)) {
    archive.append(Buffer.from(xml, 'utf8'), { name, date: new Date(Date.UTC(2025, 10, 3, 12)) });
  }
  await archive.finalize();
  await done;
  return new Map([['payments/victims.xlsx', Buffer.concat(chunks)]]);
}
