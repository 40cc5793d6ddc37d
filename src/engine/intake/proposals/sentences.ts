/** A stretch of a text that says one thing. Indexes are UTF-16, into the page. */
export interface Sentence {
  text: string;
  start: number;
  end: number;
  /** From 1. */
  line: number;
}

/** Longer stretches without an end are tables or encodings, not sentences. */
const longest = 2000;
/** Ends a sentence: a blank line, a line that begins an item, a label or a date with what was then, or a mark with a blank and a capital, digit or other script behind it. */
const ends =
  /(?:\r?\n[ \t>]*){2,}|\r?\n(?=[ \t>]*(?:[-*•]|\d+[.)]|[\p{L} ]{2,30}:|(?:\p{Lu}\p{L}{2,9}\.? \d{1,2}|\d{1,2}\.? \p{Lu}\p{L}{2,9}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})\b[^\n]{0,20}:)\s)|[.!?।。]["”')\]]*(?=\s+(?:[\p{Lu}\p{Lo}\d"“(¿¡]))\s/gu;
/** Words with a dot that ends no sentence. */
const abbreviation =
  /(?:^|[\s(])(?:mr|mrs|ms|dr|st|no|nr|tel|approx|incl|ref|a\.m|p\.m|e\.g|i\.e|rs|bzw|ca|sr|sra|\p{Lu}|\d{1,2})\.$/iu;

export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  let line = 1;
  let counted = 0;
  const push = (end: number): void => {
    const raw = text.slice(start, Math.min(end, start + longest));
    const trimmed = raw.trim();
    if (trimmed !== '') {
      const at = start + raw.indexOf(trimmed);
      line += text.slice(counted, at).split('\n').length - 1;
      counted = at;
      sentences.push({ text: trimmed, start: at, end: at + trimmed.length, line });
    }
    start = end;
  };
  for (const match of text.matchAll(ends)) {
    const end = match.index + match[0].length;
    if (
      /^[.]/.test(match[0]) &&
      abbreviation.test(text.slice(Math.max(0, match.index - 12), match.index + 1))
    )
      continue;
    push(end);
  }
  push(text.length);
  return sentences;
}

/** A mail says the same in plain text and in HTML, a reply quotes what it answers: each sentence counts once. */
export function saidOnce(sentences: readonly Sentence[]): Sentence[] {
  const seen = new Set<string>();
  return sentences.filter(({ text }) => {
    const plain = text
      .replace(/[\s>*_]+/g, ' ')
      .trim()
      .toLowerCase();
    if (plain.length < 20) return true;
    const fresh = !seen.has(plain);
    seen.add(plain);
    return fresh;
  });
}
