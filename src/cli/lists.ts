import type { Answer } from './desk.ts';
import type { ListOptions } from './options.ts';
import { type Column, table } from './terminal/table.ts';

interface Window<S extends string> {
  offset: number;
  limit: number;
  hidden: 'without' | 'with' | 'only';
  sort?: S;
  direction?: 'ascending' | 'descending';
  search?: string;
}

const mostAtOnce = 1000;

/** Asks for one page, or with `--all` for page after page, in the contract's shape. */
export async function readList<R, S extends string>(
  options: ListOptions<S>,
  ask: (window: Window<S>) => Promise<{ rows: R[]; total: number }>,
): Promise<{ rows: R[]; total: number }> {
  const window: Window<S> = {
    offset: options.offset ?? 0,
    limit: options.all ? mostAtOnce : (options.limit ?? 100),
    hidden: options.hidden ?? 'without',
    ...(options.sort ? { sort: options.sort } : {}),
    ...(options.descending ? { direction: 'descending' as const } : {}),
    ...(options.search ? { search: options.search } : {}),
  };
  const list = await ask(window);
  const rows = [...list.rows];
  while (options.all && rows.length + window.offset < list.total) {
    const more = await ask({ ...window, offset: window.offset + rows.length });
    if (more.rows.length === 0) break;
    rows.push(...more.rows);
  }
  return { rows, total: list.total };
}

/** A list as a table, which says when there is more than it shows. */
export const listAnswer = <R>(
  list: { rows: R[]; total: number },
  columns: readonly Column<R>[],
  nothing: string,
): Answer => ({
  json: list,
  text: (page) => {
    if (list.total === 0) return nothing;
    const more =
      list.rows.length < list.total
        ? `\n${list.rows.length} of ${list.total} shown; --all shows every one.`
        : '';
    return `${table(list.rows, columns, page)}${more}`;
  },
});
