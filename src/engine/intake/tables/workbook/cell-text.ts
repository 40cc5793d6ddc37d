import { serialToText } from './serial-date.ts';

export interface RawCell {
  /** `t` of the cell (ECMA-376, part 1, 18.18.11). */
  type: string;
  style: number;
  text: string;
  formula: boolean;
}

/**
 * What a cell of a workbook is: text, a number, a date, a number too long to have been kept exactly; in capitals where a
 * formula made it. A space stands for an empty cell.
 */
export type CellType = 't' | 'n' | 'd' | 'x' | 'T' | 'N' | 'D' | 'X';

/** Numbers of a workbook are doubles shown with 15 digits; what is longer was rounded when it was typed. */
const exactDigits = 1e15;

/** The text of a cell as a person would read it, dates in ISO 8601, numbers in plain digits. */
export function cellText(
  { type, style, text, formula }: RawCell,
  strings: readonly string[],
  { isDate, from1904 }: { isDate: readonly boolean[]; from1904: boolean },
): { text: string; type: CellType } {
  const told = (value: string, kind: 't' | 'n' | 'd' | 'x') => ({
    text: value,
    type: (formula ? kind.toUpperCase() : kind) as CellType,
  });
  if (type === 's') return told(strings[Number(text)] ?? '', 't');
  if (type === 'b') return told(text === '1' ? 'TRUE' : 'FALSE', 't');
  if (type === 'd') return told(text, 'd');
  if (type !== 'n') return told(text, 't');
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) return told(text, 't');
  if (isDate[style]) {
    const date = serialToText(number, from1904);
    if (date !== null) return told(date, 'd');
  }
  return told(plainNumber(number), Math.abs(number) >= exactDigits ? 'x' : 'n');
}

/** The number as a spreadsheet shows it without a format: at most 15 digits, never with an exponent. */
function plainNumber(number: number): string {
  const rounded = Number(number.toPrecision(15));
  const text = String(rounded);
  if (!text.includes('e')) return text;
  if (Math.abs(rounded) >= 1) return BigInt(Math.trunc(rounded)).toString();
  return rounded.toFixed(20).replace(/0+$/, '');
}
