import type { SourceRow } from '../text/delimited-parser.ts';
import { cellText, type RawCell } from './cell-text.ts';
import { RowBuilder } from './row-builder.ts';
import { readSharedStrings, unescaped } from './shared-strings.ts';
import { longestCell, mostColumns, mostRows } from './sheet-bounds.ts';
import { damaged } from './workbook-archive.ts';
import type { SheetPart, WorkbookParts } from './workbook-parts.ts';
import { XmlEvents } from './xml-events.ts';

/** The rows of one sheet, streamed. Formulas are not read: what stands is the value their program stored last. */
export async function* sheetRows(parts: WorkbookParts, sheet: SheetPart): AsyncGenerator<SourceRow[]> {
  const { archive, sharedStrings } = parts;
  const strings =
    sharedStrings !== null && archive.has(sharedStrings)
      ? await readSharedStrings(archive.text(sharedStrings))
      : [];
  const reader = new SheetReader(parts, strings);
  const events = new XmlEvents(reader);
  for await (const text of archive.text(sheet.path)) {
    events.write(text);
    if (reader.rows.length > 0) yield reader.take();
  }
  events.end();
  if (reader.rows.length > 0) yield reader.take();
}

class SheetReader {
  rows: SourceRow[] = [];
  readonly #parts: WorkbookParts;
  readonly #strings: readonly string[];
  #rowNumber = 0;
  #row = new RowBuilder();
  #column = -1;
  #cell: RawCell | null = null;
  #reading: 'value' | 'inline' | null = null;
  #phonetic = 0;

  constructor(parts: WorkbookParts, strings: readonly string[]) {
    this.#parts = parts;
    this.#strings = strings;
  }

  take(): SourceRow[] {
    const taken = this.rows;
    this.rows = [];
    return taken;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'c') this.#openCell(attributes);
    else if (name === 'v' && this.#cell) this.#reading = 'value';
    else if (name === 't' && this.#cell && this.#phonetic === 0) this.#reading = 'inline';
    else if (name === 'f' && this.#cell) this.#cell.formula = true;
    else if (name === 'rPh') this.#phonetic += 1;
    else if (name === 'row') this.#openRow(attributes);
  }

  text(text: string): void {
    const cell = this.#cell;
    if (this.#reading === null || !cell) return;
    if (cell.text.length + text.length > longestCell) this.#row.trouble('cell-cut');
    else cell.text += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#reading = null;
    else if (name === 'rPh') this.#phonetic -= 1;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#closeRow();
  }

  #openRow(attributes: Record<string, string>): void {
    const stated = Number(attributes.r);
    const number = Number.isInteger(stated) && stated > this.#rowNumber ? stated : this.#rowNumber + 1;
    if (number > mostRows) throw damaged('it has more rows than a sheet can have');
    this.#rowNumber = number;
    this.#row = new RowBuilder();
    this.#column = -1;
  }

  #openCell(attributes: Record<string, string>): void {
    const stated = columnOf(attributes.r ?? '');
    this.#column = stated > this.#column ? stated : this.#column + 1;
    if (this.#column >= mostColumns) throw damaged('it has more columns than a sheet can have');
    this.#cell = { type: attributes.t ?? 'n', style: Number(attributes.s ?? -1), text: '', formula: false };
  }

  #closeCell(): void {
    const cell = this.#cell;
    if (!cell) return;
    this.#cell = null;
    if (cell.text === '' && !cell.formula) return;
    if (cell.type === 'inlineStr') cell.text = unescaped(cell.text);
    if (cell.type === 's' && this.#strings[Number(cell.text)] === undefined) this.#row.trouble('lost-text');
    const { text, type } = cellText(cell, this.#strings, this.#parts);
    this.#row.put(this.#column, text, type);
  }

  #closeRow(): void {
    const row = this.#row.build(this.#rowNumber);
    if (row) this.rows.push(row);
  }
}

/** The column of `AB12`, counted from 0; -1 where none is named. */
function columnOf(reference: string): number {
  let column = 0;
  for (let index = 0; index < reference.length && index < 4; index++) {
    const letter = reference.charCodeAt(index) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}
