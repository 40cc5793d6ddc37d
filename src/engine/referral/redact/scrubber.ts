import { encodedRanges } from './encoded.ts';
import { fold, type Token, tokens } from './fold.ts';
import type { Range } from './ranges.ts';
import { spacedRanges } from './spaced.ts';

/**
 * Takes a person's withheld values out of free text: names in any case, accent, order or with other separators,
 * mail addresses also defanged, telephone and account numbers however they are grouped. Works on words, so a
 * short name never tears another word apart.
 */
export interface Secret {
  /** `place`: a town, taken out where it is written as a name. */
  kind: 'name' | 'email' | 'code' | 'address' | 'place';
  value: string;
  /** What stands in its place. */
  replacement: string;
}

export interface Scrubbed {
  text: string;
  /** Values that were replaced. */
  replaced: number;
  /** Card numbers that were masked. */
  cards: number;
}

export interface Scrubber {
  /** `strict` leaves single words of a name alone: for values that are evidence themselves. */
  scrub(text: string, options?: { strict?: boolean }): Scrubbed;
}

interface Sequence {
  words: string[];
  replacement: string;
}

// Names that are common words at the start of a sentence or in a bank's name go only as part of the full name.
const commonWords = new Set(
  `account amazon april art august bank best bill black brown call case cash chase city day dawn dear drew faith
   field fraud grace grant gray green grey guy hall hill hope house india james joy july june king lane law long love
   major may mark mason miss mister monday moon north page park part phone price prince rich rob rose scam service
   south stone street sue summer sunday support the union van victim von ward west white will wise wood young`
    .split(/\s+/)
    .filter((one) => one !== ''),
);
const shortestCode = 6;
const longestCode = 40;
const gap = /^[\s().,\-‐‑–—/·+_:]{0,3}$/u;
const nameGap = /^[\s.,\-‐‑–—_'’+@[\](){}]{0,5}$/u;
// Bounded (RFC 5321, 4.5.3.1, with room for encodings), so that a long run without an @ is not read again from each letter.
const mailbox =
  /[\p{L}\p{N}._%+'-]{1,200}\s?(?:@|%40|\[at\]|\(at\)|\{at\})\s?[\p{L}\p{N}-]{1,63}(?:(?:\.|\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\))[\p{L}\p{N}-]{1,63}){1,30}/gu;
const pan = /(?<![\p{L}\p{N}])\d(?:[ -]?\d){12,18}(?![\p{L}\p{N}])/gu;

/**
 * Builds a scrubber. `kept` are values of suspects, infrastructure and accounts: a word they share with a
 * person's name is not taken out on its own, and a number that is wholly theirs stays, unless it is a secret too.
 */
export function scrubber(secrets: readonly Secret[], kept: readonly string[]): Scrubber {
  const keptWords = new Set<string>();
  const keptCodes = new Set<string>();
  for (const value of kept) {
    const words = tokens(fold(value).folded).map((token) => token.text);
    for (const one of words) keptWords.add(one);
    keptCodes.add(words.join(''));
  }
  const sequences = new Map<string, Sequence[]>();
  const parts = new Map<string, string>();
  const places = new Map<string, Sequence[]>();
  /** Everything a person can be spelled by, its words joined. */
  const spelled = new Map<string, string>();
  const mails = new Map<string, string>();
  // Null: a number of a suspect or of infrastructure, which stays.
  const codes = new Map<string, string | null>();
  const codeStarts = new Set<string>();
  const addTo = (list: Map<string, Sequence[]>, words: string[], replacement: string) => {
    const [first] = words;
    if (first === undefined) return;
    const known = list.get(first) ?? [];
    known.push({ words, replacement });
    list.set(first, known);
  };
  const addSequence = (words: string[], replacement: string) => {
    addTo(sequences, words, replacement);
    if (!spelled.has(words.join(''))) spelled.set(words.join(''), replacement);
  };
  const addCode = (code: string, replacement: string | null) => {
    if (code.length < shortestCode || codes.has(code)) return;
    codes.set(code, replacement);
    codeStarts.add(code.slice(0, 3));
  };

  for (const { kind, value, replacement } of secrets) {
    const { folded } = fold(value);
    const words = tokens(folded).map((token) => token.text);
    if (words.length === 0) continue;
    if (kind === 'email') {
      mails.set(folded.trim(), replacement);
      addSequence(words, replacement);
    } else if (kind === 'code') {
      const joined = words.join('');
      addCode(joined, replacement);
      // National forms of a telephone number: its last digits, without country code or trunk prefix.
      if (/^\+?[\d\s().-]+$/.test(folded)) {
        for (let length = 7; length < joined.length; length += 1) {
          const tail = joined.slice(-length);
          if (!tail.startsWith('0') && !keptCodes.has(tail)) addCode(tail, replacement);
        }
      }
    } else if (kind === 'address') {
      addSequence(words, replacement);
      // Street and postal code tell the house also without the rest.
      for (const line of value.split(/[,\n;]/)) {
        const part = tokens(fold(line).folded).map((token) => token.text);
        if (part.length >= 2 && part.some((one) => /\d/.test(one))) addSequence(part, replacement);
      }
    } else if (kind === 'place') {
      addTo(places, words, replacement);
    } else {
      for (const variant of nameVariants(words)) addSequence(variant, replacement);
      if (words.length > 1) {
        addSequence([words.join('')], replacement);
        for (const one of words) {
          if (one.length >= 3 && !commonWords.has(one) && !keptWords.has(one) && !parts.has(one)) {
            parts.set(one, replacement);
            if (!spelled.has(one)) spelled.set(one, replacement);
          }
        }
      }
    }
  }
  for (const code of keptCodes) {
    if (!/^\d+$/.test(code)) continue;
    for (let length = 9; length <= code.length; length += 1) addCode(code.slice(-length), null);
  }
  for (const known of [...sequences.values(), ...places.values()])
    known.sort((a, b) => b.words.length - a.words.length);

  const plainRanges = (text: string, strict: boolean) => {
    const { folded, at } = fold(text);
    const found = tokens(folded);
    return {
      folded,
      at,
      ranges: [
        ...mailRanges(folded, mails),
        ...codeRanges(folded, found, codes, codeStarts),
        ...sequenceRanges(folded, found, sequences),
        ...spacedRanges(folded, found, spelled),
        ...(strict ? [] : cardRanges(folded, keptCodes)),
        ...(strict ? [] : partRanges(text, at, found, parts)),
        ...(strict ? [] : placeRanges(text, at, sequenceRanges(folded, found, places))),
      ] as Range[],
    };
  };
  const readDecoded = (decoded: string) => {
    const { at, ranges } = plainRanges(decoded, false);
    return replaceRanges(decoded, at, ranges);
  };
  return {
    scrub(text, { strict = false } = {}) {
      if (text === '') return { text, replaced: 0, cards: 0 };
      const { at, ranges } = plainRanges(text, strict);
      const encoded = encodedRanges(text, readDecoded);
      if (encoded.length > 0) ranges.push(...inFolded(encoded, at));
      return replaceRanges(text, at, ranges);
    },
  };
}

/** Ranges of the original as those of the folded text. */
function inFolded(ranges: readonly Range[], at: readonly number[]): Range[] {
  const folded = new Map<number, number>();
  for (const [index, original] of at.entries()) if (!folded.has(original)) folded.set(original, index);
  return ranges.map((range) => ({
    ...range,
    start: folded.get(range.start) ?? 0,
    end: folded.get(range.end) ?? at.length - 1,
  }));
}

/** A town is written with a capital, where its script has them: `reading` and `nice` are words. */
function placeRanges(text: string, at: number[], ranges: Range[]): Range[] {
  return ranges.filter(({ start }) => {
    const first = String.fromCodePoint(text.codePointAt(at[start] ?? 0) ?? 0x20);
    return first.toLowerCase() === first.toUpperCase() || first === first.toUpperCase();
  });
}

/** Orders in which a name is written: as given, family name first, and without the middle names. */
function nameVariants(words: string[]): string[][] {
  const last = words.at(-1);
  const [first] = words;
  if (words.length === 1 || last === undefined || first === undefined) return [words];
  const variants = [words, [last, ...words.slice(0, -1)], [...words.slice(1), first]];
  if (words.length > 2) variants.push([first, last], [last, first]);
  return variants;
}

function mailRanges(folded: string, mails: Map<string, string>): Range[] {
  const ranges: Range[] = [];
  if (mails.size === 0) return ranges;
  for (const match of folded.matchAll(mailbox)) {
    const [local = '', domain = ''] = match[0].split(/\s?(?:@|%40|\[at\]|\(at\)|\{at\})\s?/u);
    const plain = (part: string) => part.replace(/[[({](?:\.|dot)[\])}]/gu, '.');
    // A quoted or punctuated address is still the address: try it without what stands before and behind.
    const locals = suffixes(plain(local));
    const domains = prefixes(plain(domain));
    const hit = locals.flatMap((one) => domains.map((two) => `${one}@${two}`)).find((one) => mails.has(one));
    if (hit !== undefined) {
      const replacement = mails.get(hit) ?? '';
      ranges.push({ start: match.index, end: match.index + match[0].length, replacement });
    }
  }
  return ranges;
}

const suffixes = (text: string) => [text, ...cuts(text).map((index) => text.slice(index + 1))];
const prefixes = (text: string) => [text, ...cuts(text).map((index) => text.slice(0, index))];
const cuts = (text: string) => [...text.matchAll(/[._%+'-]/gu)].slice(0, 12).map((match) => match.index);

function codeRanges(
  folded: string,
  found: Token[],
  codes: Map<string, string | null>,
  starts: Set<string>,
): Range[] {
  const ranges: Range[] = [];
  if (codes.size === 0) return ranges;
  let keptUntil = 0;
  for (const [first, token] of found.entries()) {
    if (token.start < keptUntil) continue;
    let joined = '';
    let end = token.start;
    let best: Omit<Range, 'replacement'> & { replacement: string | null } = {
      start: 0,
      end: 0,
      replacement: null,
    };
    for (let next = first; next < Math.min(found.length, first + longestCode); next += 1) {
      const one = found[next];
      if (!one || (next > first && !gap.test(folded.slice(end, one.start)))) break;
      joined += one.text;
      end = one.end;
      if (joined.length > longestCode + 2) break;
      const bare = joined.replace(/^0{1,2}/, '');
      if (
        joined.length >= 3 &&
        !starts.has(joined.slice(0, 3)) &&
        bare.length >= 3 &&
        !starts.has(bare.slice(0, 3))
      )
        break;
      const replacement = codes.get(codes.has(joined) ? joined : bare);
      if (replacement !== undefined) best = { start: token.start, end, replacement };
    }
    if (best.replacement !== null) ranges.push({ ...best, replacement: best.replacement });
    else keptUntil = best.end;
  }
  return ranges;
}

function sequenceRanges(folded: string, found: Token[], sequences: Map<string, Sequence[]>): Range[] {
  const ranges: Range[] = [];
  for (const [first, token] of found.entries()) {
    const known = sequences.get(token.text);
    if (!known) continue;
    for (const { words, replacement } of known) {
      const last = found[first + words.length - 1];
      if (!last) continue;
      const fits = words.every((expected, offset) => {
        const one = found[first + offset];
        const before = found[first + offset - 1];
        if (one?.text !== expected) return false;
        return offset === 0 || nameGap.test(folded.slice(before?.end ?? 0, one.start));
      });
      if (fits) {
        ranges.push({ start: token.start, end: last.end, replacement });
        break;
      }
    }
  }
  return ranges;
}

function partRanges(text: string, at: number[], found: Token[], parts: Map<string, string>): Range[] {
  const ranges: Range[] = [];
  for (const token of found) {
    const replacement = parts.get(token.text);
    if (replacement === undefined) continue;
    const written = text.slice(at[token.start], (at[token.start] ?? 0) + 2);
    const [first = ''] = written;
    const cased = first.toLowerCase() !== first.toUpperCase();
    if (!cased || first === first.toUpperCase()) ranges.push({ ...token, replacement });
  }
  return ranges;
}

/** Whole card numbers never leave (PCI DSS 3.4): first six and last four stay. */
function cardRanges(folded: string, kept: Set<string>): Range[] {
  const ranges: Range[] = [];
  for (const match of folded.matchAll(pan)) {
    const digits = match[0].replace(/[ -]/g, '');
    if (!/^[3-6]/.test(digits) || !luhn(digits) || kept.has(digits)) continue;
    const replacement = `${digits.slice(0, 6)}${'•'.repeat(digits.length - 10)}${digits.slice(-4)}`;
    ranges.push({ start: match.index, end: match.index + match[0].length, replacement, card: true });
  }
  return ranges;
}

/** ISO/IEC 7812-1, annex B. */
function luhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

function replaceRanges(text: string, at: number[], ranges: Range[]): Scrubbed {
  if (ranges.length === 0) return { text, replaced: 0, cards: 0 };
  // First come, longest first: of two that overlap the later goes with the earlier.
  ranges.sort((a, b) => a.start - b.start || b.end - a.end);
  // What stands between the values and what stands for them, in turn.
  const pieces: string[] = [];
  let position = 0;
  let covered = 0;
  let replaced = 0;
  let cards = 0;
  let standing: string | null = null;
  for (const range of ranges) {
    if (range.start < covered) {
      if (range.end <= covered) continue;
      // The rest of an overlapping value goes too.
      position = Math.max(position, endAt(text, at, range.end));
      covered = range.end;
      continue;
    }
    const start = at[range.start] ?? text.length;
    const end = endAt(text, at, range.end);
    const between = text.slice(position, start);
    const joined =
      standing === range.replacement ? joinNeighbours(pieces.at(-2) ?? '', between, text.charAt(end)) : null;
    if (joined) {
      pieces.splice(-2, 1, joined.before);
      position = end + joined.swallowed;
    } else {
      pieces.push(between, range.replacement);
      standing = range.card ? null : range.replacement;
      position = end;
    }
    covered = range.end;
    if (range.card) cards += 1;
    else replaced += 1;
  }
  return { text: pieces.join('') + text.slice(position), replaced, cards };
}

const longestGap = 12;
// A dot before a blank ends a sentence: what follows is said anew.
const withinName = /^(?!.*\.[^\S\n\r])(?:[^\S\n\r]|["'“”„‟‘’‚«»,.])*$/u;
const quote = /["'“”„‟‘’‚«»]/gu;

/**
 * Two parts of one name, such as `Ruth "Ruthie" Example`, stand for one person once. Null where more than quotes,
 * blanks, commas or dots is between them. A quote that loses its partner with what is left out goes too: at the end
 * of `before`, or the `swallowed` first character of what follows, `next`.
 */
function joinNeighbours(
  before: string,
  between: string,
  next: string,
): { before: string; swallowed: number } | null {
  if (between.length > longestGap || !withinName.test(between)) return null;
  if ((between.match(quote)?.length ?? 0) % 2 === 0) return { before, swallowed: 0 };
  // `Ruth "Ruthie"`, then `"Ruthie" Example`.
  if (/^["'“”„‟‘’‚«»]/u.test(next)) return { before, swallowed: 1 };
  if (/["'“”„‟‘’‚«»]$/u.test(before)) return { before: before.slice(0, -1), swallowed: 0 };
  return null;
}

/** End in the original, with the accents and invisible characters that belong to the last character. */
function endAt(text: string, at: number[], end: number): number {
  const last = at[end - 1] ?? text.length;
  const character = String.fromCodePoint(text.codePointAt(last) ?? 0x20);
  let index = last + character.length;
  while (index < text.length && /^[\p{Mn}\p{Me}\p{Cf}]/u.test(text.slice(index, index + 2))) {
    if (index === (at[end] ?? text.length)) break;
    index += String.fromCodePoint(text.codePointAt(index) ?? 0x20).length;
  }
  return index;
}
