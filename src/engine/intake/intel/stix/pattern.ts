/** One equality of a pattern: `domain-name:value = 'evil.example'`. */
export interface Comparison {
  /** Type of the observable. */
  type: string;
  /** Path within it, without quotes: `value`, `hashes.SHA-256`, `resolves_to_refs[*].value`. */
  path: string;
  value: string;
}

export interface PatternReading {
  comparisons: Comparison[];
  /** Why more is in the pattern than these say; null where they say all of it. */
  beyond: string | null;
}

/** Blanks and the commas of a set tell nothing and are no tokens. */
type Token = { kind: 'text' | 'word' | 'sign' | 'number'; text: string };

const tokenPattern =
  /[\s,]+|(?<text>'(?:[^'\\]|\\.)*')|(?<number>-?\d+(?:\.\d+)?)|(?<word>(?:[a-zA-Z_][\w-]*)(?::(?:[\w-]+|'(?:[^'\\]|\\.)*')(?:\.(?:[\w-]+|'(?:[^'\\]|\\.)*')|\[(?:\*|\d+)\])*)?)|(?<sign><=|>=|!=|<>|[=<>[\]()])/sy;

const longestPattern = 200_000;
const mostComparisons = 1000;

/**
 * Reads the equalities out of a STIX pattern (STIX 2.1, part 9): `=` and `IN` under AND and OR. What else is in it (NOT, other
 * comparisons, FOLLOWEDBY, qualifiers) is named in `beyond`: such a pattern says more than a list of observables, and
 * under NOT nothing is read. Never throws; a text that is no pattern has no comparisons.
 */
export function readPattern(pattern: string): PatternReading {
  const tokens = tokenise(pattern);
  if (tokens === null) return { comparisons: [], beyond: 'It is not a STIX pattern that can be read here.' };
  const comparisons: Comparison[] = [];
  const beyond = new Set<string>();
  for (let at = 0; at < tokens.length; at += 1) {
    const { kind, text } = tokens[at]!;
    if (kind !== 'word') continue;
    const upper = text.toUpperCase();
    if (upper === 'NOT') beyond.add('NOT');
    if (['FOLLOWEDBY', 'WITHIN', 'REPEATS', 'START', 'STOP', 'EXISTS'].includes(upper)) beyond.add(upper);
    const colon = text.indexOf(':');
    if (colon < 0) continue;
    const operator = tokens[at + 1];
    const negated = operator?.text.toUpperCase() === 'NOT';
    const sign = tokens[at + (negated ? 2 : 1)];
    const values = sign ? valuesAfter(tokens, at + (negated ? 3 : 2), sign) : null;
    if (negated || values === null) {
      beyond.add(negated ? 'NOT' : (sign?.text.toUpperCase() ?? 'an unfinished comparison'));
      continue;
    }
    for (const value of values) {
      if (comparisons.length >= mostComparisons)
        return { comparisons, beyond: 'It has too many comparisons.' };
      comparisons.push({ type: text.slice(0, colon), path: plainPath(text.slice(colon + 1)), value });
    }
  }
  const negating = beyond.has('NOT');
  return {
    comparisons: negating ? [] : comparisons,
    beyond: beyond.size > 0 ? `It uses ${[...beyond].join(', ')}.` : null,
  };
}

function tokenise(pattern: string): Token[] | null {
  if (pattern.length > longestPattern) return null;
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < pattern.length) {
    const match = tokenPattern.exec(pattern);
    if (!match) return null;
    for (const kind of ['text', 'number', 'word', 'sign'] as const) {
      const text = match.groups?.[kind];
      if (text !== undefined) tokens.push({ kind, text });
    }
  }
  return tokens[0]?.text === '[' || tokens[0]?.text === '(' ? tokens : null;
}

/** The texts an equality or IN compares with; null for every other operator. */
function valuesAfter(tokens: readonly Token[], at: number, sign: Token): string[] | null {
  if (sign.text === '=') {
    const value = tokens[at];
    return value && (value.kind === 'text' || value.kind === 'number') ? [unquote(value.text)] : null;
  }
  if (sign.text.toUpperCase() !== 'IN') return null;
  if (tokens[at]?.text !== '(') return null;
  const values: string[] = [];
  for (let next = at + 1; tokens[next] && tokens[next]?.text !== ')'; next += 1) {
    const value = tokens[next] as Token;
    if (value.kind !== 'text' && value.kind !== 'number') return null;
    values.push(unquote(value.text));
  }
  return values;
}

const unquote = (text: string): string =>
  text.startsWith("'") ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text;

const plainPath = (path: string): string => path.replace(/'((?:[^'\\]|\\.)*)'/g, (text) => unquote(text));
