import { air, type Column, columnWidths, paddingX, sizeOf, withValues } from './columns.ts';
import type { Flow } from './flow.ts';
import { colours, type FaceStyle, type } from './style.ts';
import type { Line } from './text.ts';

export interface TableOptions {
  /** Rows close to each other, for long lists of short facts. */
  dense?: boolean;
}

/** A table below what introduces it: heading and words stand on the same page as the first rows. */
export function introducedTable<Row>(
  flow: Flow,
  lead: (on: Flow) => void,
  rows: readonly Row[],
  columns: Column<Row>[],
  options: TableOptions = {},
): void {
  const shown = withValues(rows, columns);
  flow.reserve((on) => {
    lead(on);
    table(on, rows.slice(0, 2), shown, options);
  });
  lead(flow);
  table(flow, rows, shown, options);
}

/**
 * A table over any number of pages: column heads repeated on each, rows kept whole unless they are taller than
 * half a page, and no row left alone on the last page.
 */
export function table<Row>(
  flow: Flow,
  rows: readonly Row[],
  given: Column<Row>[],
  { dense = false }: TableOptions = {},
): void {
  const { pen } = flow;
  const columns = withValues(rows, given);
  const pad = { x: paddingX, y: dense ? 1.2 : 3 };
  const outer = columnWidths(flow, columns);
  const lefts = outer.map((_, index) =>
    outer.slice(0, index).reduce((total, width) => total + width, flow.left + pad.x),
  );
  const widths = outer.map((width, index) => width - 2 * pad.x - air(columns, index));
  const heads = columns.map((column, index) =>
    flow.lines(column.title, 'strong', type.label.size, widths[index] ?? 0),
  );
  const headHeight = Math.max(...heads.map((lines) => lines.length)) * type.label.leading + 2 * pad.y;
  const leading = columns.some((column) => column.style !== 'mono') ? type.table.leading : type.mono.leading;

  const drawHead = (index: number) => {
    const column = columns[index];
    for (const [at, line] of (heads[index] ?? []).entries()) {
      const x = placed(lefts[index] ?? 0, widths[index] ?? 0, line.width * type.label.size, column?.align);
      pen.line(
        line,
        x,
        flow.y + pad.y + at * type.label.leading + type.label.size,
        type.label.size,
        colours.ink,
      );
    }
  };
  const band = () => {
    pen.artifact('Layout', () => {
      pen.fill(flow.left, flow.y, flow.width, headHeight, colours.band);
      pen.rule(
        flow.left,
        flow.y + headHeight,
        flow.left + flow.width,
        flow.y + headHeight,
        colours.rule,
        0.6,
      );
    });
  };
  const repeatHead = () => {
    band();
    pen.artifact('Pagination', () => {
      for (const index of columns.keys()) drawHead(index);
    });
    flow.y += headHeight;
  };

  const layRow = (row: Row) => {
    const cells = columns.map((column, index) =>
      flow.lines(column.value(row), column.style ?? 'text', sizeOf(column), widths[index] ?? 0),
    );
    const lineCount = Math.max(1, ...cells.map((lines) => lines.length));
    return { cells, lineCount, height: lineCount * leading + 2 * pad.y };
  };
  const whole = (height: number) => height <= flow.height / 2;

  const [first] = rows;
  let next = first === undefined ? null : layRow(first);
  flow.ensure(headHeight + (next && whole(next.height) ? next.height : 3 * leading));
  pen.open('Table');
  band();
  pen.open('TR');
  for (const index of columns.keys()) {
    pen.open('TH', { scope: 'Column' });
    pen.content(() => drawHead(index));
    pen.close();
  }
  pen.close();
  flow.y += headHeight;

  for (let index = 0; next !== null; index += 1) {
    const { cells, lineCount, height }: ReturnType<typeof layRow> = next;
    const following = rows[index + 1];
    next = following === undefined ? null : layRow(following);
    // The last row takes the one before it along to the next page.
    const strands =
      next !== null &&
      index + 2 === rows.length &&
      index > 0 &&
      height <= flow.room &&
      height + next.height > flow.room &&
      whole(height + next.height);
    if (strands || (height > flow.room && whole(height))) {
      flow.newPage();
      repeatHead();
    }
    // A row taller than its page goes on in a row of its own below the repeated heads.
    for (const [at, part] of splitRow(flow, lineCount, leading, headHeight, pad.y).entries()) {
      if (at > 0) {
        flow.newPage();
        repeatHead();
      }
      const some = cells.map((lines) => lines.slice(part.from, part.to));
      pen.open('TR');
      drawRow(flow, columns, some, { lefts, widths, leading, padding: pad.y, lines: part.to - part.from });
      pen.close();
    }
  }
  pen.close();
  flow.skip(8);
}

function splitRow(
  flow: Flow,
  lines: number,
  leading: number,
  headHeight: number,
  padding: number,
): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = [];
  let from = 0;
  let room = flow.room;
  while (from < lines) {
    const fits = Math.max(1, Math.floor((room - 2 * padding) / leading));
    const to = Math.min(lines, from + fits);
    parts.push({ from, to });
    from = to;
    room = flow.height - headHeight;
  }
  return parts;
}

function drawRow<Row>(
  flow: Flow,
  columns: Column<Row>[],
  cells: Line[][],
  grid: { lefts: number[]; widths: number[]; leading: number; padding: number; lines: number },
): void {
  const { lefts, widths, leading, padding } = grid;
  const { pen } = flow;
  for (const [index, column] of columns.entries()) {
    const size = sizeOf(column);
    pen.open(column.heads ? 'TH' : 'TD', column.heads ? { scope: 'Row' } : {});
    const lines = cells[index] ?? [];
    if (lines.some((line) => line.spans.length > 0)) {
      pen.content(() => {
        for (const [at, line] of lines.entries()) {
          const x = placed(lefts[index] ?? 0, widths[index] ?? 0, line.width * size, column.align);
          pen.line(line, x, flow.y + padding + at * leading + type.table.size, size, colours.ink);
        }
      });
    }
    pen.close();
  }
  flow.y += grid.lines * leading + 2 * padding;
  pen.artifact('Layout', () =>
    pen.rule(flow.left, flow.y, flow.left + flow.width, flow.y, colours.hair, 0.5),
  );
}

function placed(left: number, width: number, ink: number, align: 'left' | 'right' | undefined): number {
  return align === 'right' ? left + width - ink : left;
}

/** Label and value pairs, as a table of two columns without a head. Empty values are left out. */
export function facts(
  flow: Flow,
  pairs: [label: string, value: string, style?: FaceStyle][],
  share = 0.27,
): void {
  const { pen } = flow;
  const shown = pairs.filter(([, value]) => value.trim() !== '');
  if (shown.length === 0) return;
  const labelWidth = flow.width * share;
  pen.open('Table');
  for (const [label, value, style] of shown) {
    const size = style === 'mono' ? type.mono.size : type.small.size + 0.6;
    const leading = 11.6;
    const left = flow.lines(label, 'text', type.small.size, labelWidth - 10);
    const right = flow.lines(value, style ?? 'text', size, flow.width - labelWidth);
    const height = Math.max(left.length, right.length) * leading + 4;
    flow.ensure(Math.min(height, 80));
    pen.open('TR');
    pen.open('TH', { scope: 'Row' });
    pen.content(() => {
      for (const [at, line] of left.entries())
        pen.line(line, flow.left, flow.y + at * leading + 10, type.small.size, colours.muted);
    });
    pen.close();
    pen.open('TD');
    let next = 0;
    while (next < right.length) {
      const fits = Math.max(1, Math.floor((flow.room - 4) / leading));
      const part = right.slice(next, next + fits);
      pen.content(() => {
        for (const [at, line] of part.entries())
          pen.line(line, flow.left + labelWidth, flow.y + at * leading + 10, size, colours.ink);
      });
      next += part.length;
      if (next < right.length) flow.newPage();
      else flow.y += Math.max(part.length, next === part.length ? left.length : 0) * leading + 4;
    }
    pen.close();
    pen.close();
    pen.artifact('Layout', () =>
      pen.rule(flow.left, flow.y - 1, flow.left + flow.width, flow.y - 1, colours.hair, 0.5),
    );
  }
  pen.close();
  flow.skip(8);
}
