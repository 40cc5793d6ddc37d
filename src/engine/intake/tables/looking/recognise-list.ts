import { isComment } from '../is-comment.ts';
import { DelimitedParser } from '../text/delimited-parser.ts';
import { detectDialect } from '../text/dialect.ts';
import { findHeader } from './find-header.ts';
import { presets } from './presets.ts';
import { type Look, lookOf, usesByLook } from './value-kinds.ts';

/** Characters and lines looked at. */
const head = 64 << 10;
const looked = 300;
/** Lines of a list are short; a log or a letter may begin its lines alike and goes on. */
const longestLine = 120;

/**
 * What a plain text is that may be imported as a table: a list of one kind of things, one or more a line, perhaps with remarks
 * and comments; or rows of cells, as spreadsheet programs save "text". In words, as `List of phone numbers`; null for prose.
 */
export function recogniseList(text: string): string | null {
  const whole = text.length <= head ? text : text.slice(0, text.lastIndexOf('\n', head) + 1 || head);
  const lines = whole
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !isComment({ number: 1, cells: [line] }))
    .slice(0, looked);
  if (lines.length < 2) return null;
  return listOf(lines) ?? tableOf(whole);
}

function listOf(lines: readonly string[]): string | null {
  if (lines.some((line) => line.length > 10 * longestLine)) return null;
  if (lines.filter((line) => line.length > longestLine).length * 5 > lines.length && !areUrls(lines))
    return null;
  const look = lookOf(lines);
  return usesByLook[look] === undefined ? null : (titles.get(look) ?? null);
}

const areUrls = (lines: readonly string[]): boolean => lookOf(lines) === 'url';

function tableOf(text: string): string | null {
  const { dialect, certain } = detectDialect(text);
  if (!certain || dialect.quote === null) return null;
  const parser = new DelimitedParser(dialect);
  const rows = [...parser.push(text), ...parser.end()].slice(0, looked);
  const width = rows[0]?.cells.length ?? 0;
  if (rows.length < 3 || width < 2 || rows.some(({ cells }) => cells.some((cell) => cell.length > 2_000)))
    return null;
  // Sentences and logs have commas and semicolons too: their first line names no columns.
  if (dialect.delimiter !== '\t' && findHeader(rows).headerRow === 0) return null;
  const names = Array.from({ length: width }, (_, at) =>
    lookOf(rows.slice(1).map(({ cells }) => cells[at] ?? '')),
  );
  return names.some((look) => usesByLook[look] !== undefined) ? 'Table (text)' : null;
}

const titles = new Map<Look, string>([
  ...presets.flatMap(({ list, title }): [Look, string][] => (list === undefined ? [] : [[list, title]])),
  ['bank-account', 'List of bank accounts'],
]);
