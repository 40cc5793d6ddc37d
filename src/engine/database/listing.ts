import { rememberedOf } from './remembered.ts';
import type { Row, SqliteDatabase, SqlValue } from './sqlite.ts';

/** The checked part of a list call's input that every list has: see `page` in the contract. */
export interface Page {
  offset: number;
  limit: number;
  sort?: string | undefined;
  direction?: 'ascending' | 'descending' | undefined;
  search?: string | undefined;
  hidden: 'without' | 'with' | 'only';
}

export interface ListQuery {
  /** Tables and joins, without the word FROM. */
  from: string;
  /**
   * The column that names a row. Where it is given, rows are chosen by it before `columns` are read: what those count or look up
   * is then done for the page alone, and no word of the order may be one of them.
   */
  key?: string;
  /** Whether all of `from` is written through the change log: then totals stand while other tables are written. */
  logged?: boolean;
  columns: string;
  where: string[];
  parameters: Record<string, SqlValue>;
  /** SQL expressions by the contract's sort names. */
  sorts: Record<string, string>;
  defaultSort: string;
  defaultDirection?: 'ascending' | 'descending';
  /** Columns a search looks into. */
  searched: string[];
  /** Column that says a record is hidden; null for tables that hide nothing. */
  hiddenColumn: string | null;
  /** Last word of the order, so that a page never depends on chance. */
  tieBreak: string;
}

/** One window of a list, filtered, sorted and cut in SQL. */
export function selectPage<R = Row>(
  database: SqliteDatabase,
  query: ListQuery,
  page: Page,
): { rows: R[]; total: number } {
  const where = [...query.where];
  const parameters = { ...query.parameters };
  if (query.hiddenColumn && page.hidden !== 'with') {
    where.push(`${query.hiddenColumn} IS ${page.hidden === 'only' ? 'NOT ' : ''}NULL`);
  }
  if (page.search) {
    parameters.search = `%${page.search.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
    where.push(`(${query.searched.map((column) => `${column} LIKE @search ESCAPE '\\'`).join(' OR ')})`);
  }
  const filter = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
  const sort = query.sorts[page.sort ?? query.defaultSort]!;
  const direction =
    (page.direction ?? query.defaultDirection ?? 'ascending') === 'ascending' ? 'ASC' : 'DESC';
  const { from, columns, key, tieBreak } = query;
  const counting = `SELECT count(*) FROM ${from} ${filter}`;
  const total = rememberedOf(database).recall(
    query.logged ? 'logged' : 'any',
    `${counting} ${JSON.stringify(parameters)}`,
    () => database.prepare(counting).pluck().get(parameters) as number,
  );
  const { offset } = page;
  const limit = Math.max(0, Math.min(page.limit, total - offset));
  // Rows that are passed over are read all the same: what lies nearer to the end is read from there.
  const fromEnd = offset > total / 2 && oneColumn.test(sort) && oneColumn.test(tieBreak);
  const order = fromEnd
    ? `ORDER BY ${sort} ${reverse[direction]} NULLS FIRST, ${tieBreak} ${reverse[direction]}`
    : `ORDER BY ${sort} ${direction} NULLS LAST, ${tieBreak} ${direction}`;
  const window = { ...parameters, limit, offset: fromEnd ? total - offset - limit : offset };
  const chosen = database
    .prepare(`SELECT ${key ?? columns} FROM ${from} ${filter} ${order} LIMIT @limit OFFSET @offset`)
    .pluck(key !== undefined)
    .all(window);
  if (fromEnd) chosen.reverse();
  const rows =
    key === undefined ? (chosen as R[]) : rowsOf<R>(database, { from, columns, key }, chosen as string[]);
  return { rows, total };
}

const reverse = { ASC: 'DESC', DESC: 'ASC' } as const;
/** A direction after a list of columns goes for the last of them alone. */
const oneColumn = /^[\w.]+(?: COLLATE NOCASE)?$/;

function rowsOf<R>(
  database: SqliteDatabase,
  { from, columns, key }: { from: string; columns: string; key: string },
  keys: readonly string[],
): R[] {
  const found = database
    .prepare(
      `SELECT ${columns}, ${key} AS page_key FROM ${from} WHERE ${key} IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(keys)) as (R & { page_key: string })[];
  const byKey = new Map(found.map((row) => [row.page_key, row]));
  return keys.map((one) => byKey.get(one)!);
}

/** `(@p0, @p1, …)` for an IN list, with its parameters. */
export function inList(
  name: string,
  values: readonly SqlValue[],
): { sql: string; parameters: Record<string, SqlValue> } {
  return {
    sql: `(${values.map((_value, index) => `@${name}${index}`).join(', ')})`,
    parameters: Object.fromEntries(values.map((value, index) => [`${name}${index}`, value])),
  };
}
