import { ProfferError } from '../../../../../shared/domain/errors.ts';
import { isDateFormat, isDateFormatId } from '../cell-styles.ts';
import { mostCharacters, mostStrings, tooMuchText } from '../shared-strings.ts';
import { mostSheets } from '../sheet-bounds.ts';
import { damaged } from '../workbook-archive.ts';
import { type BiffRecord, continued, recordAt, recordTypes as types } from './biff-record.ts';
import { BiffText } from './biff-text.ts';

/** What holds for all sheets of a binary workbook ([MS-XLS] 2.1.7.20.3). */
export interface BiffGlobals {
  /** `at`: where the records of the sheet begin. */
  sheets: { name: string; hidden: boolean; at: number }[];
  /** Sheets of Excel 4 macros: programs, and no rows. */
  macroSheets: number;
  from1904: boolean;
  strings: string[];
  /** For each cell format whether its numbers are dates. */
  isDate: boolean[];
}

/** Excel itself allows 65,490. */
const mostFormats = 70_000;
const biff8 = 0x0600;

export const tooOld = () =>
  new ProfferError(
    'invalid-input',
    'This is a workbook of Excel 95 or older (.xls), whose cells are not read. Open it in a spreadsheet program, save it as .xlsx or .csv, and take that in beside it.',
  );

export const isProtected = () =>
  new ProfferError(
    'invalid-input',
    'This workbook is protected by a password. Open it with the password, save it as .xlsx or .csv without one, and take that in beside it.',
  );

/** @throws ProfferError `corrupt`; `invalid-input` for what is protected by a password or older than Excel 97. */
export function readGlobals(stream: Buffer): BiffGlobals {
  const first = recordAt(stream, 0);
  if (first === null || (first.type & 0xff) !== 0x09 || first.end - first.start < 4)
    throw damaged('its stream of records does not begin as one');
  if (first.type !== types.beginOfFile || stream.readUInt16LE(first.start) !== biff8) throw tooOld();
  const globals: BiffGlobals = { sheets: [], macroSheets: 0, from1904: false, strings: [], isDate: [] };
  const formats = new Map<number, boolean>();
  const formatIds: number[] = [];
  for (let record: BiffRecord | null = first; ; record = recordAt(stream, record.end)) {
    if (record === null) throw damaged('it is cut off before its first sheet');
    if (record.type === types.endOfFile) break;
    const { start, end } = record;
    const size = end - start;
    if (record.type === types.filePass) throw isProtected();
    if (record.type === types.date1904 && size >= 2) globals.from1904 = stream.readUInt16LE(start) === 1;
    else if (record.type === types.boundSheet && size >= 8) addSheet(stream, record, globals);
    else if (record.type === types.format && size >= 5 && formats.size < mostFormats)
      formats.set(stream.readUInt16LE(start), isDateFormat(new BiffText(stream, [record], 2).string()));
    else if (record.type === types.extendedFormat && size >= 4 && formatIds.length < mostFormats)
      formatIds.push(stream.readUInt16LE(start + 2));
    else if (record.type === types.sharedStrings) globals.strings = sharedStrings(stream, record);
  }
  globals.isDate = formatIds.map((id) => isDateFormatId(id, formats));
  return globals;
}

/** BoundSheet8 ([MS-XLS] 2.4.28). Charts and modules hold no rows. */
function addSheet(stream: Buffer, record: BiffRecord, globals: BiffGlobals): void {
  const kind = stream[record.start + 5];
  if (kind === 1) globals.macroSheets += 1;
  if (kind !== 0 || globals.sheets.length >= mostSheets) return;
  globals.sheets.push({
    name: new BiffText(stream, [record], 6).string(1),
    hidden: (stream[record.start + 4]! & 0x03) !== 0,
    at: stream.readUInt32LE(record.start),
  });
}

/** SST ([MS-XLS] 2.4.265). How many strings it states is no promise: they end where its data end. */
function sharedStrings(stream: Buffer, record: BiffRecord): string[] {
  const text = new BiffText(stream, continued(stream, record), 4);
  const stated = text.uint32();
  const strings: string[] = [];
  let characters = 0;
  while (strings.length < stated && !text.ended) {
    const string = text.string();
    strings.push(string);
    characters += string.length;
    if (characters > mostCharacters || strings.length > mostStrings) throw tooMuchText();
  }
  return strings;
}
