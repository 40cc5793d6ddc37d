import type { RowTrouble, SourceRow } from '../text/delimited-parser.ts';
import { mostCells, mostColumns } from '../workbook/sheet-bounds.ts';
import { damagedPage } from './damaged-page.ts';

/** HTML, 4.9.11: no cell reaches further. */
const mostColumnsReached = 1_000;
const mostRowsReached = 65_534;

/**
 * Where the cells of a table stand in its rows and columns (HTML, 4.9.12). A cell that reaches over several of them says what
 * it says in the first, as in a spreadsheet; the others are empty, and rows it reaches into are told.
 */
export class TableGrid {
  #number = 0;
  #cells: string[] = [];
  #types = '';
  #computed = false;
  #inRow = false;
  #column = 0;
  #cell: { columns: number; rows: number; computed: boolean } | null = null;
  #trouble: RowTrouble | null = null;
  /** For each column how many of the rows to come a cell above reaches into. */
  #reached: number[] = [];
  /** Cells so far, the empty ones that are reached over too. */
  #spent = 0;

  openRow(): void {
    this.#number += 1;
    this.#inRow = true;
    this.#cells = [];
    this.#types = '';
    this.#computed = false;
    this.#column = 0;
    this.#trouble = null;
  }

  /** A cell without a row begins one. */
  openCell(attributes: Readonly<Record<string, string>>): void {
    if (!this.#inRow) this.openRow();
    while ((this.#reached[this.#column] ?? 0) > 0) this.#cover();
    const rows = spanOf(attributes.rowspan, mostRowsReached);
    this.#cell = {
      columns: Math.max(1, spanOf(attributes.colspan, mostColumnsReached)),
      // Nought: down to the end of the table.
      rows: rows === 0 ? mostRowsReached : rows,
      computed: attributes['x:fmla'] !== undefined,
    };
  }

  closeCell(text: string): void {
    const cell = this.#cell;
    this.#cell = null;
    if (!cell) return;
    if (this.#column + cell.columns > mostColumns) {
      this.trouble('too-many-cells');
      return;
    }
    if (text !== '') {
      while (this.#cells.length < this.#column) this.#put('', ' ');
      this.#put(text, cell.computed ? 'T' : 't');
      this.#computed ||= cell.computed;
    }
    if (cell.rows > 1) this.trouble('spanned-rows');
    else if (cell.columns > 1) this.trouble('spanned-columns');
    for (let column = 0; column < cell.columns; column++) {
      if (cell.rows > 1) this.#reached[this.#column] = cell.rows;
      this.#spend();
      this.#column += 1;
    }
  }

  /** Of several the gravest is told: one row tells one. */
  trouble(trouble: RowTrouble): void {
    if (this.#trouble === null || this.#trouble === 'spanned-columns') this.#trouble = trouble;
  }

  /** The row that is open; null where there is none. */
  closeRow(): SourceRow | null {
    if (!this.#inRow) return null;
    this.#inRow = false;
    while (this.#column < this.#reached.length) this.#cover();
    this.#reached = this.#reached.map((rows) => Math.max(0, rows - 1));
    if (this.#reached.every((rows) => rows === 0)) this.#reached = [];
    while (this.#cells.length < this.#column) this.#put('', ' ');
    return {
      number: this.#number,
      cells: this.#cells,
      ...(this.#computed ? { types: this.#types } : {}),
      ...(this.#trouble === null ? {} : { trouble: this.#trouble }),
    };
  }

  #put(text: string, type: string): void {
    this.#cells.push(text);
    this.#types += type;
  }

  /** Passes a column; one that a cell above reaches into is told. */
  #cover(): void {
    if ((this.#reached[this.#column] ?? 0) > 0) this.trouble('spanned-rows');
    this.#spend();
    this.#column += 1;
  }

  #spend(): void {
    this.#spent += 1;
    if (this.#spent > mostCells) throw damagedPage('its cells reach over others without measure');
  }
}

function spanOf(stated: string | undefined, most: number): number {
  const found = /^\s*(\d{1,9})/.exec(stated ?? '1')?.[1];
  return Math.min(most, Number(found ?? 1));
}
