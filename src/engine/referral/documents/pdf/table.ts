import type { Flow } from './flow.ts';
import { colours, type FaceStyle, type } from './style.ts';
import type { Line } from './text.ts';

export interface Column<Row> {
  title: string;
  /** Share of the width; shares are set in relation to their sum. */
  share: number;
  value: (row: Row) => string;
  align?: 'left' | 'right';
  style?: FaceStyle;
  /** Heads its row for assistive readers. */
  heads?: boolean;
}

const pad = { x: 4, y: 3 };

/**
 * A table over any number of pages: column heads repeated on each, rows kept whole unless they are taller than
 * half a page. Rows may be an endless iterable's worth: only one is held at a time.
 */
export function table<Row>(flow: Flow, rows: Iterable<Row>, columns: Column<Row>[]): void {
  const { pen } = flow;
  const sum = columns.reduce((total, column) => total + column.share, 0);
  const outer = columns.map((column) => (column.share / sum) * flow.width);
  const lefts = outer.map((_, index) =>
    outer.slice(0, index).reduce((total, width) => total + width, flow.left + pad.x),
  );
  // Figures that end at a right edge need air before a column that begins at its left.
  const widths = outer.map((width, index) => {
    const air = columns[index]?.align === 'right' && columns[index + 1]?.align !== 'right' ? 7 : 0;
    return width - 2 * pad.x - air;
  });
  const heads = columns.map((column, index) =>
    flow.lines(column.title, 'strong', type.label.size, widths[index] ?? 0),
  );
  const headHeight = Math.max(...heads.map((lines) => lines.length)) * type.label.leading + 2 * pad.y;
  const metrics = (column: Column<Row>) => (column.style === 'mono' ? type.mono : type.table);
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

  flow.ensure(headHeight + 3 * leading);
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

  for (const row of rows) {
    const cells = columns.map((column, index) =>
      flow.lines(column.value(row), column.style ?? 'text', metrics(column).size, widths[index] ?? 0),
    );
    const lineCount = Math.max(1, ...cells.map((lines) => lines.length));
    const height = lineCount * leading + 2 * pad.y;
    if (height > flow.room && height <= flow.height / 2) {
      flow.newPage();
      repeatHead();
    }
    // A row taller than its page goes on in a row of its own below the repeated heads.
    for (const [index, part] of splitRow(flow, lineCount, leading, headHeight).entries()) {
      if (index > 0) {
        flow.newPage();
        repeatHead();
      }
      const some = cells.map((lines) => lines.slice(part.from, part.to));
      pen.open('TR');
      drawRow(flow, columns, some, lefts, widths, leading, (part.to - part.from) * leading + 2 * pad.y);
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
): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = [];
  let from = 0;
  let room = flow.room;
  while (from < lines) {
    const fits = Math.max(1, Math.floor((room - 2 * pad.y) / leading));
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
  lefts: number[],
  widths: number[],
  leading: number,
  height: number,
): void {
  const { pen } = flow;
  for (const [index, column] of columns.entries()) {
    const mono = column.style === 'mono';
    const { size } = mono ? type.mono : type.table;
    pen.open(column.heads ? 'TH' : 'TD', column.heads ? { scope: 'Row' } : {});
    const lines = cells[index] ?? [];
    if (lines.some((line) => line.spans.length > 0)) {
      pen.content(() => {
        for (const [at, line] of lines.entries()) {
          const x = placed(lefts[index] ?? 0, widths[index] ?? 0, line.width * size, column.align);
          pen.line(line, x, flow.y + pad.y + at * leading + type.table.size, size, colours.ink);
        }
      });
    }
    pen.close();
  }
  flow.y += height;
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
