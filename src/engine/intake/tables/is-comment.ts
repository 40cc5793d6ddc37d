import type { SourceRow } from './text/delimited-parser.ts';

/** A line of a list that speaks about the list, as block lists and hosts files have them. */
export const isComment = ({ cells }: SourceRow): boolean =>
  cells.length === 1 && /^\s*(?:#|\/\/)/.test(cells[0] ?? '');
