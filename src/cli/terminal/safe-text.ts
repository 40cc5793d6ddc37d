import { plainJson, revealHidden } from '../../shared/domain/text-safety.ts';

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

/** A JSON document that cannot drive a terminal either. */
export const safeJson = (value: unknown): string => plainJson(value, 2);
