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
  const sort = query.sorts[page.sort ?? query.defaultSort];
  const direction =
    (page.direction ?? query.defaultDirection ?? 'ascending') === 'ascending' ? 'ASC' : 'DESC';
  const rows = database
    .prepare(
      `SELECT ${query.columns} FROM ${query.from} ${filter}
       ORDER BY ${sort} ${direction} NULLS LAST, ${query.tieBreak} ${direction} LIMIT @limit OFFSET @offset`,
    )
    .all({ ...parameters, limit: page.limit, offset: page.offset }) as R[];
  const { total } = database
    .prepare(`SELECT count(*) AS total FROM ${query.from} ${filter}`)
    .get(parameters) as {
    total: number;
  };
  return { rows, total };
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
