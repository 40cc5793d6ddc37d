import type { SourceRow } from '../text/delimited-parser.ts';
import { mostCells, mostRows } from './sheet-bounds.ts';
import { damaged } from './workbook-archive.ts';

const rowsInGroup = 1_000;

/** Rows that are read, waiting to be asked for: each may stand for many, which are made only then. */
export class RepeatedRows {
  #rows: { row: SourceRow; times: number }[] = [];
  #cells = 0;

  /** @throws ProfferError `corrupt` where the rows are more than a sheet can have, or their cells more than any sheet has. */
  add(row: SourceRow, times: number): void {
    if (row.number + times - 1 > mostRows) throw damaged('it has more rows than a sheet can have');
    this.#cells += row.cells.length * times;
    if (this.#cells > mostCells) throw damaged('it repeats its cells without measure');
    this.#rows.push({ row, times });
  }

  *take(): Generator<SourceRow[]> {
    const rows = this.#rows;
    this.#rows = [];
    let group: SourceRow[] = [];
    for (const { row, times } of rows)
      for (let time = 0; time < times; time++) {
        group.push(time === 0 ? row : { ...row, number: row.number + time });
        if (group.length < rowsInGroup) continue;
        yield group;
        group = [];
      }
    if (group.length > 0) yield group;
  }
}
