import { foldDigits } from '../../shared/domain/digits.ts';
import { plainLatinLetters } from '../../shared/domain/latin-letters.ts';
import { matchesOf } from '../../shared/domain/matches.ts';

/** One word of a text as the index knows it, and where it stands (UTF-16). */
export interface Token {
  word: string;
  start: number;
  end: number;
}

/**
 * Scripts written without blanks between words. Each of their characters is a word of its own, so that any part of a
 * sentence is found as a phrase of them, down to one character; trigrams would need three.
 */
const unspaced =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\p{sc=Tibetan}';
const unspacedPattern = new RegExp(`[${unspaced}]`, 'u');
const pieces = new RegExp(`[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}\\p{Co}])+`, 'gu');

/** `(dot)`, `[at]`: what reports put into addresses. They part words like the marks they stand for, and are none themselves. */
const defanging = '[[({]\\s?(?:dot|at|punkt|punto)\\s?[\\])}]';
const defangingPattern = new RegExp(defanging, 'i');
const runs = new RegExp(`${defanging}|[\\p{L}\\p{N}\\p{M}\\p{Co}\\p{Cf}]+`, 'giu');

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const ascii = /^[\x00-\x7f]*$/;

/** Letters that are typed in one of several ways: of Latin alphabets, and Arabic ones that look alike. */
const letters: Record<string, string> = {
  ...plainLatinLetters,
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
};
const letterPattern = new RegExp(`[${Object.keys(letters).join('')}]`, 'g');

/**
 * Marks that are written or left out as people please: Latin, Greek and Cyrillic accents, Arabic and Hebrew vowel points, the
 * Arabic tatweel, the nukta of Indian scripts. The vowel signs of Indian scripts are letters of their words and stay.
 */
const optionalMarks = new RegExp(
  `[${[
    '\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f',
    '\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7',
    '\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed',
    '\\u093c\\u09bc\\u0a3c\\u0abc\\u0b3c',
  ].join('')}]`,
  'g',
);

/** One word in the form it is compared by: case, accents, widths, digits and invisible characters folded. */
export function foldWord(word: string): string {
  if (ascii.test(word)) return word.toLowerCase();
  return foldDigits(
    word
      .normalize('NFKD')
      .replace(/\p{Cf}/gu, '')
      .replace(optionalMarks, '')
      // Chandrabindu and anusvara are written for one another.
      .replace(/\u0901/g, '\u0902')
      .toLowerCase()
      .replace(letterPattern, (letter) => letters[letter] ?? letter)
      .normalize('NFC'),
  );
}

/** The words of a text in order. */
export function* tokensOf(text: string): Generator<Token> {
  for (const run of text.matchAll(runs)) {
    const [found] = run;
    const start = run.index;
    if (/^[[({]/.test(found)) continue;
    if (ascii.test(found)) {
      yield { word: found.toLowerCase(), start, end: start + found.length };
    } else if (unspacedPattern.test(found)) {
      for (const piece of found.matchAll(pieces)) {
        yield* folded(piece[0], start + piece.index);
      }
    } else {
      yield* folded(found, start);
    }
  }
}

function* folded(run: string, start: number): Generator<Token> {
  for (const [word] of foldWord(run).matchAll(pieces)) yield { word, start, end: start + run.length };
}

export const wordsOf = (text: string): string[] => Array.from(tokensOf(text), (token) => token.word);

/**
 * What the index is given of a text. SQLite's `ascii` tokenizer parts plain ASCII just as `tokensOf` does; anything else is
 * given as folded words, of which it takes every character beyond ASCII for a letter.
 */
export const indexedText = (text: string): string =>
  ascii.test(text) && !defangingPattern.test(text) ? text : wordsOf(text).join(' ');

const spacedDigits = /\+?\(?\d[\d().\-/ \u00a0]{5,30}\d/g;
const writtenDate = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?!\d)[ T]*/;
const dottedQuad = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const spacedIban = /\b[A-Z]{2}\d{2}(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,4})?\b/g;

/** As many digits tell a number from others where its country and trunk prefix may be written or not. */
const tailDigits = 8;

/** What is compared of a number whose country is not known: its last digits; null where it has too few. */
export const tailOf = (digits: string): string | null =>
  digits.length < tailDigits ? null : digits.slice(-tailDigits);

/** The word such a number is found by: `tail65550199`. */
export const tailWord = (digits: string): string | null => {
  const tail = tailOf(digits);
  return tail === null ? null : `tail${tail}`;
};

/**
 * Numbers that stand in a text in groups (`+91 22 6555-0199`, `0091 (22) …`, an IBAN in fours), each as one word: so they are found
 * however either side wrote them. Sixteen digits are left as they stand: a payment card is not put together.
 */
export function codesOf(text: string): string {
  const plain = ascii.test(text) ? text : foldDigits(text);
  let codes = '';
  for (const [found] of matchesOf(spacedDigits, plain)) {
    const code = joinedDigits(found);
    if (code !== null) codes += `${code} ${tailWord(code) ?? ''} `;
  }
  for (const [found] of matchesOf(spacedIban, plain)) codes += `${found.replaceAll(' ', '')} `;
  return codes;
}

function joinedDigits(found: string): string | null {
  const international = found.startsWith('+');
  const text = international ? found.replace(/\(0\)/, '') : found.replace(writtenDate, '');
  if (!international && dottedQuad.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  const parted = /\d\D+\d/.test(text);
  const bare = digits.replace(/^00/, '');
  if (bare.length < 7 || bare.length > 15 || (!parted && !international && bare === digits)) return null;
  return bare;
}
