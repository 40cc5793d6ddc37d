import { safeLine } from './safe-text.ts';
import { cutText, padText, textWidth } from './text-width.ts';

export interface Column<R> {
  title: string;
  value: (row: R) => string | number | null;
  /** Numbers stand at the right. */
  align?: 'left' | 'right';
  /** Gives way when the table is wider than the terminal; others keep their width. */
  flexible?: boolean;
}

export interface Page {
  /** Terminal columns; null where output goes to a file or a pipe: nothing is cut. */
  columns: number | null;
  bold: (text: string) => string;
}

const gap = 2;
const leastFlexible = 8;

/** Widths that fit: flexible columns share what is left, none goes below a readable least. */
function fittingWidths(natural: number[], flexible: boolean[], columns: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width, 0) + gap * (widths.length - 1) - columns;
  while (excess > 0) {
    let widest = -1;
    for (const [index, width] of widths.entries()) {
      if (flexible[index] && width > leastFlexible && (widest < 0 || width > widths[widest]!)) widest = index;
    }
    if (widest < 0) break;
    widths[widest]! -= 1;
    excess -= 1;
  }
  return widths;
}

/** Rows under titles, cells made safe to print. */
export function table<R>(rows: readonly R[], columns: readonly Column<R>[], page: Page): string {
  const cells = rows.map((row) => columns.map((column) => safeLine(String(column.value(row) ?? ''))));
  const natural = columns.map((column, index) =>
    cells.reduce((most, row) => Math.max(most, textWidth(row[index]!)), textWidth(column.title)),
  );
  const widths =
    page.columns === null
      ? natural
      : fittingWidths(
          natural,
          columns.map((column) => column.flexible === true),
          page.columns,
        );
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) =>
        padText(cutText(text, widths[index]!), widths[index]!, columns[index]!.align ?? 'left'),
      )
      .join(' '.repeat(gap))
      .trimEnd();
  return [page.bold(line(columns.map((column) => column.title))), ...cells.map(line)].join('\n');
}

/** Facts under each other, `label  value`; empty ones are left out. */
export function facts(
  pairs: readonly (readonly [string, string | number | boolean | null | undefined])[],
  page: Page,
): string {
  const shown = pairs.filter(([, value]) => value !== null && value !== undefined && value !== '');
  const width = shown.reduce((most, [label]) => Math.max(most, textWidth(label)), 0);
  return shown
    .map(([label, value]) => {
      const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
      return `${page.bold(padText(label, width, 'left'))}  ${safeLine(text)}`;
    })
    .join('\n');
}
