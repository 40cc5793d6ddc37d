import type { TableFormat } from '../../../shared/contract/import-table.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { htmlRows } from './html/html-page.ts';
import type { TableContent } from './table-content.ts';
import type { SourceRow } from './text/delimited-parser.ts';
import { jsonLineRows, jsonRows, readJsonLists } from './text/json-rows.ts';
import { delimitedRows } from './text/text-rows.ts';
import { openSpreadsheet } from './workbook/open-spreadsheet.ts';

/** Rows of a JSON list handed on at a time. */
const group = 1000;

/** The rows of a table in whatever it is written, in groups; streamed but for JSON documents. */
export async function* openRows(content: TableContent, format: TableFormat): AsyncGenerator<SourceRow[]> {
  switch (format.kind) {
    case 'delimited':
      yield* delimitedRows(content, format);
      return;
    case 'json-lines':
      yield* jsonLineRows(content);
      return;
    case 'json': {
      const list = (await readJsonLists(content)).get(format.list);
      if (!list) throw missing(`The document has no list "${format.list.slice(0, 60)}".`);
      const rows = jsonRows(list);
      for (let at = 0; at < rows.length; at += group) yield rows.slice(at, at + group);
      return;
    }
    case 'workbook': {
      const workbook = await openSpreadsheet(content);
      const sheet = workbook?.sheets.findIndex(({ name }) => name === format.sheet) ?? -1;
      if (!workbook || sheet < 0) throw missing(`The workbook has no sheet "${format.sheet.slice(0, 60)}".`);
      yield* workbook.rows(sheet);
      return;
    }
    case 'html':
      yield* htmlRows(content, format);
      return;
    default: {
      const never: never = format;
      throw new Error(`no such format: ${JSON.stringify(never)}`);
    }
  }
}

const missing = (what: string) =>
  new ProfferError('not-found', `${what} Look at the file again and choose one it has.`);

/** Where a row stands, in the words of its format. */
export function placeOf(format: TableFormat, row: number): string {
  if (format.kind === 'json') return `item ${row - 1}`;
  return format.kind === 'json-lines' ? `line ${row - 1}` : `row ${row}`;
}
