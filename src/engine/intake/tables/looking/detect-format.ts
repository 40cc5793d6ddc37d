import type { TableFormat } from '../../../../shared/contract/import-table.ts';
import { ProfferError } from '../../../../shared/domain/errors.ts';
import { tableEncodings } from '../../../../shared/domain/import-words.ts';
import { isHtml, listHtmlTables } from '../html/html-page.ts';
import { mainTable } from '../html/table-list.ts';
import type { TableContent } from '../table-content.ts';
import { detectDialect } from '../text/dialect.ts';
import { largestJson, readJsonLists } from '../text/json-rows.ts';
import { htmlEncoding } from '../text/markup-encoding.ts';
import { decode, detectEncoding } from '../text/text-encoding.ts';
import { openSpreadsheet } from '../workbook/open-spreadsheet.ts';
import type { Workbook } from '../workbook/workbook.ts';

export interface FormatFound {
  format: TableFormat;
  /** What was inferred and has to be confirmed. */
  doubts: string[];
  /** What was found out, for the person to read. */
  facts: string[];
  sheets: { name: string; hidden: boolean }[];
}

/** Bytes looked at. */
const head = 512 << 10;
const delimiterNames: Record<string, string> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'vertical bar',
};

/** What kind of table a file is, by its content. @throws ProfferError `invalid-input` for what is none, `corrupt`. */
export async function detectFormat(content: TableContent): Promise<FormatFound> {
  const bytes = await content.read(0, Math.min(head, content.size));
  if (bytes.length === 0)
    throw new ProfferError('invalid-input', 'The file is empty: there are no rows in it.');
  const workbook = await openSpreadsheet(content);
  if (workbook) return workbookFormat(workbook);
  const encoding = detectEncoding(bytes);
  const text = decode(bytes, encoding.encoding);
  requireText(text);
  if (isHtml(text)) return htmlFormat(content, bytes);
  if (/^\s*[[{]/.test(text)) {
    const json = await jsonFormat(content, text);
    if (json) return json;
  }
  return delimitedFormat(text, encoding);
}

async function workbookFormat(workbook: Workbook): Promise<FormatFound> {
  const { format, facts, macros, sheets } = workbook;
  if (sheets.length === 0) throw new ProfferError('invalid-input', 'The workbook has no sheet with rows.');
  const first = (await firstWithRows(workbook)) ?? sheets[0]!;
  return {
    format: { kind: 'workbook', sheet: first.name },
    doubts: [],
    facts: [
      `${format}.`,
      ...facts,
      ...(macros ? ['It holds macros, which are kept with it and never run.'] : []),
    ],
    sheets: sheets.map(({ name, hidden }) => ({ name, hidden })),
  };
}

/** Sheets tried for rows, the ones that show before the hidden ones. */
const mostTried = 50;

async function firstWithRows({ sheets, rows }: Workbook): Promise<Workbook['sheets'][number] | undefined> {
  const order = [...sheets.entries()].sort(([, one], [, other]) => Number(one.hidden) - Number(other.hidden));
  for (const [index, sheet] of order.slice(0, mostTried))
    try {
      for await (const group of rows(index)) if (group.length > 0) return sheet;
    } catch (error) {
      // A damaged sheet can still be chosen, and then says what is wrong with it.
      if (!(error instanceof ProfferError)) throw error;
    }
  return undefined;
}

async function htmlFormat(content: TableContent, head: Uint8Array): Promise<FormatFound> {
  const { encoding, certain, why } = htmlEncoding(head);
  const tables = await listHtmlTables(content, encoding);
  const name = tableEncodings[encoding];
  const facts = [
    `HTML page with ${tables.length === 1 ? 'one table' : `${tables.length} tables`}; the fullest one is looked at first. Nothing of the page is shown or loaded.`,
  ];
  if (certain) facts.push(`Encoding: ${name}. ${why}`);
  return {
    format: { kind: 'html', encoding, table: mainTable(tables)?.name ?? '' },
    doubts: certain ? [] : [`Encoding taken for ${name}. ${why}`],
    facts,
    sheets: tables.map(({ name: table, hidden }) => ({ name: table, hidden })),
  };
}

async function jsonFormat(content: TableContent, text: string): Promise<FormatFound | null> {
  const [line = ''] = text.trimStart().split('\n', 1);
  if (isJsonObject(line) && text.trimStart().length > line.length + 1)
    return {
      format: { kind: 'json-lines' },
      doubts: [],
      facts: ['JSON Lines: one object per line.'],
      sheets: [],
    };
  if (content.size > largestJson) return null;
  try {
    const lists = await readJsonLists(content);
    const names = [...lists.keys()];
    return {
      format: { kind: 'json', list: names[0] ?? '' },
      doubts: [],
      facts: ['JSON document.'],
      sheets: names.map((name) => ({ name, hidden: false })),
    };
  } catch (error) {
    // A text that begins with a bracket need not be JSON.
    if (error instanceof ProfferError && error.code === 'corrupt') return null;
    throw error;
  }
}

function isJsonObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function delimitedFormat(text: string, encoding: ReturnType<typeof detectEncoding>): FormatFound {
  const { dialect, certain } = detectDialect(text);
  const doubts: string[] = [];
  const facts: string[] = [];
  const name = tableEncodings[encoding.encoding];
  if (encoding.certain) facts.push(`Encoding: ${name}. ${encoding.why}`);
  else doubts.push(`Encoding taken for ${name}. ${encoding.why}`);
  const columns =
    dialect.quote === null
      ? 'One column.'
      : `Cells separated by ${delimiterNames[dialect.delimiter] ?? dialect.delimiter}.`;
  if (certain) facts.push(columns);
  else doubts.push(`${columns} Other signs part the rows nearly as well; look at the columns.`);
  return {
    format: { kind: 'delimited', encoding: encoding.encoding, ...dialect },
    doubts,
    facts,
    sheets: [],
  };
}

/** A program, a picture or an archive is no table, however it decodes. */
function requireText(text: string): void {
  const sample = text.slice(0, 65_536);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  if (controls <= Math.max(4, sample.length * 0.02)) return;
  throw new ProfferError(
    'invalid-input',
    'This is no table of text, no workbook, no page with tables and no JSON. Tables come as .csv, .tsv, .txt, .xlsx, .xls, .ods, .html, .json or .jsonl.',
  );
}
