/** Text from evidence may hold characters that hide, reorder or imitate others. These functions make them seen. */

/** Short names of the characters people argue about in court; the rest go by their number. */
const names: Record<number, string> = {
  9: 'TAB',
  10: 'LF',
  13: 'CR',
  173: 'SHY',
  847: 'CGJ',
  1564: 'ALM',
  6158: 'MVS',
  8203: 'ZWSP',
  8204: 'ZWNJ',
  8205: 'ZWJ',
  8206: 'LRM',
  8207: 'RLM',
  8234: 'LRE',
  8235: 'RLE',
  8236: 'PDF',
  8237: 'LRO',
  8238: 'RLO',
  8288: 'WJ',
  8294: 'LRI',
  8295: 'RLI',
  8296: 'FSI',
  8297: 'PDI',
  65279: 'BOM',
};

/** What Unicode lets a font show nothing for, controls (TAB, LF and CR are sorted out later), lone surrogates, separators, blank Braille. */
const hiddenPattern = /\p{Cc}|\p{Cs}|\p{Default_Ignorable_Code_Point}|[\u2028\u2029\u2800\ufff9-\ufffb]/gu;

export interface HiddenCharacter {
  /** UTF-16 index into the text. */
  index: number;
  /** `U+202E`. */
  code: string;
  /** `RLO`, or the number where it has no short name. */
  name: string;
  /** Whether it turns the reading direction (UAX 9). */
  bidi: boolean;
}

const codeOf = (point: number) => `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
const isBidi = (point: number) =>
  point === 0x061c ||
  point === 0x200e ||
  point === 0x200f ||
  (point >= 0x202a && point <= 0x202e) ||
  (point >= 0x2066 && point <= 0x2069);

/**
 * Line ends and tabs are ordinary. Joiners and variation selectors do honest work inside Indic, Arabic and emoji text: there they are no
 * finding. Elsewhere, and in runs, they hide something.
 */
function isOrdinary(text: string, index: number, point: number): boolean {
  const before = [...text.slice(Math.max(0, index - 2), index)].at(-1) ?? '';
  const after = String.fromCodePoint(text.codePointAt(index + (point > 0xffff ? 2 : 1)) ?? 0);
  const emoji = /\p{Emoji}|\p{Emoji_Modifier}|\ufe0f/u;
  if (point === 0x09 || point === 0x0a || point === 0x0d) return true;
  if (point === 0xfe0f || point === 0xfe0e) return emoji.test(before);
  if (point !== 0x200c && point !== 0x200d) return false;
  const joining =
    /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}]/u;
  if (joining.test(before)) return true;
  return point === 0x200d && emoji.test(before) && /\p{Emoji}/u.test(after);
}

/** Every character of the text that shows nothing or turns the reading direction. */
export function findHiddenCharacters(text: string): HiddenCharacter[] {
  const found: HiddenCharacter[] = [];
  for (const match of text.matchAll(hiddenPattern)) {
    const point = match[0].codePointAt(0) ?? 0;
    if (isOrdinary(text, match.index, point)) continue;
    const code = codeOf(point);
    found.push({ index: match.index, code, name: names[point] ?? code, bidi: isBidi(point) });
  }
  return found;
}

/** The text with each hidden character written out, such as `⟦RLO⟧`. For display; never to be stored or parsed back. */
export function revealHidden(text: string): string {
  let shown = '';
  let at = 0;
  for (const { index, name } of findHiddenCharacters(text)) {
    shown += `${text.slice(at, index)}⟦${name}⟧`;
    at = index + String.fromCodePoint(text.codePointAt(index) ?? 0).length;
  }
  return shown + text.slice(at);
}

const shownMarks = 5;
const tower = new RegExp(`(\\p{M}{${shownMarks}})(\\p{M}+)`, 'gu');
/** Most text of a screen is such, and needs no second look. */
const harmless = /^[\n\t -~]*$/;

/** The text as a screen may show it: like `revealHidden`, and of a tower of marks on one letter only the first few. */
export function showText(text: string): string {
  if (harmless.test(text)) return text;
  return revealHidden(text).replace(tower, (_all, first: string, rest: string) => {
    const left = [...rest].length;
    return `${first}⟦${left} more mark${left === 1 ? '' : 's'}⟧`;
  });
}

/** What JSON leaves as it is although a terminal or a reader may obey or hide it; its own line ends are none of a text. */
const unescaped = new RegExp(`(?![\\t\\n\\r])(?:${hiddenPattern.source})`, 'gu');

/** A JSON document that means the same and shows every such character as an escape (RFC 8259, section 7). */
export const plainJson = (value: unknown, indent: number): string =>
  JSON.stringify(value, null, indent).replace(unescaped, (mark) =>
    mark
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );

/** Scripts whose letters are mistaken for each other. */
const scriptPatterns = {
  Latin: /\p{Script=Latin}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
  Armenian: /\p{Script=Armenian}/u,
  Cherokee: /\p{Script=Cherokee}/u,
  Hebrew: /\p{Script=Hebrew}/u,
  Arabic: /\p{Script=Arabic}/u,
  Devanagari: /\p{Script=Devanagari}/u,
  Coptic: /\p{Script=Coptic}/u,
  Lisu: /\p{Script=Lisu}/u,
  Georgian: /\p{Script=Georgian}/u,
} as const;

/** Lower-case letters that look like a Latin one (UTS 39, confusables, the part seen in domain and brand names). */
const latinLookAlikes: Record<string, string> = {
  ...{
    а: 'a',
    с: 'c',
    ԁ: 'd',
    е: 'e',
    һ: 'h',
    і: 'i',
    ј: 'j',
    ӏ: 'l',
    о: 'o',
    р: 'p',
    ԛ: 'q',
    ѕ: 's',
    ѵ: 'v',
    ԝ: 'w',
    х: 'x',
    у: 'y',
  },
  ...{
    ɑ: 'a',
    α: 'a',
    ϲ: 'c',
    ɡ: 'g',
    ι: 'i',
    ϳ: 'j',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    υ: 'u',
    χ: 'x',
    κ: 'k',
    г: 'r',
    к: 'k',
    м: 'm',
    т: 't',
  },
  ...{ ո: 'n', օ: 'o', ս: 'u', հ: 'h', ց: 'g', զ: 'q', ı: 'i', ʏ: 'y', ꓲ: 'l', ⅼ: 'l' },
};

/** The scripts of the look-alike families that a text uses. */
function scriptsOf(text: string): string[] {
  return Object.entries(scriptPatterns)
    .filter(([, pattern]) => pattern.test(text))
    .map(([script]) => script);
}

/** The Latin text a word imitates letter for letter, or null where it does not, or is Latin itself. */
export function latinLookAlike(text: string): string | null {
  const letters = [...text.normalize('NFKC').toLowerCase()];
  let imitated = false;
  const latin = letters.map((letter) => {
    const like = latinLookAlikes[letter];
    if (like === undefined) return letter;
    imitated = true;
    return like;
  });
  const result = latin.join('');
  return imitated && /^[\p{ASCII}]+$/u.test(result) ? result : null;
}

/** A sentence on words that mix scripts or imitate Latin ones, or null. Words are parted by anything but letters, marks and digits. */
export function mixedScriptWarning(text: string): string | null {
  for (const word of text.split(/[^\p{L}\p{M}\p{N}]+/u)) {
    const scripts = scriptsOf(word);
    if (scripts.length > 1) return `"${word}" mixes letters of ${scripts.join(' and ')}, which look alike.`;
    const like = latinLookAlike(word);
    if (like !== null && like.length > 1 && like !== word.toLowerCase()) {
      return `"${word}" is written to look like "${like}", with letters of ${scripts.join(' and ') || 'another alphabet'}.`;
    }
  }
  return null;
}

/** What spreadsheet programs take as the start of a formula, the full-width forms included. */
const formulaStart = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** A cell that no spreadsheet program runs as a formula: one apostrophe before it. `fromSpreadsheet` takes it back. */
export function safeForSpreadsheet(cell: string): string {
  return formulaStart.test(cell) ? `'${cell}` : cell;
}

/** The text that `safeForSpreadsheet` was given. */
export function fromSpreadsheet(cell: string): string {
  return cell.startsWith("'") && formulaStart.test(cell) ? cell.slice(1) : cell;
}
