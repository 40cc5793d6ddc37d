import { wordsOf } from './search-text.ts';

/** Words that follow each other; the last one may be the beginning of a longer one. */
export interface Term {
  words: string[];
  prefix: boolean;
  /** To be found in what the record is called, or among the numbers put together. */
  column?: 'name' | 'codes';
  /** Digits or letters that may stand apart in the text, as in `+91 22 6555 0199`: for marking them there. */
  spread?: string;
  /** A number that ends with `spread` is meant, whatever digits stand before it. */
  ending?: boolean;
}

const filterNames = ['kind', 'case', 'role', 'country', 'marking', 'from', 'to'] as const;
export type FilterName = (typeof filterNames)[number];

/** A person's query taken apart. Every list in `all` must have one of its terms in a hit, no term of `none` may be. */
export interface SearchQuery {
  all: Term[][];
  none: Term[];
  filters: { name: FilterName; value: string }[];
  /** What is left beside filters and operators, as written: an identifier, perhaps. Empty where there were phrases. */
  plain: string;
  problems: string[];
}

/** Beyond these a query is no person's. */
const mostTerms = 40;
/** Shorter beginnings fit half of all words. */
const shortestPrefix = 2;

const piece = /\s*(-?)(?:(\p{L}+):)?(?:"([^"]*)"?|(\S+))/uy;
const isFilter = (name: string): name is FilterName => (filterNames as readonly string[]).includes(name);

/**
 * Reads what a person typed; anything can be typed, and nothing of it is an error. What cannot be used is told in `problems`. The
 * words of the answer are letters and digits only, so that no operator of the index can be spelled with them.
 */
export function parseQuery(text: string, asTyped: boolean): SearchQuery {
  const query: SearchQuery = { all: [], none: [], filters: [], plain: '', problems: [] };
  const written: string[] = [];
  const source = text.replace(/[“”„«»]/g, '"').trim();
  let either = false;
  let phrases = false;
  let terms = 0;
  piece.lastIndex = 0;
  for (let found = piece.exec(source); found; found = piece.exec(source)) {
    const [whole, minus, field = '', quoted, bare = ''] = found;
    const name = field.toLowerCase();
    if (isFilter(name)) {
      const value = (quoted ?? bare).trim();
      if (minus) query.problems.push(`${name}: can only be asked for, not excluded.`);
      else if (value !== '') query.filters.push({ name, value });
      continue;
    }
    if (bare === 'OR' && !minus && !field && query.all.length > 0) {
      either = true;
      continue;
    }
    if (terms++ === mostTerms) {
      query.problems.push(`Only the first ${mostTerms} words were used.`);
      break;
    }
    const inName = name === 'name';
    const last = piece.lastIndex === source.length;
    const term = readTerm(quoted ?? (field && !inName ? `${field}:${bare}` : bare), {
      phrase: quoted !== undefined,
      inName,
      asTyped: asTyped && last && quoted === undefined && !/\s$/.test(text),
    });
    if (quoted === undefined && !inName && !minus) written.push(whole.trim());
    else phrases = true;
    if (term === null) {
      if (!/^\W*$/u.test(whole)) query.problems.push(`There is nothing to search for in ${whole.trim()}.`);
    } else if (typeof term === 'string') {
      query.problems.push(term);
    } else if (minus) {
      query.none.push(term);
    } else if (either) {
      query.all.at(-1)!.push(term);
    } else {
      query.all.push([term]);
    }
    either = false;
  }
  if (query.none.length > 0 && query.all.length === 0)
    query.problems.push('Say what to look for beside what to leave out.');
  query.plain = phrases ? '' : written.join(' ');
  return query;
}

function readTerm(
  text: string,
  { phrase, inName, asTyped }: { phrase: boolean; inName: boolean; asTyped: boolean },
): Term | string | null {
  const words = wordsOf(text);
  const last = words.at(-1);
  if (last === undefined) return null;
  const starred = !phrase && text.endsWith('*');
  const short = last.length < shortestPrefix && /^[\p{sc=Latin}\p{N}]*$/u.test(last);
  if (starred && short)
    return `${text} would find almost everything: write at least ${shortestPrefix} letters.`;
  return { words, prefix: starred || (asTyped && !short), ...(inName ? { column: 'name' } : {}) };
}

const phraseOf = ({ words, prefix, column }: Term): string =>
  `${column ? `${column} : ` : ''}"${words.join(' ')}"${prefix ? ' *' : ''}`;

/** The query in the index's own language; null where it has no words. */
export function matchExpression({ all, none }: Pick<SearchQuery, 'all' | 'none'>): string | null {
  if (all.length === 0) return null;
  const wanted = all.map((either) => `(${either.map(phraseOf).join(' OR ')})`).join(' AND ');
  return none.length === 0 ? wanted : `(${wanted}) NOT (${none.map(phraseOf).join(' OR ')})`;
}
