import type { SourceRow } from '../text/delimited-parser.ts';
import { foldHeader } from './fold-header.ts';
import { useOfHeader } from './header-uses.ts';
import { lookOf, wholeLookOf } from './value-kinds.ts';

/** Rows above a header: titles, blank lines, the name of a bank. */
const searched = 30;

/**
 * The row that holds the headers, 0 for none: the first one of text cells alone, all different, with more such cells than
 * the rows above it, below which other kinds of cells stand; or one with a header that is known.
 */
export function findHeader(rows: readonly SourceRow[]): { headerRow: number; why: string } {
  const width = commonWidth(rows);
  for (const [at, row] of rows.slice(0, searched).entries()) {
    const filled = row.cells.filter((cell) => cell.trim() !== '');
    if (filled.length < Math.max(1, width * 0.6)) continue;
    const known = filled.filter((cell) => useOfHeader(foldHeader(cell)) !== null).length;
    const different = new Set(filled.map(foldHeader)).size === filled.length;
    // One column alone is a list, of which the first line may be an item with its remark; a header of many may begin like one.
    const look = width > 1 ? wholeLookOf : lookOf;
    const looks = filled.map((cell) => look([cell]));
    const onlyText = looks.every((look) => look === 'text') && filled.every((cell) => cell.length <= 200);
    if (onlyText && different && known > 0 && known >= filled.length * 0.2)
      return { headerRow: row.number, why: `Row ${row.number} has words that name columns.` };
    if (onlyText && different && width > 1 && rowsBelowDiffer(rows, at))
      return {
        headerRow: row.number,
        why: `Row ${row.number} holds words, the rows below it hold other things.`,
      };
    if (onlyText && width === 1 && rowsBelowDiffer(rows, at))
      return { headerRow: row.number, why: `Row ${row.number} is a word, the rows below it are not.` };
    if (!onlyText || width > 1) break;
  }
  return { headerRow: 0, why: 'The first rows look like all others: there is no header.' };
}

function commonWidth(rows: readonly SourceRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || other[0] - one[0])[0]?.[0] ?? 0;
}

function rowsBelowDiffer(rows: readonly SourceRow[], at: number): boolean {
  const below = rows.slice(at + 1, at + 50);
  const width = rows[at]?.cells.length ?? 0;
  for (let column = 0; column < width; column++)
    if (lookOf(below.map(({ cells }) => cells[column] ?? '')) !== 'text') return true;
  return false;
}
