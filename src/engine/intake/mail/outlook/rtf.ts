import { decodeText } from '../charset.ts';
import { limits } from '../limits.ts';
import { codePageLabel } from './properties.ts';

export interface RtfText {
  /** `html`: the RTF is only a wrapping of HTML ([MS-OXRTFEX]); then `text` is that HTML. */
  kind: 'html' | 'text';
  text: string;
}

interface Group {
  /** What is in it is not text of the document. */
  skip: boolean;
  /** Inside `\htmlrtf`: for readers of RTF only. */
  rtfOnly: boolean;
  /** Inside `\*\htmltag`. */
  tag: boolean;
  /** Bytes to leave out after a `\u`. */
  unicodeSkip: number;
  font: number;
}

const skipped = new Set(
  'fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr footnote themedata colorschememapping datastore latentstyles listtable listoverridetable rsidtbl generator xmlnstbl filetbl revtbl pgdsctbl mmathPr private bkmkstart bkmkend fldinst nonshppict'.split(
    ' ',
  ),
);
const marks: Record<string, string> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  tab: '\t',
  cell: '\t',
  emdash: '—',
  endash: '–',
  emspace: ' ',
  enspace: ' ',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  '~': ' ',
  _: '-',
  '-': '',
};
/** Windows character sets of `\fcharset` as code pages. */
const charsets: Record<number, number> = {
  0: 1252,
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};

const token =
  /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\/g;

/** The text of an RTF document, or the HTML it wraps. Groups are counted, never recursed into. */
export function readRtf(bytes: Buffer): RtfText {
  const source = bytes.toString('latin1', 0, limits.rtfBytes);
  const wrapped = /\\fromhtml1\b/.test(source.slice(0, 4096));
  const fonts = fontPages(source);
  const defaultPage = Number(/\\ansicpg(\d{1,5})/.exec(source.slice(0, 4096))?.[1] ?? 1252);
  const out: string[] = [];
  let pending: number[] = [];
  let pendingPage = defaultPage;
  let group: Group = { skip: false, rtfOnly: false, tag: false, unicodeSkip: 1, font: -1 };
  const stack: Group[] = [];
  let star = false;
  let toSkip = 0;
  let depthBeyond = 0;

  const flush = () => {
    if (pending.length > 0)
      out.push(decodeText(Uint8Array.from(pending), codePageLabel(pendingPage) ?? 'windows-1252').text);
    pending = [];
  };
  const shown = () => !group.skip && !group.rtfOnly;
  const byte = (value: number) => {
    if (toSkip > 0) toSkip -= 1;
    else if (shown()) {
      const page = fonts.get(group.font) ?? defaultPage;
      if (page !== pendingPage) flush();
      pendingPage = page;
      pending.push(value);
    }
  };
  const text = (value: string) => {
    if (!shown()) return;
    flush();
    out.push(value);
  };

  for (const match of source.matchAll(token)) {
    const [, word, argument, hex, symbol, brace, plain] = match;
    if (brace === '{') {
      if (stack.length < 1000) {
        stack.push(group);
        group = { ...group };
      } else depthBeyond += 1;
      star = false;
    } else if (brace === '}') {
      if (depthBeyond > 0) depthBeyond -= 1;
      else {
        flush();
        group = stack.pop() ?? group;
      }
      star = false;
      toSkip = 0;
    } else if (hex !== undefined) byte(Number.parseInt(hex, 16));
    else if (plain !== undefined)
      for (let index = 0; index < plain.length; index++) byte(plain.charCodeAt(index));
    else if (symbol !== undefined) {
      if (symbol === '*') star = true;
      else if ('\\{}'.includes(symbol)) byte(symbol.charCodeAt(0));
      else if (symbol in marks) text(marks[symbol]!);
    } else if (word !== undefined) {
      control(word, argument === undefined ? null : Number(argument));
      star = false;
    }
  }
  flush();
  return { kind: wrapped ? 'html' : 'text', text: out.join('').replaceAll('\0', '') };

  function control(word: string, argument: number | null): void {
    if (word === 'htmltag') {
      // Its content is markup as it stood in the HTML: [MS-OXRTFEX] 2.1.3.1.
      group.tag = true;
      group.skip = !wrapped;
    } else if (word === 'htmlrtf') {
      flush();
      group.rtfOnly = wrapped && argument !== 0;
    } else if (star || skipped.has(word)) {
      if (word !== 'mhtmltag' || wrapped) group.skip = true;
    } else if (word === 'u') {
      const code = argument ?? 0;
      text(String.fromCharCode(code < 0 ? code + 65_536 : code));
      toSkip = group.unicodeSkip;
    } else if (word === 'uc') group.unicodeSkip = Math.max(0, Math.min(argument ?? 1, 16));
    else if (word === 'f') group.font = argument ?? -1;
    else if (word === 'bin') group.skip = true;
    else if (word in marks) text(marks[word]!);
  }
}

/** Code pages by font number: 8-bit text is written in that of its font. */
function fontPages(source: string): Map<number, number> {
  const start = source.indexOf('{\\fonttbl');
  const pages = new Map<number, number>();
  if (start < 0) return pages;
  for (const match of source
    .slice(start, start + 100_000)
    .matchAll(/\\f(\d{1,5})(?:\\[^{};]*?)?\\fcharset(\d{1,3})/g)) {
    const page = charsets[Number(match[2])];
    if (page !== undefined && Number(match[2]) !== 0) pages.set(Number(match[1]), page);
  }
  return pages;
}
