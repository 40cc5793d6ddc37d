import { lineAt, looksLikeField } from '../header/header-fields.ts';

/** How a line that begins with `From ` reads. */
export type SeparatorVerdict =
  /** A message begins behind it. `noBlankLine`: without the empty line RFC 4155 wants before it. */
  | { is: 'separator'; noBlankLine: boolean; messageStart: number; envelope: string }
  /** Words of a message that happen to begin so. */
  | { is: 'text' }
  /** The bytes at hand do not tell yet. */
  | { is: 'unclear' };

/** Bytes that must be there to judge a line: itself and the one behind it. */
const lookAhead = 4096;
const longestLine = 2000;

const dated =
  /[A-Za-z]{3},?\s+(?:[A-Za-z]{3}\s+\d{1,2}|\d{1,2}\s+[A-Za-z]{3})[\s,]+(?:\d{4}\s+)?\d{1,2}:\d{2}(?::\d{2})?/;

/**
 * Judges the line at `at`, which begins with `From `. RFC 4155, Appendix A, wants an address and a date of asctime's; what
 * mailers write differs, so that a line without a readable date counts when fields of a header follow it.
 */
export function judgeSeparator(bytes: Buffer, at: number, end: number, complete: boolean): SeparatorVerdict {
  const line = lineAt(bytes, at, end);
  if (!complete && end - at < lookAhead) return { is: 'unclear' };
  if (line.end - at > longestLine) return { is: 'text' };
  const text = bytes.toString('latin1', at, line.end);
  const next = lineAt(bytes, line.next, end);
  const headerFollows =
    looksLikeField(bytes, line.next, next.end) ||
    bytes.toString('latin1', line.next, line.next + 6) === '>From ';
  const nothingFollows = line.next >= end || next.end === line.next;
  const blankBefore =
    at === 0 ||
    (bytes[at - 1] === 0x0a &&
      (at === 1 ||
        bytes[at - 2] === 0x0a ||
        (bytes[at - 2] === 0x0d && (at === 2 || bytes[at - 3] === 0x0a))));
  const hasDate = dated.test(text);
  const separates = blankBefore ? headerFollows || (hasDate && nothingFollows) : hasDate && headerFollows;
  if (!separates) return { is: 'text' };
  return { is: 'separator', noBlankLine: !blankBefore, messageStart: line.next, envelope: text };
}
