import { DelimitedParser, type Dialect } from './delimited-parser.ts';

const delimiters = [',', ';', '\t', '|'] as const;
/** Rows that are looked at. */
const looked = 200;

export interface DialectFound {
  dialect: Dialect;
  /** False where two delimiters fit, or none does and the file is taken as one column. */
  certain: boolean;
}

/**
 * The delimiter that parts the most rows into the same number of cells, more than one. A file none parts is a list of
 * one column; it gets a delimiter that does not occur.
 */
export function detectDialect(text: string): DialectFound {
  const newline = !text.includes('\n') && text.includes('\r') ? '\r' : '\n';
  const lastEnd = text.lastIndexOf(newline);
  const whole = lastEnd > 0 ? text.slice(0, lastEnd + 1) : text;
  const scores = delimiters.map((delimiter) => ({
    delimiter,
    ...scoreOf(whole, { delimiter, quote: '"', newline }),
  }));
  scores.sort((one, other) => other.score - one.score);
  const [best, second] = scores;
  if (!best || best.score === 0)
    return {
      dialect: { delimiter: '\t', quote: null, newline },
      certain: !delimiters.some((each) => whole.includes(each)),
    };
  return {
    dialect: { delimiter: best.delimiter, quote: '"', newline },
    certain: best.share > 0.9 && (second?.score ?? 0) < best.score * 0.8,
  };
}

/** Share of rows with the commonest number of cells, more for more cells; nought where that number is one. */
function scoreOf(text: string, dialect: Dialect): { score: number; share: number } {
  const parser = new DelimitedParser(dialect);
  const rows = [...parser.push(text), ...parser.end()]
    .filter((row) => row.cells.length > 1 || row.cells[0] !== '')
    .slice(0, looked);
  if (rows.length === 0) return { score: 0, share: 0 };
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [width, count] = [...counts].sort((one, other) => other[1] - one[1] || other[0] - one[0])[0]!;
  const share = count / rows.length;
  if (width < 2) return { score: 0, share };
  return { score: share * share * (1 + Math.log2(width)), share };
}
