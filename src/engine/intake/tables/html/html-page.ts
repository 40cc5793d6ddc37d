import type { TableFormat } from '../../../../shared/contract/import-table.ts';
import { ProfferError } from '../../../../shared/domain/errors.ts';
import type { TableContent } from '../table-content.ts';
import type { SourceRow } from '../text/delimited-parser.ts';
import { decodedText } from '../text/text-rows.ts';
import { HtmlTables } from './html-tables.ts';
import { type ListedTable, TableList, tableNumber } from './table-list.ts';

type Html = Extract<TableFormat, { kind: 'html' }>;

/** Characters the parser is given at a time. */
const piece = 64 << 10;

/** Whether a text is a page, or the piece of one that programs save under the name of a workbook. */
export function isHtml(text: string): boolean {
  const start = text.replace(/^\ufeff/, '').trimStart();
  if (/^<(?:!doctype\s+html|html|head|body|meta|title|style|table|center)\b/i.test(start)) return true;
  return /^<[!?a-z]/i.test(start) && /<(?:html|table)[\s>]/i.test(start);
}

/** @throws ProfferError `corrupt`; `invalid-input` for a page without tables. */
export async function listHtmlTables(content: TableContent, encoding: string): Promise<ListedTable[]> {
  const list = new TableList();
  for await (const text of decodedText(content, encoding)) list.write(text);
  const tables = list.end();
  if (tables.length > 0) return tables;
  throw new ProfferError(
    'invalid-input',
    'There is no table with text in this page. If it is a workbook that was saved as a web page, its sheets are pages of their own in the folder beside it: take those in.',
  );
}

/** The rows of one table of a page, in groups. @throws ProfferError `corrupt`; `not-found` where the page has no such table. */
export async function* htmlRows(
  content: TableContent,
  { encoding, table }: Html,
): AsyncGenerator<SourceRow[]> {
  const wanted = tableNumber(table);
  let rows: SourceRow[] = [];
  let found = false;
  const reader = new HtmlTables(({ number }, row) => {
    if (number !== wanted) return;
    found = true;
    rows.push(row);
  });
  for await (const text of decodedText(content, encoding)) {
    for (let at = 0; at < text.length; at += piece) {
      reader.write(text.slice(at, at + piece));
      if (rows.length === 0) continue;
      yield rows;
      rows = [];
    }
  }
  reader.end();
  if (rows.length > 0) yield rows;
  if (!found)
    throw new ProfferError(
      'not-found',
      `The page has no table "${table.slice(0, 60)}". Look at the file again and choose one it has.`,
    );
}
