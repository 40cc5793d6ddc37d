import type { SourceRow } from '../text/delimited-parser.ts';

/** A workbook in whatever format it is stored. */
export interface Workbook {
  /** `Excel workbook`, `OpenDocument spreadsheet`, … */
  format: string;
  /** What is to be known of it, for a person to read, each a sentence. */
  facts: string[];
  /** Whether programs are stored with it. None is ever run. */
  macros: boolean;
  /** In their order; sheets without rows, such as charts, are left out. */
  sheets: readonly { name: string; hidden: boolean }[];
  /** The rows of the sheet that stands at this place of `sheets`, in groups. @throws ProfferError `corrupt`. */
  rows(sheet: number): AsyncIterable<SourceRow[]>;
}

export const notCalculated =
  'Formulas are not calculated: what stands in their cells is what was stored last.';
export const countsFrom1904 = 'Its dates count from 1904.';
