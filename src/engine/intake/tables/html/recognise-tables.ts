import { ProfferError } from '../../../../shared/domain/errors.ts';
import { findHeader } from '../looking/find-header.ts';
import { lookOf } from '../looking/value-kinds.ts';
import { type ListedTable, TableList } from './table-list.ts';

/** Names under which programs save tables, whatever stands in the file. */
const savedAsWorkbook = /\.(?:xls|xlt|xlsx|csv)$/i;
/** Characters the parser is given at a time. */
const piece = 1 << 20;

/**
 * How many tables of a page are lists that may be imported. Most pages lay themselves out with tables: one is a list where its
 * header names columns and rows of something else than words stand below it; under the name of a workbook any table is.
 */
export function countListTables(html: string, name: string): number {
  if (!/<table[\s>]/i.test(html)) return 0;
  const list = new TableList();
  let tables: ListedTable[];
  try {
    for (let at = 0; at < html.length; at += piece) list.write(html.slice(at, at + piece));
    tables = list.end();
  } catch (error) {
    // The text of such a page is read all the same; importing it says what is wrong.
    if (error instanceof ProfferError) return 0;
    throw error;
  }
  return tables.filter(({ rows }) => (savedAsWorkbook.test(name) ? rows.length > 1 : isList(rows))).length;
}

function isList(rows: ListedTable['rows']): boolean {
  const { headerRow } = findHeader(rows);
  const header = rows.find(({ number }) => number === headerRow);
  const below = rows.filter(({ number }) => number > headerRow);
  if (!header || header.cells.length < 2 || below.length < 2) return false;
  return header.cells.some((_, column) => lookOf(below.map(({ cells }) => cells[column] ?? '')) !== 'text');
}
