import type { z } from 'zod';
import type { searchAnswer } from '../../shared/contract/search.ts';
import type { SqliteDatabase, SqlValue } from '../database/sqlite.ts';
import { type Conditions, conditionsOf } from './conditions.ts';
import { type Find, toHits } from './hits.ts';
import { identifiersIn, type QueryIdentifiers } from './query-identifiers.ts';
import { matchExpression, parseQuery } from './search-query.ts';
import { type HitKind, kindOfCode } from './sources.ts';

export type SearchAnswer = Omit<z.output<typeof searchAnswer>, 'pending'>;

export interface SearchRequest {
  text: string;
  caseId?: string | undefined;
  kinds?: HitKind[] | undefined;
  asTyped: boolean;
  offset: number;
  limit: number;
}

/** More finds than this are not weighed against each other nor counted: the newest come first. */
const mostWeighed = 10_000;
/** Records that are the identifier itself. */
const mostExact = 200;
/** A word in what a record is called counts so much more than one in its text; numbers put together lie between. */
const weights = '8.0, 1.0, 4.0';

/** Searches the index. What a person may type is never an error. */
export function find(database: SqliteDatabase, request: SearchRequest): SearchAnswer {
  const query = parseQuery(request.text, request.asTyped);
  const identifiers = identifiersIn(query.plain);
  const conditions = conditionsOf(database, request, query.filters);
  if (identifiers.terms.length > 0) query.all = [identifiers.terms];
  const problems = [...query.problems, ...conditions.problems];
  const match = matchExpression(query);
  const exact = exactRecords(database, identifiers, conditions);
  const known = new Set(exact.map(({ record }) => record));
  const search = new Statement(match, conditions, [...known]);
  const asked = match !== null || query.filters.length > 0;
  const counts = new Map<HitKind, number>();
  for (const { kind } of exact) count(counts, kind, 1);
  let counted = 0;
  if (asked) {
    for (const { kind, found } of search.counts(database)) {
      count(counts, kind, found);
      counted += found;
    }
  }
  const weighed = counted <= mostWeighed && match !== null;
  const finds = exact.slice(request.offset, request.offset + request.limit);
  if (asked && finds.length < request.limit) {
    const offset = Math.max(0, request.offset - exact.length);
    finds.push(...search.page(database, weighed, request.limit - finds.length, offset));
  }
  const terms = query.all.flat();
  return {
    hits: toHits(database, finds, { terms, caseIds: conditions.caseIds, exact: known }),
    total: exact.length + Math.min(counted, mostWeighed),
    totalExact: counted <= mostWeighed,
    order: weighed || counted === 0 ? 'relevance' : 'newest',
    counts: [...counts]
      .map(([kind, found]) => ({ kind, count: found }))
      .sort((one, other) => other.count - one.count),
    identifiers: identifiers.told,
    problems,
  };
}

const count = (counts: Map<HitKind, number>, code: number, found: number): void => {
  const kind = kindOfCode(code);
  counts.set(kind, (counts.get(kind) ?? 0) + found);
};

/** One search in SQL: over the index where there are words, over the records where there are filters alone. */
class Statement {
  private readonly from: string;
  private readonly where: string;
  private readonly parameters: SqlValue[];
  private readonly number: string;

  constructor(match: string | null, conditions: Conditions, without: readonly string[]) {
    const others = without.length > 0 ? [`r.record NOT IN (${without.map(() => '?').join(', ')})`] : [];
    const words = match === null ? [] : ['search_index MATCH ?'];
    this.from =
      match === null
        ? 'search_record r'
        : 'search_index CROSS JOIN search_record r ON r.number = search_index.rowid';
    this.number = match === null ? 'r.number' : 'search_index.rowid';
    this.where = [...words, ...conditions.where, ...others].join(' AND ');
    this.parameters = [...(match === null ? [] : [match]), ...conditions.parameters, ...without];
  }

  counts(database: SqliteDatabase): { kind: number; found: number }[] {
    return database
      .prepare(
        `SELECT kind, count(*) AS found FROM (SELECT r.kind FROM ${this.from} WHERE ${this.where} LIMIT ${mostWeighed + 1})
         GROUP BY kind`,
      )
      .all(this.parameters) as { kind: number; found: number }[];
  }

  page(database: SqliteDatabase, weighed: boolean, limit: number, offset: number): Find[] {
    const order = weighed ? `bm25(search_index, ${weights}), ${this.number} DESC` : `${this.number} DESC`;
    return database
      .prepare(
        `SELECT r.number, r.kind, r.record, r.part FROM ${this.from} WHERE ${this.where}
         ORDER BY ${order} LIMIT ? OFFSET ?`,
      )
      .all([...this.parameters, limit, offset]) as Find[];
  }
}

/** The records that are what was written, whatever the form it was written in. */
function exactRecords(
  database: SqliteDatabase,
  identifiers: QueryIdentifiers,
  conditions: Conditions,
): Find[] {
  const { readings, tail } = identifiers;
  const same = [
    ...readings.map(() => 'SELECT id FROM entity WHERE kind = ? AND normal = ?'),
    ...readings.flatMap(({ kind }) =>
      kind === 'phone' || kind === 'email' ? [`SELECT id FROM entity WHERE match_${kind} = ?`] : [],
    ),
    // An index over kind and normal form is read through, not the records: a hundred thousand numbers take a moment.
    ...(tail === null ? [] : [`SELECT id FROM entity WHERE kind = 'phone' AND normal LIKE ?`]),
  ];
  if (same.length === 0) return [];
  const parameters: SqlValue[] = [
    ...readings.flatMap(({ kind, normal }) => [kind, normal]),
    ...readings.flatMap(({ kind, normal }) => (kind === 'phone' || kind === 'email' ? [normal] : [])),
    ...(tail === null ? [] : [`%${tail}`]),
  ];
  return database
    .prepare(
      `SELECT r.number, r.kind, r.record, r.part FROM search_record r
       WHERE r.record IN (${same.join(' UNION ')}) AND ${conditions.where.join(' AND ')} ORDER BY r.number LIMIT ${mostExact}`,
    )
    .all([...parameters, ...conditions.parameters]) as Find[];
}
