import type { SourceRow } from '../../text/delimited-parser.ts';
import { RepeatedRows } from '../repeated-rows.ts';
import { RowBuilder } from '../row-builder.ts';
import { longestCell, mostColumns, mostRows, mostSheets } from '../sheet-bounds.ts';
import type { Workbook } from '../workbook.ts';
import { damaged } from '../workbook-archive.ts';
import { XmlEvents, type XmlListener } from '../xml-events.ts';
import { cellValue } from './cell-value.ts';

type Pieces = AsyncIterable<string>;

/** The sheets of an OpenDocument spreadsheet; one is hidden by its style. */
export async function openDocumentSheets(text: Pieces): Promise<Workbook['sheets']> {
  const sheets: { name: string; hidden: boolean }[] = [];
  const hiddenStyles = new Set<string>();
  const within: string[] = [];
  let style = '';
  const events = new XmlEvents({
    open(name, attributes) {
      if (name === 'style') style = attributes['style:name'] ?? '';
      else if (
        name === 'table-properties' &&
        attributes['table:display'] === 'false' &&
        hiddenStyles.size < 10_000
      )
        hiddenStyles.add(style);
      else if (name === 'table' && within.at(-1) === 'spreadsheet' && sheets.length < mostSheets)
        sheets.push({
          name: attributes['table:name'] ?? '',
          hidden: hiddenStyles.has(attributes['table:style-name'] ?? ''),
        });
      within.push(name);
    },
    close: () => void within.pop(),
  });
  for await (const piece of text) events.write(piece);
  // What is cut off is told by the sheet it happens in, behind the rows that are whole.
  if (sheets.length === 0) events.end();
  return sheets;
}

/** The rows of the sheet at this place among all, streamed; what is only said to be repeated is made when it is asked for. */
export async function* openDocumentRows(text: Pieces, sheet: number): AsyncGenerator<SourceRow[]> {
  const reader = new SheetReader(sheet);
  const events = new XmlEvents(reader);
  for await (const piece of text) {
    events.write(piece);
    yield* reader.rows.take();
    if (reader.done) return;
  }
  events.end();
}

/** What stands in a cell and is no part of what it says: comments, pronunciation, drawings on it. */
const beside = new Set(['annotation', 'ruby-text', 'frame', 'custom-shape', 'line', 'object']);
const isCell = (name: string) => name === 'table-cell' || name === 'covered-table-cell';

/** How often something stands, as the file states it; once where it states nothing sensible. */
const repeats = (stated: string | undefined): number => {
  const times = Number(stated ?? 1);
  return Number.isInteger(times) && times > 0 ? times : 1;
};

interface OpenCell {
  attributes: Record<string, string>;
  text: string;
  depth: number;
}

class SheetReader implements XmlListener {
  readonly rows = new RepeatedRows();
  done = false;
  readonly #wanted: number;
  readonly #within: string[] = [];
  #sheet = -1;
  /** Depth at which the table that is read stands; 0 outside of it. */
  #table = 0;
  #number = 0;
  #times = 1;
  #row = new RowBuilder();
  #column = 0;
  #cell: OpenCell | null = null;
  #paragraph = 0;
  #beside = 0;

  constructor(wanted: number) {
    this.#wanted = wanted;
  }

  open(name: string, attributes: Record<string, string>): void {
    this.#within.push(name);
    const depth = this.#within.length;
    if (name === 'table' && this.#within.at(-2) === 'spreadsheet') {
      this.#sheet += 1;
      if (this.#sheet === this.#wanted) this.#table = depth;
    }
    if (this.#table === 0) return;
    const cell = this.#cell;
    if (cell) this.#openWithin(cell, name, attributes, depth);
    else if (name === 'table-row') this.#openRow(attributes);
    else if (isCell(name)) this.#cell = { attributes, text: '', depth };
  }

  #openWithin(cell: OpenCell, name: string, attributes: Record<string, string>, depth: number): void {
    if (beside.has(name)) this.#beside += 1;
    if (this.#beside > 0) return;
    if ((name === 'p' || name === 'h') && depth === cell.depth + 1) {
      if (this.#paragraph === 0 && cell.text !== '') this.#say('\n');
      this.#paragraph += 1;
    } else if (name === 'line-break') this.#say('\n');
    else if (name === 'tab') this.#say('\t');
    else if (name === 's') this.#say(' '.repeat(Math.min(1_000, repeats(attributes['text:c']))));
  }

  text(text: string): void {
    if (this.#paragraph > 0 && this.#beside === 0) this.#say(text);
  }

  close(name: string): void {
    const depth = this.#within.length;
    this.#within.pop();
    if (this.#table === 0) return;
    const cell = this.#cell;
    if (cell) {
      if (beside.has(name)) this.#beside = Math.max(0, this.#beside - 1);
      else if (depth === cell.depth) this.#closeCell(cell);
      else if ((name === 'p' || name === 'h') && depth === cell.depth + 1) this.#paragraph = 0;
    } else if (name === 'table-row') this.#closeRow();
    else if (depth === this.#table) {
      this.#table = 0;
      this.done = true;
    }
  }

  #say(text: string): void {
    const cell = this.#cell;
    if (!cell) return;
    if (cell.text.length + text.length > longestCell) this.#row.trouble('cell-cut');
    else cell.text += text;
  }

  #openRow(attributes: Record<string, string>): void {
    this.#times = repeats(attributes['table:number-rows-repeated']);
    this.#row = new RowBuilder();
    this.#column = 0;
  }

  #closeCell({ attributes, text: shown }: OpenCell): void {
    this.#cell = null;
    this.#paragraph = 0;
    this.#beside = 0;
    const times = repeats(attributes['table:number-columns-repeated']);
    const { text, type } = cellValue(attributes, shown);
    if (text !== '' || attributes['table:formula'] !== undefined) {
      if (this.#column + times > mostColumns) throw damaged('it has more columns than a sheet can have');
      for (let time = 0; time < times; time++) this.#row.put(this.#column + time, text, type);
    }
    this.#column += times;
  }

  #closeRow(): void {
    const row = this.#row.build(this.#number + 1);
    if (row) this.rows.add(row, this.#times);
    // Sheets are filled up with empty rows to the last one a program knows.
    this.#number = Math.min(mostRows, this.#number + this.#times);
  }
}
