import { ProfferError } from '../../../../../shared/domain/errors.ts';
import { openCompoundFile, type Stream } from '../../../mail/outlook/compound-file.ts';
import type { TableContent } from '../../table-content.ts';
import { countsFrom1904, notCalculated, type Workbook } from '../workbook.ts';
import { isProtected, readGlobals, tooOld } from './biff-globals.ts';
import { biffRows } from './biff-rows.ts';

/** A compound file is held in memory whole. */
const largestFile = 256 << 20;

/** A stream of records that no compound file holds: Excel 2 to 4, and what calls itself so. */
export const isAncientWorkbook = ([first, second, third, fourth]: Uint8Array): boolean =>
  first === 0x09 &&
  [0x00, 0x02, 0x04, 0x08].includes(second ?? -1) &&
  [0x04, 0x06, 0x08, 0x10].includes(third ?? -1) &&
  fourth === 0x00;

export function refuseAncient(): never {
  throw tooOld();
}

/**
 * A workbook of Excel 97 to 2003 (.xls; [MS-XLS], called BIFF8). Older ones and protected ones are refused in words.
 * @throws ProfferError `corrupt`, `invalid-input`
 */
export async function openBinaryWorkbook(content: TableContent): Promise<Workbook> {
  if (content.size > largestFile)
    throw new ProfferError(
      'invalid-input',
      `This workbook has more than ${largestFile >> 20} MiB, which are read as a whole. Save it as .xlsx or .csv, and take that in beside it.`,
      { size: content.size },
    );
  const bytes = Buffer.alloc(content.size);
  let at = 0;
  for await (const piece of content.stream()) {
    bytes.set(piece, at);
    at += piece.length;
  }
  const { streams, storages } = openCompoundFile(bytes);
  if (streams.has('EncryptedPackage')) throw isProtected();
  const workbook = streamNamed(streams, 'workbook') ?? streamNamed(streams, 'book');
  if (!workbook)
    throw new ProfferError(
      'invalid-input',
      'This is a compound file (as of older Office programs or Outlook), but no workbook: there are no rows in it.',
    );
  const stream = workbook.read();
  const globals = readGlobals(stream);
  const macros = storages.has('_VBA_PROJECT_CUR') || globals.macroSheets > 0;
  return {
    format: 'Excel workbook (97 to 2003)',
    facts: [notCalculated, ...(globals.from1904 ? [countsFrom1904] : [])],
    macros,
    sheets: globals.sheets,
    async *rows(sheet) {
      yield* biffRows(stream, globals, globals.sheets[sheet]!.at);
    },
  };
}

/** Writers differ in the letters of the name. */
const streamNamed = (streams: ReadonlyMap<string, Stream>, wanted: string): Stream | undefined =>
  [...streams].find(([name]) => name.toLowerCase() === wanted)?.[1];
