import { ProfferError } from '../../../shared/domain/errors.ts';

const damaged = (why: string) =>
  new ProfferError('corrupt', `The Word document cannot be read: ${why}. Its bytes are kept untouched.`);

/**
 * The text of a Word 97 to 2003 document by its piece table ([MS-DOC] 2.4.1): main text, footnotes, headers, comments,
 * one after the other. Marks of fields, cells and pages become tabs, line ends and form feeds.
 */
export function wordBinaryText(document: Buffer, stream: (name: string) => Buffer | null): string {
  if (document.length < 0x1aa || document.readUInt16LE(0) !== 0xa5ec)
    throw damaged('it is not of Word 97 to 2003');
  const flags = document.readUInt16LE(0x0a);
  if (flags & 0x0100)
    throw new ProfferError(
      'corrupt',
      'The document is protected by a password. Take in a copy without one beside it.',
    );
  const table = stream(flags & 0x0200 ? '1Table' : '0Table');
  if (!table) throw damaged('its table is missing');
  const pieces = pieceTable(table, document.readUInt32LE(0x01a2), document.readUInt32LE(0x01a6));
  const parts: string[] = [];
  let total = 0;
  for (const { characters, position, narrow } of pieces) {
    const length = narrow ? characters : characters * 2;
    if (position + length > document.length) throw damaged('a piece of its text lies behind its end');
    const bytes = document.subarray(position, position + length);
    parts.push(narrow ? new TextDecoder('windows-1252').decode(bytes) : bytes.toString('utf16le'));
    // A hostile table may name the same stretch over and over.
    total += length;
    if (total > document.length * 4) throw damaged('its pieces are more than the file');
  }
  return tidy(parts.join(''));
}

interface Piece {
  characters: number;
  position: number;
  /** One byte a character, else two. */
  narrow: boolean;
}

/** The Clx ([MS-DOC] 2.9.38): formatting to pass over, then a Pcdt with the pieces. */
function pieceTable(table: Buffer, offset: number, size: number): Piece[] {
  const end = Math.min(table.length, offset + size);
  let at = offset;
  while (at + 3 <= end && table[at] === 0x01) at += 3 + table.readUInt16LE(at + 1);
  if (at + 5 > end || table[at] !== 0x02) throw damaged('its piece table is missing');
  const length = table.readUInt32LE(at + 1);
  const start = at + 5;
  const count = Math.floor((length - 4) / 12);
  if (count < 1 || start + length > table.length) throw damaged('its piece table is cut off');
  const pieces: Piece[] = [];
  for (let index = 0; index < count; index++) {
    const characters = table.readUInt32LE(start + (index + 1) * 4) - table.readUInt32LE(start + index * 4);
    if (characters < 0) throw damaged('its piece table runs backwards');
    const field = table.readUInt32LE(start + (count + 1) * 4 + index * 8 + 2);
    const narrow = (field & 0x40000000) !== 0;
    const position = (field & 0x3fffffff) >>> (narrow ? 1 : 0);
    pieces.push({ characters, position, narrow });
  }
  return pieces;
}

const fieldBegin = 0x13;
const fieldSeparator = 0x14;
const fieldEnd = 0x15;
/** Marks of [MS-DOC] 2.4.1 that stand for something a reader sees. */
const shown: Record<number, string> = {
  7: '\t',
  9: '\t',
  10: '\n',
  11: '\n',
  12: '\f',
  13: '\n',
  30: '-',
  160: ' ',
};
const longestCode = 4_000;

/** Marks as text. A field is its result; of its code only the address of a link is kept. */
function tidy(raw: string): string {
  let text = '';
  let depth = 0;
  let code = '';
  for (let index = 0; index < raw.length; index++) {
    const mark = raw.charCodeAt(index);
    if (mark === fieldBegin) {
      depth += 1;
      code = '';
    } else if (mark === fieldSeparator || mark === fieldEnd) {
      const address = /HYPERLINK\s+"([^"]+)"/.exec(code)?.[1];
      if (address !== undefined) text += ` <${address}> `;
      code = '';
      depth = Math.max(0, depth - 1);
    } else if (depth > 0) {
      if (code.length < longestCode) code += raw[index]!;
    } else if (mark >= 32) text += raw[index]!;
    else text += shown[mark] ?? '';
  }
  return text;
}
