import { Parser } from 'htmlparser2';
import { blocks, deepest, FlowingText, unread } from '../../html-flow.ts';
import type { SourceRow } from '../text/delimited-parser.ts';
import { longestCell, mostSheets } from '../workbook/sheet-bounds.ts';
import { damagedPage } from './damaged-page.ts';
import { TableGrid } from './table-grid.ts';

/** A table as it begins: tables within tables, which pages are laid out with, count as tables of their own. */
export interface HtmlTable {
  /** Counted from 1 in the order in which they begin. */
  number: number;
  caption: string;
  hidden: boolean;
}

/** Is told each row as it ends. Tables within a cell end before its row does. */
export type TakeRow = (table: HtmlTable, row: SourceRow) => void;

interface OpenTable {
  table: HtmlTable;
  grid: TableGrid;
  /** What is written into: the open cell, the caption, or nothing. */
  flow: FlowingText | null;
  length: number;
  inCaption: boolean;
  inCell: boolean;
}

/**
 * Takes the tables out of a page as it comes, piece by piece, without laying out, loading or running any of it. A cell reads
 * as its text would on paper; what lies in a table within it belongs to that table.
 * @throws ProfferError `corrupt` where the page nests or widens its tables without measure.
 */
export class HtmlTables {
  readonly #take: TakeRow;
  readonly #parser: Parser;
  readonly #open: OpenTable[] = [];
  #count = 0;
  #depth = 0;
  #unread = 0;

  constructor(take: TakeRow) {
    this.#take = take;
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#opened(name, attributes),
        ontext: (text) => this.#say(text),
        onclosetag: (name) => this.#closed(name),
      },
      { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
    );
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  end(): void {
    this.#parser.end();
  }

  #opened(name: string, attributes: Record<string, string>): void {
    this.#depth += 1;
    if (this.#depth > deepest) throw damagedPage('its elements nest without measure');
    if (unread.has(name)) this.#unread += 1;
    const open = this.#open.at(-1);
    if (name === 'table') this.#openTable(attributes);
    else if (!open) return;
    else if (name === 'tr') {
      this.#endRow(open);
      open.grid.openRow();
    } else if (name === 'td' || name === 'th') {
      this.#endCell(open);
      open.grid.openCell(attributes);
      open.flow = new FlowingText();
      open.inCell = true;
    } else if (name === 'caption') {
      open.flow = new FlowingText();
      open.inCaption = true;
    } else if (name === 'br') open.flow?.line();
    else if (blocks.has(name)) open.flow?.block();
    else if (name === 'img' && attributes.alt) this.#say(attributes.alt);
    else if (name === 'input' && attributes.value && !/^(hidden|password)$/i.test(attributes.type ?? ''))
      this.#say(` ${attributes.value} `);
  }

  #say(text: string): void {
    const open = this.#open.at(-1);
    if (!open?.flow || this.#unread > 0) return;
    if (open.length + text.length > longestCell) {
      if (open.inCell) open.grid.trouble('cell-cut');
      return;
    }
    open.length += text.length;
    open.flow.write(text, false);
  }

  #closed(name: string): void {
    this.#depth -= 1;
    if (unread.has(name)) this.#unread = Math.max(0, this.#unread - 1);
    const open = this.#open.at(-1);
    if (!open) return;
    if (name === 'table') {
      this.#endRow(open);
      this.#open.pop();
    } else if (name === 'tr') this.#endRow(open);
    else if (name === 'td' || name === 'th') this.#endCell(open);
    else if (name === 'caption') this.#endCaption(open);
    else if (blocks.has(name)) open.flow?.block();
  }

  #openTable(attributes: Record<string, string>): void {
    const around = this.#open.at(-1);
    this.#count += 1;
    if (this.#count > mostSheets * 100) throw damagedPage('it has tables without measure');
    const hidden =
      around?.table.hidden === true ||
      attributes.hidden !== undefined ||
      /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes.style ?? '');
    this.#open.push({
      table: { number: this.#count, caption: '', hidden },
      grid: new TableGrid(),
      flow: null,
      length: 0,
      inCaption: false,
      inCell: false,
    });
  }

  #endCaption(open: OpenTable): void {
    if (!open.inCaption) return;
    open.table.caption = (open.flow?.text() ?? '').replace(/\s+/g, ' ').slice(0, 200);
    open.flow = null;
    open.length = 0;
    open.inCaption = false;
  }

  #endCell(open: OpenTable): void {
    this.#endCaption(open);
    if (open.inCell) open.grid.closeCell(open.flow?.text() ?? '');
    open.flow = null;
    open.length = 0;
    open.inCell = false;
  }

  #endRow(open: OpenTable): void {
    this.#endCell(open);
    const row = open.grid.closeRow();
    if (row) this.#take(open.table, row);
  }
}
