/** One row as the source has it, before anything is read into its cells. */
export interface SourceRow {
  /** Counted from 1 over every row of the source, the header and empty rows too, as spreadsheet programs count. */
  number: number;
  cells: string[];
  /** Of a workbook: what each cell is, one `CellType` for each. */
  types?: string;
  /** Set where the row could only be taken apart by a guess. */
  trouble?: RowTrouble;
}

export type RowTrouble =
  | 'open-quote'
  | 'too-many-cells'
  | 'not-json'
  | 'cell-cut'
  | 'lost-text'
  | 'spanned-rows'
  | 'spanned-columns';

export interface Dialect {
  /** One character. */
  delimiter: string;
  /** One character, or null where quotes are ordinary text. */
  quote: string | null;
  /** `\r` for files of old Macs; with `\n` a carriage return before it belongs to the line end. */
  newline: '\n' | '\r';
}

/** A quote that is not closed within so many characters was never meant as one. */
const longestRow = 4 << 20;
/** More cells than any spreadsheet program has columns (16,384 in .xlsx). */
const mostCells = 16_384;

/**
 * Takes delimited text apart (RFC 4180, read leniently as Python's csv does): quotes doubled inside quotes, line breaks
 * within them, anything behind a closing quote kept as text. A quote that is never closed spoils its own line and no
 * other. Text comes in pieces of any size; each `push` answers the rows that are complete.
 */
export class DelimitedParser {
  readonly #dialect: Dialect;
  #rest = '';
  #number = 0;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  push(text: string): SourceRow[] {
    return this.#take(this.#rest + text, false);
  }

  /** The last row, where no line end follows it. */
  end(): SourceRow[] {
    return this.#take(this.#rest, true);
  }

  #take(text: string, final: boolean): SourceRow[] {
    const { delimiter, quote, newline } = this.#dialect;
    const rows: SourceRow[] = [];
    let at = 0;
    let nextQuote = quote === null ? -1 : text.indexOf(quote);
    while (at < text.length) {
      let end = text.indexOf(newline, at);
      if (end < 0) {
        if (!final && text.length - at <= longestRow) break;
        end = text.length;
      }
      if (nextQuote >= 0 && nextQuote < at) nextQuote = text.indexOf(quote as string, at);
      if (nextQuote < 0 || nextQuote >= end) {
        rows.push(this.#row(withoutReturn(text, at, end).split(delimiter)));
        at = end + 1;
        continue;
      }
      const quoted = this.#quotedRow(text, at, final);
      if (quoted === 'more') break;
      if (quoted === 'open') {
        rows.push({ ...this.#row(withoutReturn(text, at, end).split(delimiter)), trouble: 'open-quote' });
        at = end + 1;
        continue;
      }
      rows.push(this.#row(quoted.cells));
      at = quoted.next;
    }
    this.#rest = at >= text.length ? '' : text.slice(at);
    return rows;
  }

  #row(cells: string[]): SourceRow {
    this.#number += 1;
    if (cells.length <= mostCells) return { number: this.#number, cells };
    return { number: this.#number, cells: cells.slice(0, mostCells), trouble: 'too-many-cells' };
  }

  /** A row with a quote in it: its cells and where the next begins; `more` where it may end later, `open` where it never does. */
  #quotedRow(
    text: string,
    start: number,
    final: boolean,
  ): { cells: string[]; next: number } | 'more' | 'open' {
    const { delimiter, newline } = this.#dialect;
    const quote = this.#dialect.quote as string;
    const cells: string[] = [];
    let at = start;
    for (;;) {
      let cell = '';
      if (text[at] === quote) {
        at += 1;
        for (;;) {
          const close = text.indexOf(quote, at);
          if (close < 0) return !final && text.length - start <= longestRow ? 'more' : 'open';
          cell += text.slice(at, close);
          at = close + 1;
          if (at === text.length && !final) return 'more';
          if (text[at] !== quote) break;
          cell += quote;
          at += 1;
        }
      }
      const [end, ended] = cellEnd(text, at, delimiter, newline);
      if (end === text.length && !final && text.length - start <= longestRow) return 'more';
      cells.push(cell + (ended === 'row' ? withoutReturn(text, at, end) : text.slice(at, end)));
      at = end + 1;
      if (ended === 'row') return { cells, next: at };
    }
  }
}

function cellEnd(text: string, at: number, delimiter: string, newline: string): [number, 'cell' | 'row'] {
  for (let end = at; end < text.length; end++) {
    const character = text[end];
    if (character === delimiter) return [end, 'cell'];
    if (character === newline) return [end, 'row'];
  }
  return [text.length, 'row'];
}

function withoutReturn(text: string, start: number, end: number): string {
  return text.slice(start, end > start && text[end - 1] === '\r' ? end - 1 : end);
}
