import bidiFactory from 'bidi-js';
import { findHiddenCharacters } from '../../../../shared/domain/text-safety.ts';
import type { Face, Fonts } from './fonts.ts';
import type { FaceStyle } from './style.ts';

/** A run of one face and one direction, in reading order inside, as wide as `width` em. */
export interface Span {
  face: Face;
  text: string;
  width: number;
  /** The characters behind glyphs that do not stand in their order; null where the glyphs tell them. */
  actual: string | null;
}

/** Spans from left to right. */
export interface Line {
  spans: Span[];
  width: number;
}

export interface Laid {
  lines: Line[];
  /** Characters that no font covers, printed as `[U+XXXX]`. */
  uncovered: number;
}

const bidi = bidiFactory();
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\u200F\u061C]/u;
// All of it in the primary faces: most text takes the short way.
const plain =
  /^[\u0020-\u007E\u00A0-\u00AC\u00AE-\u017F\u0386\u0388-\u038A\u038C\u038E-\u03A1\u03A3-\u03CE\u0401-\u045F\u2013\u2014\u2018-\u201E\u2022\u2026\u20AC\u20B9]*$/;
/** Joiners and direction marks that writing in Arabic, Hebrew or an Indic script needs; elsewhere they only hide something. */
const honest = /[\u061C\u200C-\u200F]/;
/** Marks on one letter that are printed: a tower of them would run over the lines above and below. */
const mostMarks = { complex: 6, simple: 3 };
// Noto Sans has Devanagari too, but shaping needs runs of one script: each script keeps to its own face.
const ownFace = /[\p{Script=Devanagari}\p{Script=Arabic}\p{Script=Hebrew}]/u;
/** Letters to an em that are counted on at most; more only mean an earlier break. */
const narrowest = 6;
const joiner = /[\u200C\u200D]/;

/**
 * Breaks a text into lines of at most `width` em. Breaks at blanks, else inside a long word, at a mark such as
 * `/` or `.` where one is near. Line feeds always break. Bidirectional text follows UAX #9 with the direction of
 * its first strong character.
 */
export function layText(fonts: Fonts, style: FaceStyle, text: string, width: number): Laid {
  const lines: Line[] = [];
  let uncovered = 0;
  for (const paragraph of text.split(/\r\n|[\n\r\u2028\u2029]/)) {
    const item = itemise(fonts, style, paragraph.replaceAll('\t', ' '));
    uncovered += item.uncovered;
    for (const [start, end] of breakLines(item, width)) lines.push(buildLine(item, start, end));
  }
  return { lines, uncovered };
}

/** Lays a text on one line whatever its length. */
export function layLine(fonts: Fonts, style: FaceStyle, text: string): Line {
  const item = itemise(fonts, style, text.replace(/\s+/g, ' '));
  return buildLine(item, 0, item.text.length);
}

interface Item {
  text: string;
  /** Face of each UTF-16 unit; a single one where all share it. */
  faces: Face[] | Face;
  /** Bidi level of each unit; null where all are left to right. */
  levels: Uint8Array | null;
  uncovered: number;
}

function itemise(fonts: Fonts, style: FaceStyle, text: string): Item {
  const chain = fonts.chains[style];
  const [primary] = chain;
  if (plain.test(text)) return { text, faces: primary, levels: null, uncovered: 0 };
  let shown = '';
  let uncovered = 0;
  const faces: Face[] = [];
  const normal = text.normalize('NFC');
  // What hides or reorders what is read is shown, not obeyed.
  const hidden = new Set(findHiddenCharacters(normal).map(({ index }) => index));
  const note = (words: string) => {
    shown += words;
    for (let unit = 0; unit < words.length; unit += 1) faces.push(primary);
  };
  let marks = 0;
  let left = 0;
  let index = 0;
  for (const character of normal) {
    const at = index;
    index += character.length;
    const isMark = /^\p{M}$/u.test(character);
    marks = isMark ? marks + 1 : 0;
    if (isMark && marks > (faces.at(-1)?.complex ? mostMarks.complex : mostMarks.simple)) {
      left += 1;
      continue;
    }
    if (left > 0) note(leftOut(left));
    left = 0;
    const code = character.codePointAt(0) ?? 0;
    const before = faces.at(-1);
    const sticky = /^[\p{M}\s]$/u.test(character) || joiner.test(character);
    const face =
      sticky && before?.covers(code)
        ? before
        : chain.find((one) => one.covers(code) && (one.complex || !ownFace.test(character)));
    const visible = !hidden.has(at) || (before?.complex === true && honest.test(character));
    // Joiners of emoji, which no face draws as one.
    if (visible && joiner.test(character) && !before?.complex) continue;
    if (face && visible) {
      shown += character;
      for (let unit = 0; unit < character.length; unit += 1) faces.push(face);
    } else {
      uncovered += 1;
      note(`[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`);
    }
  }
  if (left > 0) note(leftOut(left));
  const levels = rightToLeft.test(shown) ? bidi.getEmbeddingLevels(shown).levels : null;
  return { text: shown, faces, levels, uncovered };
}

const leftOut = (marks: number) => `[${marks} more mark${marks === 1 ? '' : 's'}]`;

const faceAt = (item: Item, index: number): Face | undefined =>
  Array.isArray(item.faces) ? item.faces[index] : item.faces;

/** Width of a stretch, em, face by face. */
function measure(item: Item, start: number, end: number): number {
  if (!Array.isArray(item.faces)) return item.faces.measure(item.text.slice(start, end));
  let width = 0;
  let from = start;
  for (let index = start + 1; index <= end; index += 1) {
    const face = item.faces[from];
    if (index === end || item.faces[index] !== face) {
      if (face) width += face.measure(item.text.slice(from, index));
      from = index;
    }
  }
  return width;
}

function breakLines(item: Item, width: number): [number, number][] {
  const { text } = item;
  const lines: [number, number][] = [];
  let start = 0;
  let used = 0;
  let position = 0;
  for (const match of text.matchAll(/\S+\s*|\s+/g)) {
    const word = match[0].trimEnd();
    const whole = measure(item, match.index, match.index + match[0].length);
    const ink =
      word.length === match[0].length ? whole : measure(item, match.index, match.index + word.length);
    position = match.index + match[0].length;
    if (used + ink <= width) {
      used += whole;
      continue;
    }
    if (match.index > start) {
      lines.push([start, match.index]);
      start = match.index;
    }
    let rest = ink;
    // A word of thousands of letters is not measured to its end for each of its lines.
    const far = Math.ceil(width * narrowest);
    while (rest > width) {
      const cut = cutWord(item, start, match.index + word.length, width);
      lines.push([start, cut]);
      start = cut;
      const last = match.index + word.length;
      rest = last - start > far ? Number.POSITIVE_INFINITY : measure(item, start, last);
    }
    used = measure(item, start, position);
  }
  if (start < position || lines.length === 0) lines.push([start, position]);
  return lines;
}

/** Where a word that is wider than a line is cut: after the last mark in the second half that fits, else anywhere. */
function cutWord(item: Item, start: number, end: number, width: number): number {
  let low = start + 1;
  let high = Math.min(end, start + Math.max(1, Math.ceil(width * narrowest)));
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(item, start, middle) <= width) low = middle;
    else high = middle - 1;
  }
  const half = start + Math.floor((low - start) / 2);
  for (let index = low; index > half; index -= 1) {
    if (/[/\\?&=._\-:;,@)\]]/.test(item.text[index - 1] ?? '') && index < end) return index;
  }
  let cut = low;
  while (cut > start + 1 && joinsBefore(item.text, cut)) cut -= 1;
  return cut;
}

/** Whether the character at an index belongs to the one before it. */
function joinsBefore(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return (unit >= 0xdc00 && unit < 0xe000) || unit === 0x200d || /^\p{M}/u.test(text.slice(index, index + 2));
}

function buildLine(item: Item, start: number, end: number): Line {
  const stop = start + item.text.slice(start, end).trimEnd().length;
  const runs: { from: number; to: number; level: number }[] = [];
  let from = start;
  for (let index = start + 1; index <= stop; index += 1) {
    const turn =
      index === stop ||
      faceAt(item, index) !== faceAt(item, from) ||
      (item.levels !== null && item.levels[index] !== item.levels[from]);
    if (!turn) continue;
    runs.push({ from, to: index, level: item.levels?.[from] ?? 0 });
    from = index;
    if (index === stop) break;
  }
  const ordered = item.levels === null ? runs : reorder(runs);
  const spans: Span[] = [];
  let width = 0;
  for (const run of ordered) {
    const face = faceAt(item, run.from);
    if (!face) continue;
    const logical = item.text.slice(run.from, run.to);
    const turned = run.level % 2 === 1 && !rightToLeft.test(logical);
    const shown = turned ? mirrored(logical) : logical;
    const measured = face.measure(shown);
    width += measured;
    spans.push({
      face,
      text: shown,
      width: measured,
      // Readers turn right-to-left glyphs round by themselves, and would turn text that is given to them too.
      actual: face.complex && run.level % 2 === 0 ? logical : null,
    });
  }
  return { spans, width };
}

/** Rule L2 of UAX #9 on whole runs. */
function reorder<T extends { level: number }>(runs: T[]): T[] {
  const result = [...runs];
  const highest = Math.max(0, ...runs.map((run) => run.level));
  for (let level = highest; level > 0; level -= 1) {
    for (let first = 0; first < result.length; first += 1) {
      if ((result[first]?.level ?? 0) < level) continue;
      let last = first;
      while ((result[last + 1]?.level ?? 0) >= level) last += 1;
      result.splice(first, last - first + 1, ...result.slice(first, last + 1).reverse());
      first = last;
    }
  }
  return result;
}

/** Neutral characters inside right-to-left text: the other way round, brackets turned (rule L4). */
function mirrored(text: string): string {
  return [...text]
    .reverse()
    .map((character) => bidi.getMirroredCharacter(character) ?? character)
    .join('');
}
