import type { SourceRow } from '../../text/delimited-parser.ts';
import { cellText } from '../cell-text.ts';
import { RowBuilder } from '../row-builder.ts';
import { damaged } from '../workbook-archive.ts';
import type { BiffGlobals } from './biff-globals.ts';
import { type BiffRecord, continued, recordAt, recordTypes as types } from './biff-record.ts';
import { BiffText } from './biff-text.ts';

/** Excel 97 to 2003: 65,536 rows of 256 columns. */
const mostColumns = 256;
const mostCells = 65_536 * mostColumns;
const rowsInGroup = 1_000;

/** Bytes a record of a cell has at least ([MS-XLS] 2.5.13 and the records themselves). */
const smallest = new Map<number, number>([
  [types.labelSst, 10],
  [types.label, 9],
  [types.richString, 9],
  [types.number, 14],
  [types.rk, 10],
  [types.mulRk, 12],
  [types.formula, 14],
  [types.boolError, 8],
]);

const errors = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
  [0x2b, '#GETTING_DATA'],
]);
const errorText = (code: number): string => errors.get(code) ?? '#ERROR!';

/**
 * The rows of the sheet whose records begin at this place, whatever order they lie in.
 * @throws ProfferError `corrupt`; where the sheet has no end, after the rows it has.
 */
export function* biffRows(stream: Buffer, globals: BiffGlobals, at: number): Generator<SourceRow[]> {
  const { cells, whole } = cellRecords(stream, at);
  const reader = new CellReader(stream, globals);
  let group: SourceRow[] = [];
  let row = new RowBuilder();
  let index = -1;
  const close = () => {
    const built = row.build(index + 1);
    if (built) group.push(built);
    row = new RowBuilder();
  };
  for (const place of cells) {
    const record = recordAt(stream, place)!;
    const rowIndex = stream.readUInt16LE(record.start);
    if (rowIndex !== index) {
      close();
      index = rowIndex;
      if (group.length >= rowsInGroup) {
        yield group;
        group = [];
      }
    }
    reader.read(record, row);
  }
  close();
  if (group.length > 0) yield group;
  if (!whole) throw damaged('the sheet is cut off: it has no end');
}

/** Where the records of cells lie, by their rows; and whether the sheet ends as it should. Charts within it have cells of their own. */
function cellRecords(stream: Buffer, at: number): { cells: number[]; whole: boolean } {
  const cells: number[] = [];
  let depth = 0;
  let sorted = true;
  let last = -1;
  let record = recordAt(stream, at);
  if (record?.type !== types.beginOfFile) throw damaged('a sheet does not lie where it is said to');
  for (; record !== null; record = recordAt(stream, record.end)) {
    if (record.type === types.beginOfFile) depth += 1;
    else if (record.type === types.endOfFile) depth -= 1;
    if (depth === 0) break;
    const size = smallest.get(record.type);
    if (depth > 1 || size === undefined || record.end - record.start < size) continue;
    const row = stream.readUInt16LE(record.start);
    if (row < last) sorted = false;
    last = row;
    cells.push(record.start - 4);
    if (cells.length > mostCells) throw damaged('it has more cells than a sheet can have');
  }
  const rowOf = (place: number) => stream.readUInt16LE(place + 4);
  if (!sorted) cells.sort((one, other) => rowOf(one) - rowOf(other) || one - other);
  return { cells, whole: record !== null };
}

class CellReader {
  readonly #stream: Buffer;
  readonly #globals: BiffGlobals;

  constructor(stream: Buffer, globals: BiffGlobals) {
    this.#stream = stream;
    this.#globals = globals;
  }

  read(record: BiffRecord, row: RowBuilder): void {
    const { type, start } = record;
    const stream = this.#stream;
    const column = stream.readUInt16LE(start + 2);
    const style = stream.readUInt16LE(start + 4);
    if (type === types.labelSst) {
      const text = this.#globals.strings[stream.readUInt32LE(start + 6)];
      if (text === undefined) row.trouble('lost-text');
      else this.#put(row, column, 't', text);
    } else if (type === types.label || type === types.richString)
      this.#put(row, column, 't', new BiffText(stream, continued(stream, record), 6).string());
    else if (type === types.number) this.#number(row, column, style, stream.readDoubleLE(start + 6));
    else if (type === types.rk) this.#number(row, column, style, rkNumber(stream, start + 6));
    else if (type === types.mulRk)
      for (let at = start + 4, next = column; at + 6 <= record.end - 2; at += 6, next++)
        this.#number(row, next, stream.readUInt16LE(at), rkNumber(stream, at + 2));
    else if (type === types.boolError) {
      const code = stream[start + 6]!;
      this.#put(row, column, 't', stream[start + 7] === 0 ? boolText(code) : errorText(code));
    } else if (type === types.formula) this.#formula(record, row, column, style);
  }

  /** What a formula gave when it was last calculated ([MS-XLS] 2.5.133 FormulaValue). */
  #formula(record: BiffRecord, row: RowBuilder, column: number, style: number): void {
    const stream = this.#stream;
    const at = record.start + 6;
    if (stream.readUInt16LE(at + 6) !== 0xffff) {
      this.#number(row, column, style, stream.readDoubleLE(at), true);
      return;
    }
    const kind = stream[at];
    if (kind === 0) this.#put(row, column, 'T', this.#stringAfter(record));
    else if (kind === 1) this.#put(row, column, 'T', boolText(stream[at + 2]!));
    else if (kind === 2) this.#put(row, column, 'T', errorText(stream[at + 2]!));
    else this.#put(row, column, 'T', '');
  }

  /** The text a formula gave follows it, behind the formula of an array or of many cells. */
  #stringAfter(formula: BiffRecord): string {
    const stream = this.#stream;
    let next = recordAt(stream, formula.end);
    if (next?.type === types.array || next?.type === types.sharedFormula || next?.type === types.table)
      next = recordAt(stream, next.end);
    return next?.type === types.string ? new BiffText(stream, continued(stream, next)).string() : '';
  }

  #number(row: RowBuilder, column: number, style: number, value: number, formula = false): void {
    const raw = { type: 'n', style, text: String(value), formula };
    const { text, type } = cellText(raw, [], this.#globals);
    this.#put(row, column, type, text);
  }

  #put(row: RowBuilder, column: number, type: ReturnType<typeof cellText>['type'], text: string): void {
    if (column >= mostColumns) throw damaged('it has more columns than a sheet can have');
    row.put(column, text, type);
  }
}

const boolText = (code: number): string => (code === 1 ? 'TRUE' : 'FALSE');

/** RkNumber ([MS-XLS] 2.5.217): a whole number of 30 bits or the upper 30 bits of a double, perhaps a hundred times too large. */
function rkNumber(stream: Buffer, at: number): number {
  const bits = stream.readInt32LE(at);
  let value = bits >> 2;
  if ((bits & 0x02) === 0) {
    const double = Buffer.alloc(8);
    double.writeInt32LE(bits & ~0x03, 4);
    value = double.readDoubleLE(0);
  }
  return bits & 0x01 ? value / 100 : value;
}
