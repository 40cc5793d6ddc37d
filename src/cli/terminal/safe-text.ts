import { revealHidden } from '../../shared/domain/text-safety.ts';

const lineMarks: Record<string, string> = { '\t': '⟦TAB⟧', '\n': '⟦LF⟧', '\r': '⟦CR⟧' };

/** One line that cannot drive a terminal: escapes, line ends and characters that turn the reading direction are written out. */
export const safeLine = (text: string): string =>
  revealHidden(text).replace(/[\t\n\r]/g, (mark) => lineMarks[mark]!);

/** The same for text of several lines: its own line ends stay, a lone carriage return (which would overwrite a line) is shown. */
export const safeText = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => safeLine(line.replaceAll('\t', '    ')))
    .join('\n');

/** What JSON leaves unescaped and a terminal or a reader may obey: DEL and C1 controls, bidi and line separators. */
const unescaped = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A JSON document that means the same and shows every control character as an escape (RFC 8259, section 7). */
export const safeJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(
    unescaped,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
