import { ProfferError } from '../../../shared/domain/errors.ts';
import { openCompoundFile } from '../mail/outlook/compound-file.ts';
import { type ContentText, emptyContent, PageList } from './content-text.ts';
import { readSpreadsheet } from './sheet-pages.ts';
import { wordBinaryText } from './word-binary.ts';

/** Office documents from before 2007: a compound file whose streams say what it is. */
export async function readOldOffice(bytes: Uint8Array): Promise<ContentText> {
  const { streams } = openCompoundFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  if (streams.has('EncryptedPackage'))
    throw new ProfferError(
      'corrupt',
      'The document is protected by a password. Take in a copy without one beside it.',
    );
  const word = streams.get('WordDocument');
  if (word) return readWordBinary(word.read(), (name) => streams.get(name)?.read() ?? null);
  const powerPoint = streams.get('PowerPoint Document');
  if (powerPoint) return readPowerPointBinary(powerPoint.read());
  if (streams.has('Workbook') || streams.has('Book')) return readSpreadsheet(bytes);
  throw new ProfferError(
    'corrupt',
    'This is a compound file of a kind that is not read. Its bytes are kept untouched.',
  );
}

function readWordBinary(document: Buffer, stream: (name: string) => Buffer | null): ContentText {
  const list = new PageList();
  for (const page of wordBinaryText(document, stream).split('\f')) if (/\S/.test(page)) list.add('', page);
  return {
    ...emptyContent('Word document (97 to 2003)'),
    pages: list.pages,
    findings: list.findings,
    outcome: list.hasText ? '' : 'The document holds no text.',
  };
}

const deepest = 40;
const textChars = 0x0fa0;
const textBytes = 0x0fa8;
const slideContainer = 0x03ee;
const notesContainer = 0x03f0;

/** Text atoms of [MS-PPT] 2.9.42 and 2.9.43, in the order they lie; a container ends with its stated length. */
function readPowerPointBinary(bytes: Buffer): ContentText {
  const list = new PageList();
  let slide = '';
  let text = '';
  const turn = (next: string) => {
    if (/\S/.test(text)) list.add(slide, text);
    text = '';
    slide = next;
  };
  let slides = 0;
  const walk = (start: number, end: number, depth: number): void => {
    let at = start;
    while (at + 8 <= end) {
      const isContainer = (bytes.readUInt16LE(at) & 0x0f) === 0x0f;
      const type = bytes.readUInt16LE(at + 2);
      const from = at + 8;
      const to = Math.min(end, from + bytes.readUInt32LE(at + 4));
      if (type === slideContainer) turn(`Slide ${++slides}`);
      else if (type === notesContainer) turn('Notes');
      if (isContainer && depth < deepest) walk(from, to, depth + 1);
      else if (type === textChars) text += `${bytes.toString('utf16le', from, to - ((to - from) % 2))}\n`;
      else if (type === textBytes) text += `${bytes.toString('latin1', from, to)}\n`;
      at = to;
    }
  };
  walk(0, bytes.length, 0);
  turn('');
  return {
    ...emptyContent('PowerPoint presentation (97 to 2003)'),
    pages: list.pages.map((page) => ({ ...page, text: page.text.replace(/[\r\v]/g, '\n') })),
    findings: list.findings,
    outcome: list.hasText ? '' : 'The presentation holds no text.',
  };
}
