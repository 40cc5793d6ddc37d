import type { z } from 'zod';
import type { searchAnswer } from '../../shared/contract/search.ts';
import type { SqliteDatabase, SqlValue } from '../database/sqlite.ts';
import { type Conditions, conditionsOf } from './conditions.ts';
import { type Find, toHits } from './hits.ts';
import { identifiersIn, type QueryIdentifiers } from './query-identifiers.ts';
import { matchExpression, parseQuery } from './search-query.ts';
import { type HitKind, kindOfCode, textCode } from './sources.ts';

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
  const match = matchExpression(query);
  const exact = exactRecords(database, identifiers, conditions);
  const known = new Set(exact.filter(({ kind }) => kind !== textCode).map(({ record }) => record));
  const asked = match !== null || query.filters.length > 0;
  const search = new Search(
    match,
    conditions,
    exact.map(({ number }) => number),
  );
  const weighed = asked ? search.weigh(database) : [];
  const tooMany = weighed.length > mostWeighed;
  const finds = exact.slice(request.offset, request.offset + request.limit);
  const offset = Math.max(0, request.offset - exact.length);
  const limit = request.limit - finds.length;
  if (asked && limit > 0) {
    finds.push(
      ...(tooMany
        ? search.newest(database, limit, offset)
        : recordsOf(database, weighed.slice(offset, offset + limit))),
    );
  }
  const found = weighed.slice(0, mostWeighed);
  return {
    hits: toHits(database, finds, { terms: query.all.flat(), caseIds: conditions.caseIds, exact: known }),
    total: exact.length + found.length,
    totalExact: !tooMany,
    order: tooMany || (match === null && found.length > 0) ? 'newest' : 'relevance',
    counts: countKinds([...exact.map(({ kind }) => kind), ...found.map(([, kind]) => kind)]),
    identifiers: identifiers.told,
    problems: [...query.problems, ...conditions.problems],
  };
}

function countKinds(codes: readonly number[]): SearchAnswer['counts'] {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .map(([code, count]) => ({ kind: kindOfCode(code), count }))
    .sort((one, other) => other.count - one.count);
}

type Weighed = [number: number, kind: number, weight: number];

const recordsOf = (database: SqliteDatabase, weighed: readonly Weighed[]): Find[] =>
  weighed.map(
    ([number]) =>
      database
        .cached('SELECT number, kind, record, part FROM search_record WHERE number = ?')
        .get(number) as Find,
  );

/** One search in SQL: over the index where there are words, over the records where there are filters alone. */
class Search {
  private readonly from: string;
  private readonly where: string;
  private readonly parameters: SqlValue[];
  private readonly weight: string;

  constructor(match: string | null, conditions: Conditions, without: readonly number[]) {
    const others = without.length > 0 ? [`r.number NOT IN (${without.map(() => '?').join(', ')})`] : [];
    const words = match === null ? [] : ['search_index MATCH ?'];
    this.from =
      match === null
        ? 'search_record r'
        : 'search_index CROSS JOIN search_record r ON r.number = search_index.rowid';
    this.weight = match === null ? '0' : `bm25(search_index, ${weights})`;
    this.where = [...words, ...conditions.where, ...others].join(' AND ');
    this.parameters = [...(match === null ? [] : [match]), ...conditions.parameters, ...without];
  }

  /** Every find, the best first; one more than `mostWeighed` where there are more. The index is gone through once. */
  weigh(database: SqliteDatabase): Weighed[] {
    const finds = database
      .prepare(
        `SELECT r.number, r.kind, ${this.weight} FROM ${this.from} WHERE ${this.where} LIMIT ${mostWeighed + 1}`,
      )
      .raw()
      .all(this.parameters) as Weighed[];
    return finds.sort((one, other) => one[2] - other[2] || other[0] - one[0]);
  }

  newest(database: SqliteDatabase, limit: number, offset: number): Find[] {
    const order = this.weight === '0' ? 'r.number' : 'search_index.rowid';
    return database
      .prepare(
        `SELECT r.number, r.kind, r.record, r.part FROM ${this.from} WHERE ${this.where}
         ORDER BY ${order} DESC LIMIT ? OFFSET ?`,
      )
      .all([...this.parameters, limit, offset]) as Find[];
  }
}

const foundInText = `SELECT r.number FROM observable JOIN observable_place place ON place.observable_id = observable.id
  JOIN evidence ON evidence.id = place.evidence_id AND evidence.hidden_at IS NULL
  JOIN search_record r ON r.record = evidence.content_id AND r.part = place.page
  WHERE observable.case_id IN (SELECT id FROM cases) AND observable.kind = ? AND observable.normal = ?`;
const sameEntity = 'SELECT number FROM search_record JOIN entity ON entity.id = record WHERE';

/** The records that are what was written, whatever the form it was written in, and the texts it was seen in as such. */
function exactRecords(
  database: SqliteDatabase,
  identifiers: QueryIdentifiers,
  conditions: Conditions,
): Find[] {
  const { readings, tail } = identifiers;
  const contacts = readings.filter(({ kind }) => kind === 'phone' || kind === 'email');
  const things = readings.filter(({ kind }) => kind !== 'person' && kind !== 'organisation');
  const same = [
    ...readings.map(() => `${sameEntity} entity.kind = ? AND normal = ?`),
    ...contacts.map(({ kind }) => `${sameEntity} match_${kind} = ?`),
    // An index over kind and normal form is read through, not the records: a hundred thousand numbers take a moment.
    ...(tail === null ? [] : [`${sameEntity} entity.kind = 'phone' AND normal LIKE ?`]),
    ...things.map(() => foundInText),
  ];
  if (same.length === 0) return [];
  const parameters: SqlValue[] = [
    ...readings.flatMap(({ kind, normal }) => [kind, normal]),
    ...contacts.map(({ normal }) => normal),
    ...(tail === null ? [] : [`%${tail}`]),
    ...things.flatMap(({ kind, normal }) => [kind, normal]),
  ];
  return database
    .prepare(
      `SELECT r.number, r.kind, r.record, r.part FROM search_record r
       WHERE r.number IN (${same.join(' UNION ')}) AND ${conditions.where.join(' AND ')}
       ORDER BY r.kind = ${textCode}, r.number LIMIT ${mostExact}`,
    )
    .all([...parameters, ...conditions.parameters]) as Find[];
}
