import { findHeader } from '../looking/find-header.ts';
import type { SourceRow } from '../text/delimited-parser.ts';
import { mostSheets } from '../workbook/sheet-bounds.ts';
import { HtmlTables } from './html-tables.ts';

/** A table of a page that has rows. */
export interface ListedTable {
  /** What it is chosen by: `Table 3: Date, Narration, Amount`. */
  name: string;
  hidden: boolean;
  /** Cells that say something. */
  filled: number;
  /** Its first rows, cut short. */
  rows: readonly SourceRow[];
}

const sampleRows = 50;
const sampleCells = 100;
const sampleLength = 200;
/** Characters of all samples together. */
const mostSampled = 4 << 20;
const longestName = 120;

interface Gathered {
  number: number;
  caption: string;
  hidden: boolean;
  filled: number;
  rows: SourceRow[];
}

/** Lists the tables of a page as its text comes, piece by piece. Tables without any text are left out. */
export class TableList {
  readonly #tables = new Map<number, Gathered>();
  readonly #reader: HtmlTables;
  #sampled = 0;

  constructor() {
    this.#reader = new HtmlTables((table, row) => {
      const filled = row.cells.filter((cell) => cell !== '').length;
      if (filled === 0 || (!this.#tables.has(table.number) && this.#tables.size >= mostSheets)) return;
      const gathered = this.#tables.get(table.number) ?? { ...table, filled: 0, rows: [] };
      this.#tables.set(table.number, gathered);
      gathered.filled += filled;
      if (gathered.rows.length < sampleRows && this.#sampled < mostSampled) this.#sample(gathered, row);
    });
  }

  write(text: string): void {
    this.#reader.write(text);
  }

  end(): ListedTable[] {
    this.#reader.end();
    return [...this.#tables.values()]
      .sort((one, other) => one.number - other.number)
      .map((table) => ({ ...table, name: nameOf(table) }));
  }

  #sample(gathered: Gathered, { number, cells }: SourceRow): void {
    const row = { number, cells: cells.slice(0, sampleCells).map((cell) => cell.slice(0, sampleLength)) };
    this.#sampled += row.cells.reduce((sum, cell) => sum + cell.length, row.cells.length);
    gathered.rows.push(row);
  }
}

/** The table with the most to say, of those that show. */
export const mainTable = (tables: readonly ListedTable[]): ListedTable | undefined =>
  [...tables].sort((one, other) => Number(one.hidden) - Number(other.hidden) || other.filled - one.filled)[0];

/** The number in the name of a table; what follows it is for people. Null for what names none. */
export function tableNumber(name: string): number | null {
  const found = /^\s*(?:table\s*)?(\d{1,6})(?=\s*(?::|$))/i.exec(name)?.[1];
  return found === undefined ? null : Number(found);
}

function nameOf({ number, caption, rows }: Gathered): string {
  const { headerRow } = findHeader(rows);
  const header = rows.find((row) => row.number === headerRow) ?? rows[0];
  const words = caption || (header?.cells ?? []).filter((cell) => cell !== '').join(', ');
  const plain = words.replace(/\s+/g, ' ').trim();
  const cut = plain.length > longestName ? `${plain.slice(0, longestName - 1)}…` : plain;
  return cut === '' ? `Table ${number}` : `Table ${number}: ${cut}`;
}
