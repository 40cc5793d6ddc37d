import type { Flow } from './flow.ts';
import { type FaceStyle, type } from './style.ts';

export interface Column<Row> {
  title: string;
  /** Share of the width that the columns with `fits` leave; shares are set in relation to their sum. */
  share?: number;
  /** Samples of what stands in it: the column is just wide enough for each of these on one line. */
  fits?: readonly string[];
  /** Left out where no row has a value. */
  optional?: boolean;
  value: (row: Row) => string;
  align?: 'left' | 'right';
  style?: FaceStyle;
  /** Heads its row for assistive readers. */
  heads?: boolean;
}

/** Between a column's edge and what stands in it. */
export const paddingX = 4;

/** Columns without the optional ones that would be empty from top to bottom. */
export function withValues<Row>(rows: readonly Row[], columns: Column<Row>[]): Column<Row>[] {
  return columns.filter((column) => !column.optional || rows.some((row) => column.value(row).trim() !== ''));
}

export const sizeOf = ({ style }: { style?: FaceStyle }) => (style === 'mono' ? type.mono : type.table).size;

/** Figures that end at a right edge need air before a column that begins at its left. */
export const air = <Row>(columns: Column<Row>[], index: number): number =>
  columns[index]?.align === 'right' && columns[index + 1] && columns[index + 1]?.align !== 'right' ? 7 : 0;

/** Outer widths. A column is never narrower than the longest word of its head. */
export function columnWidths<Row>(flow: Flow, columns: Column<Row>[]): number[] {
  const inner = (column: Column<Row>) => {
    const head = column.title.split(' ').map((word) => flow.line(word, 'strong').width * type.label.size);
    const cells = (column.fits ?? []).map(
      (text) => flow.line(text, column.style ?? 'text').width * sizeOf(column),
    );
    // A hair more, so that rounding breaks nothing.
    return Math.max(...head, ...cells) + 0.5;
  };
  const least = columns.map((column, index) => inner(column) + 2 * paddingX + air(columns, index));
  const fixed = least.map((width, index) => (columns[index]?.fits ? width : 0));
  const taken = fixed.reduce((total, width) => total + width, 0);
  const sum = columns.reduce((total, column) => total + (column.fits ? 0 : (column.share ?? 1)), 0);
  // Samples may be as long as whatever came in as evidence: they leave the others a quarter.
  const most = flow.width * (sum > 0 ? 0.75 : 1);
  const shrink = taken > most || sum === 0 ? most / taken : 1;
  const rest = flow.width - taken * shrink;
  const shared = columns.map((column, index) =>
    column.fits ? (fixed[index] ?? 0) * shrink : ((column.share ?? 1) / sum) * rest,
  );
  if (taken > most) return shared;
  // What a head lacks comes from the widest of the others.
  for (const [index, width] of shared.entries()) {
    const lacks = (least[index] ?? 0) - width;
    if (columns[index]?.fits || lacks <= 0) continue;
    const widest = shared.reduce(
      (best, one, at) => (!columns[at]?.fits && one > (shared[best] ?? 0) ? at : best),
      index,
    );
    if (widest === index || (shared[widest] ?? 0) - lacks < (least[widest] ?? 0)) continue;
    shared[widest] = (shared[widest] ?? 0) - lacks;
    shared[index] = width + lacks;
  }
  return shared;
}
