import type { RowTrouble, SourceRow } from '../text/delimited-parser.ts';
import type { CellType } from './cell-text.ts';
import { mostColumns } from './sheet-bounds.ts';
import { damaged } from './workbook-archive.ts';

/** Gathers the cells of one row of a sheet; columns that are left out between them are empty. */
export class RowBuilder {
  readonly #cells: string[] = [];
  #types = '';
  #trouble: RowTrouble | null = null;

  /** How many columns the row has so far. */
  get width(): number {
    return this.#cells.length;
  }

  /** Puts a cell into a column, counted from 0, over what stands there. @throws ProfferError `corrupt` beyond the columns a sheet can have. */
  put(column: number, text: string, type: CellType): void {
    if (column >= mostColumns) throw damaged('it has more columns than a sheet can have');
    if (column < this.#cells.length) {
      this.#cells[column] = text;
      this.#types = this.#types.slice(0, column) + type + this.#types.slice(column + 1);
      return;
    }
    const gap = column - this.#cells.length;
    for (let empty = 0; empty < gap; empty++) this.#cells.push('');
    this.#types += ' '.repeat(gap) + type;
    this.#cells.push(text);
  }

  trouble(trouble: RowTrouble): void {
    this.#trouble = trouble;
  }

  /** The row under its number, counted from 1; null for one without cells. */
  build(number: number): SourceRow | null {
    if (this.#cells.length === 0) return null;
    return {
      number,
      cells: this.#cells,
      types: this.#types,
      ...(this.#trouble === null ? {} : { trouble: this.#trouble }),
    };
  }
}
