import type { ColumnMapping, TableMapping } from '../../../../shared/contract/import-table.ts';
import type { ColumnUse } from '../../../../shared/domain/import-words.ts';
import type { SourceRow } from '../text/delimited-parser.ts';
import { cleanCell } from './clean-cell.ts';
import type { RowProblem } from './draft.ts';

/** The columns of a mapping by what they are. */
export type ColumnsByUse = ReadonlyMap<ColumnUse, readonly ColumnMapping[]>;

export function columnsByUse(mapping: TableMapping): ColumnsByUse {
  const byUse = new Map<ColumnUse, ColumnMapping[]>();
  for (const column of mapping.columns) {
    if (column.use === 'ignore') continue;
    const columns = byUse.get(column.use) ?? [];
    columns.push(column);
    byUse.set(column.use, columns);
  }
  return byUse;
}

/** One row, asked by what its columns are. Cells are cleaned when they are asked for. */
export class RowCells {
  readonly row: SourceRow;
  readonly problems: RowProblem[] = [];
  readonly #columns: ColumnsByUse;

  constructor(row: SourceRow, columns: ColumnsByUse) {
    this.row = row;
    this.#columns = columns;
  }

  columns(use: ColumnUse): readonly ColumnMapping[] {
    return this.#columns.get(use) ?? [];
  }

  has(use: ColumnUse): boolean {
    return this.#columns.has(use);
  }

  cell(column: ColumnMapping): string {
    const { text, problem } = cleanCell(this.row.cells[column.index] ?? '');
    if (problem) this.problem({ severity: 'warning', column: column.index, ...problem });
    return text;
  }

  /** The first cell of this use that says something. */
  first(use: ColumnUse): { text: string; column: ColumnMapping } | null {
    for (const column of this.columns(use)) {
      const text = this.cell(column);
      if (text !== '') return { text, column };
    }
    return null;
  }

  text(use: ColumnUse): string {
    return this.first(use)?.text ?? '';
  }

  /** Several columns of one use as one text, such as the lines of an address. */
  joined(use: ColumnUse, separator: string): string {
    return this.columns(use)
      .map((column) => this.cell(column))
      .filter((text) => text !== '')
      .join(separator);
  }

  /** `Header: cell` for each column of this use that says something. */
  labelled(use: ColumnUse): string[] {
    return this.columns(use).flatMap((column) => {
      const text = this.cell(column);
      return text === '' ? [] : [`${column.header || `Column ${column.index + 1}`}: ${text}`];
    });
  }

  /** Whether the cell is a number in a workbook: then its decimal separator is known. */
  isNumber(column: ColumnMapping): boolean {
    return /n/i.test(this.row.types?.[column.index] ?? '');
  }

  problem(problem: RowProblem): void {
    this.problems.push(problem);
  }
}
