import { type CellType, cellText } from '../cell-text.ts';
import { RepeatedRows } from '../repeated-rows.ts';
import { RowBuilder } from '../row-builder.ts';
import { longestCell, mostRows } from '../sheet-bounds.ts';
import { damaged } from '../workbook-archive.ts';
import type { XmlListener } from '../xml-events.ts';

/** An attribute whatever prefix its namespace has. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  return (
    attributes[`ss:${name}`] ??
    attributes[name] ??
    Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1]
  );
}

const counted = (stated: string | undefined): number => {
  const number = Number(stated ?? 0);
  return Number.isInteger(number) && number > 0 ? number : 0;
};

interface OpenCell {
  column: number;
  formula: boolean;
  type: string;
  text: string;
}

/** Reads the rows of one sheet of XML Spreadsheet 2003 (the sheet at this place among all). */
export class Xml2003Sheet implements XmlListener {
  readonly rows = new RepeatedRows();
  done = false;
  readonly #wanted: number;
  #sheet = -1;
  #number = 0;
  #spanned = 0;
  #row = new RowBuilder();
  #column = 0;
  #cell: OpenCell | null = null;
  #inData = 0;
  #comment = 0;

  constructor(wanted: number) {
    this.#wanted = wanted;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'Worksheet') this.#sheet += 1;
    if (this.#sheet !== this.#wanted) return;
    if (this.#inData > 0) this.#inData += 1;
    else if (name === 'Comment' || name === 'PhoneticText') this.#comment += 1;
    else if (name === 'Row') this.#openRow(attributes);
    else if (name === 'Cell') this.#openCell(attributes);
    else if (name === 'Data' && this.#cell && this.#comment === 0) {
      this.#cell.type = attribute(attributes, 'Type') ?? 'String';
      this.#inData = 1;
    }
  }

  text(text: string): void {
    const cell = this.#cell;
    if (this.#inData === 0 || !cell) return;
    if (cell.text.length + text.length > longestCell) this.#row.trouble('cell-cut');
    else cell.text += text;
  }

  close(name: string): void {
    if (this.#sheet !== this.#wanted) return;
    if (this.#inData > 0) this.#inData -= 1;
    else if (name === 'Comment' || name === 'PhoneticText') this.#comment = Math.max(0, this.#comment - 1);
    else if (name === 'Cell') this.#closeCell();
    else if (name === 'Row') this.#closeRow();
    else if (name === 'Worksheet') this.done = true;
  }

  #openRow(attributes: Record<string, string>): void {
    const stated = counted(attribute(attributes, 'Index'));
    this.#number = Math.max(this.#number + 1, stated);
    if (this.#number > mostRows) throw damaged('it has more rows than a sheet can have');
    this.#spanned = counted(attribute(attributes, 'Span'));
    this.#row = new RowBuilder();
    this.#column = 0;
  }

  #openCell(attributes: Record<string, string>): void {
    const column = Math.max(this.#column, counted(attribute(attributes, 'Index')) - 1);
    const formula = attribute(attributes, 'Formula') !== undefined;
    this.#cell = { column, formula, type: 'String', text: '' };
    this.#column = column + 1 + counted(attribute(attributes, 'MergeAcross'));
  }

  #closeCell(): void {
    const cell = this.#cell;
    this.#cell = null;
    this.#comment = 0;
    if (!cell || (cell.text === '' && !cell.formula)) return;
    const { text, type } = storedValue(cell);
    this.#row.put(cell.column, text, type);
  }

  #closeRow(): void {
    const row = this.#row.build(this.#number);
    if (row) this.rows.add(row, 1);
    this.#number += this.#spanned;
    this.#spanned = 0;
  }
}

function storedValue({ type, text, formula }: OpenCell): { text: string; type: CellType } {
  const told = (value: string, kind: 't' | 'd') => ({
    text: value,
    type: (formula ? kind.toUpperCase() : kind) as CellType,
  });
  if (type === 'Number')
    return cellText({ type: 'n', style: -1, text, formula }, [], { isDate: [], from1904: false });
  if (type === 'Boolean') return told(text.trim() === '1' ? 'TRUE' : 'FALSE', 't');
  const date = type === 'DateTime' ? dateText(text.trim()) : null;
  return date === null ? told(text, 't') : told(date, 'd');
}

/** `2023-10-19T14:05:00.000`; a time of day stands on one of the days the program counts from. */
function dateText(text: string): string | null {
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{3})\d*)?(Z?)$/.exec(text);
  if (!found) return null;
  const [, day = '', clock = '', thousandths = '000', zone = ''] = found;
  const time = thousandths === '000' ? clock : `${clock}.${thousandths}`;
  if (/^(?:1899-12-3[01]|1904-01-01)$/.test(day)) return time;
  return time === '00:00:00' ? day : `${day}T${time}${zone}`;
}
