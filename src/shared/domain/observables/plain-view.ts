import { foldDigits } from '../digits.ts';
import { isKnownSuffix } from './suffix.ts';

/** A stretch of the plain text and the stretch of the original it stands for. */
interface Piece {
  at: number;
  from: number;
  to: number;
  /** Whether each character stands for the one at the same distance from the beginning. */
  even: boolean;
}

/**
 * A text as its writer meant it: marks that show nothing are gone, full-width and other scripts' digits are plain, and what
 * was written so that nobody clicks it (`[.]`, `(at)`, `hxxp`) stands as it would. Each place leads back to the original.
 */
export interface PlainView {
  original: string;
  plain: string;
  /** Whether the plain character at this index was written in a way that keeps people from clicking. */
  defangedAt(index: number): boolean;
  /** Where a stretch of the plain text lies in the original. */
  place(start: number, end: number): { start: number; end: number };
}

/** Each alternative is bounded, so that hostile text costs no more than its length. */
const special = new RegExp(
  [
    // 1: shows nothing.
    '([\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff\\u180e]+)',
    // 2: a scheme nobody clicks, or one with its colon or slashes set apart.
    '((?<![\\p{L}\\p{N}])(?:h(?:tt|xx|\\*\\*|tx|xt|__)ps?|f(?:t|x)ps?)[ \\t]?(?:\\[:\\/\\/\\]|\\[:\\][ \\t]?(?:\\/\\/|\\\\\\\\)|:[ \\t]?(?:\\/\\/|\\\\\\\\|\\[\\/\\/\\]|\\/[ \\t]\\/))[ \\t]?)',
    // 3: a dot in brackets, or with half of them.
    '([ \\t]{0,2}[\\[({<][ \\t]?(?:[.,]|dot|punkt|punto|point|d0t)[ \\t]?[\\])}>][ \\t]{0,2}|(?<=[\\p{L}\\p{N}])(?:\\[\\.|\\.\\]|\\\\\\.)(?=[\\p{L}\\p{N}]))',
    // 4: an @ in brackets.
    '([ \\t]{0,2}[\\[({<][ \\t]?(?:@|at|ät|arroba|\\[@\\])[ \\t]?[\\])}>][ \\t]{0,2})',
    // 5: a colon or slash in brackets.
    '(\\[:\\]|\\[\\/\\])',
    // 6: words for the signs; whether they are meant is seen from what follows.
    '((?<=[\\p{L}\\p{N}_-])[ ](?:at|dot|punkt|punto)[ ](?=[\\p{L}\\p{N}]))',
    // 7: one character for another.
    '([\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a\\uff0e\\uff0d\\uff20\\uff1a\\uff0f\\uff3f\\uff0b\\u00a0\\u2000-\\u200a\\u202f\\u205f\\u3000])',
    // 8: digits of other scripts.
    '([^\\P{Nd}0-9]+)',
  ].join('|'),
  'giu',
);

const spaces = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/;

function narrow(character: string): string {
  return spaces.test(character) ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}

/** Words that stand before "at" and "dot" in plain speech. */
const ordinary =
  /(?:^|[^\p{L}\p{N}])(?:at|the|a|an|of|this|that|my|your|our|us|me|is|in|on|to|it|look|here|online|page|site|website|back|reach|or|and|out)$/iu;
const wordChain = /^([\p{L}\p{N}-]{1,63})((?: (?:dot|punkt|punto) [\p{L}\p{N}-]{1,63}){1,5})/iu;

/** Whether the words from `at` on name a host, as in "example dot org". */
function namesHost(text: string, at: number): boolean {
  const chain = wordChain.exec(text.slice(at, at + 400));
  if (!chain || /^(?:www|home|the)$/i.test(chain[1] ?? '')) return false;
  const last = chain[2]?.split(' ').at(-1) ?? '';
  return isKnownSuffix(last);
}

function spoken(text: string, match: string, index: number): string | null {
  const before = text.slice(Math.max(0, index - 80), index);
  if (ordinary.test(before)) return null;
  const next = index + match.length;
  if (/at/i.test(match)) return namesHost(text, next) ? '@' : null;
  const chain = /^([\p{L}\p{N}-]{1,63})((?: (?:dot|punkt|punto) [\p{L}\p{N}-]{1,63}){0,5})/iu.exec(
    text.slice(next, next + 400),
  );
  const last = chain?.[2] ? chain[2].split(' ').at(-1) : chain?.[1];
  return last !== undefined && isKnownSuffix(last) ? '.' : null;
}

function scheme(text: string, match: string, index: number): string | null {
  const tail = text.charAt(index + match.length);
  const defanged = !/^(?:https?|ftps?):/i.test(match) || /[[\]]/.test(match);
  const trailing = /[ \t]$/.test(match);
  // A blank behind an ordinary "http://" ends a mention of the scheme; behind a written-out one it is part of the disguise.
  if (trailing && (!defanged || !/[\p{L}\p{N}[]/u.test(tail))) return null;
  const secure = /s[ \t]?[:[]/i.test(match) ? 's' : '';
  return `${/^f/i.test(match) ? 'ftp' : 'http'}${secure}://`;
}

/** Reads a text; takes time and memory in proportion to its length. */
export function plainView(original: string): PlainView {
  const pieces: Piece[] = [];
  const parts: string[] = [];
  const defanged = new Set<number>();
  let length = 0;
  let done = 0;
  const add = (text: string, from: number, to: number, even: boolean): void => {
    if (text !== '') pieces.push({ at: length, from, to, even });
    parts.push(text);
    length += text.length;
  };
  for (const match of original.matchAll(special)) {
    const [found, hidden, address, dot, at, sign, word, wide] = match;
    const { index } = match;
    let text: string | null;
    let disguise = true;
    if (hidden !== undefined) {
      text = '';
      disguise = false;
    } else if (address !== undefined) {
      text = scheme(original, found, index);
      disguise = false;
    } else if (dot !== undefined) text = '.';
    else if (at !== undefined) text = '@';
    else if (sign !== undefined) text = found.charAt(1);
    else if (word !== undefined) text = spoken(original, found, index);
    else {
      text = wide === undefined ? foldDigits(found) : narrow(found);
      disguise = false;
    }
    if (text === null || text === found) continue;
    if (index > done) add(original.slice(done, index), done, index, true);
    if (disguise) defanged.add(length);
    add(text, index, index + found.length, text.length === found.length);
    done = index + found.length;
  }
  if (done < original.length) add(original.slice(done), done, original.length, true);

  const pieceOf = (index: number): Piece => {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((pieces[middle]?.at ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return pieces[low] ?? { at: 0, from: 0, to: 0, even: true };
  };
  return {
    original,
    plain: parts.join(''),
    defangedAt: (index) => defanged.has(index),
    place(start, end) {
      const first = pieceOf(start);
      const last = pieceOf(end - 1);
      return {
        start: first.even ? first.from + start - first.at : first.from,
        end: last.even ? last.from + end - last.at : last.to,
      };
    },
  };
}
