import type { z } from 'zod';
import type { markedText } from '../../shared/contract/search.ts';
import { foldDigits } from '../../shared/domain/digits.ts';
import { findSecrets } from '../../shared/domain/identifiers/secrets/index.ts';
import { maskSign } from '../../shared/domain/pii.ts';
import type { Term } from './search-query.ts';
import { type Token, tokensOf } from './search-text.ts';

export type MarkedText = z.infer<typeof markedText>;
type Range = [start: number, end: number];

/** Of a text, so much is read for something to mark; the index has found it, wherever it is. */
const longestRead = 4 << 20;
const before = 60;
const shownLength = 240;
const mostMarks = 50;
/** What may not be shown whole can reach over the edge of what is shown. */
const edge = 80;

/** Controls and direction marks would move what stands around them. One for one, so that ranges stay right. */
const harmless = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, ' ');

/** A whole title with what was searched for marked. */
export function markTitle(text: string, terms: readonly Term[]): MarkedText {
  return { text: harmless(text), marks: [...findMarks(text, terms, text.length)].slice(0, mostMarks) };
}

/** The stretch around the first find, of an identifier the line it stands in, or the beginning; null for an empty text. */
export function snippetOf(text: string, terms: readonly Term[]): MarkedText | null {
  if (text.trim() === '') return null;
  const read = text.length > longestRead ? text.slice(0, longestRead) : text;
  const first = findMarks(read, terms, read.length).next().value;
  const ofLine = terms.some(({ spread }) => spread !== undefined);
  const start = first ? (ofLine && lineStart(read, first[0])) || wordStart(read, first[0]) : 0;
  const end = Math.min(text.length, start + shownLength);
  const inside: Range[] = [];
  for (const [from, to] of findMarks(read.slice(start, end), terms, end - start)) {
    if (inside.length === mostMarks) break;
    inside.push([from, to]);
  }
  const lead = start > 0 ? '… ' : '';
  return {
    text: `${lead}${harmless(masked(read, start, end))}${end < text.length ? ' …' : ''}`,
    marks: inside.map(([from, to]) => [from + lead.length, to + lead.length]),
  };
}

/** A stretch of a text without the cards, national numbers and passwords in it; as long as before, so that ranges stay right. */
function masked(text: string, start: number, end: number): string {
  const from = Math.max(0, start - edge);
  let wide = text.slice(from, end + edge);
  for (const secret of findSecrets(wide)) {
    const length = secret.end - secret.start;
    const shown = secret.masked.length === length ? secret.masked : maskSign.repeat(length);
    wide = wide.slice(0, secret.start) + shown + wide.slice(secret.end);
  }
  return wide.slice(start - from, end - from);
}

/** 0 where no line begins shortly before: what stands in a list says what it is in its own line. */
function lineStart(text: string, at: number): number {
  const earliest = Math.max(0, at - before);
  const end = text.slice(earliest, at).lastIndexOf('\n');
  return end < 0 ? 0 : earliest + end + 1;
}

function wordStart(text: string, at: number): number {
  const earliest = Math.max(0, at - before);
  if (earliest === 0) return 0;
  const blank = text.slice(earliest, at).search(/\s/);
  return blank < 0 ? earliest : earliest + blank + 1;
}

/** Finds in order of where they stand; overlapping ones become one. */
function* findMarks(text: string, terms: readonly Term[], length: number): Generator<Range> {
  const spread = spreadRanges(text, terms);
  let pending: Range | null = null;
  for (const range of merged(phraseRanges(text, terms), spread)) {
    if (range[0] >= length) break;
    if (pending && range[0] <= pending[1]) {
      pending[1] = Math.max(pending[1], range[1]);
    } else {
      if (pending) yield pending;
      pending = [...range];
    }
  }
  if (pending) yield pending;
}

function* merged(phrases: Iterable<Range>, spread: Range[]): Generator<Range> {
  const rest = [...spread];
  for (const range of phrases) {
    while (rest[0] && rest[0][0] <= range[0]) yield rest.shift()!;
    yield range;
  }
  yield* rest;
}

function* phraseRanges(text: string, terms: readonly Term[]): Generator<Range> {
  const longest = Math.max(0, ...terms.map(({ words }) => words.length));
  const window: Token[] = [];
  for (const token of tokensOf(text)) {
    window.push(token);
    if (window.length < longest) continue;
    const found = longestAt(window, terms);
    if (found) yield found;
    window.shift();
  }
  for (; window.length > 0; window.shift()) {
    const found = longestAt(window, terms);
    if (found) yield found;
  }
}

function longestAt(window: readonly Token[], terms: readonly Term[]): Range | null {
  let best = 0;
  for (const { words, prefix } of terms) {
    if (words.length <= best || words.length > window.length) continue;
    const last = words.length - 1;
    const fits = words.every((word, at) =>
      prefix && at === last ? window[at]!.word.startsWith(word) : window[at]!.word === word,
    );
    if (fits) best = words.length;
  }
  return best === 0 ? null : [window[0]!.start, window[best - 1]!.end];
}

/** What parts the digits of a number in a text. */
const apart = '[\\s().\\-/]{0,3}';
/** Digits a number has before those that are compared (E.164: fifteen in all). */
const mostLead = 7;

/** Digits and letters that stand apart in the text, as in `+91 (22) 6555-0199`. */
function spreadRanges(text: string, terms: readonly Term[]): Range[] {
  const plain = foldDigits(text);
  if (plain.length !== text.length) return [];
  const ranges: Range[] = [];
  for (const { spread, ending } of terms) {
    if (spread === undefined || !/^[a-z0-9]+$/.test(spread)) continue;
    const lead = ending ? `(?:\\d(?:${apart}\\d){0,${mostLead - 1}}${apart})?` : '(?:00|0)?';
    const pattern = new RegExp(`(?<![a-z0-9])[+(]{0,2}${lead}${[...spread].join(apart)}(?![a-z0-9])`, 'gi');
    for (const found of plain.matchAll(pattern)) {
      ranges.push([found.index, found.index + found[0].length]);
      if (ranges.length === mostMarks) break;
    }
  }
  return ranges.sort((one, other) => one[0] - other[0]);
}
