import { decimalOfMoney } from '../../shared/domain/money.ts';
import { toNexus } from '../cases/case-rows.ts';
import type { SqliteDatabase, SqlValue } from '../database/sqlite.ts';
import { stableExhibit } from '../evidence/custody.ts';
import type { RecordTable } from '../log/tables.ts';

/** What the index is given of a record, and what a hit shows of it. */
export interface SourceText {
  caseId: string;
  /** What the record is called; a word found here counts more. */
  name: string;
  /** Everything else that is written in it. */
  body: string;
}

/** A table whose rows are searched. */
export interface Source {
  /** Stands in `search_record.kind`: never changed. */
  code: number;
  table: RecordTable;
  /** One visible record by its id, columns in the order `text` takes them. The first is the case. */
  sql: string;
  /** Null where it has nothing to be found by. */
  text(row: SqlValue[]): Omit<SourceText, 'caseId'> | null;
}

const lines = (...parts: (SqlValue | undefined)[]): string =>
  parts.filter((part) => part !== null && part !== undefined && part !== '').join('\n');

const amountText = (minor: SqlValue, currency: SqlValue): string =>
  `${decimalOfMoney({ minor: minor as number, currency: currency as string })} ${currency}`;

/** The words in a JSON value of ours: fields of a record, parties of a case. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(wordsIn);
}
const jsonWords = (json: SqlValue): string => wordsIn(JSON.parse(json as string)).join('\n');

/** The nouns that are searched, by the name their hits have. */
export const sources = {
  case: {
    code: 1,
    table: 'cases',
    sql: 'SELECT id, reference, title, narrative, nexus, lead, organisations FROM cases WHERE id = ? AND hidden_at IS NULL',
    text: ([, reference, title, narrative, nexus, lead, organisations]) => ({
      name: `${reference} ${title}`,
      body: lines(
        narrative,
        toNexus(nexus as string)
          .map(({ text }) => text)
          .join('\n'),
        lead,
        jsonWords(organisations!),
      ),
    }),
  },
  entity: {
    code: 2,
    table: 'entity',
    sql: `SELECT case_id, display, as_found, normal, facts ->> 'unicode', note, fields FROM entity
      WHERE id = ? AND hidden_at IS NULL`,
    text: ([, display, asFound, normal, unicode, note, fields]) => ({
      name: lines(display, asFound === display ? '' : asFound, normal === display ? '' : normal, unicode),
      body: lines(note, fields === '{}' ? '' : jsonWords(fields!)),
    }),
  },
  event: {
    code: 3,
    table: 'event',
    sql: 'SELECT case_id, title, description FROM event WHERE id = ? AND hidden_at IS NULL',
    text: ([, title, description]) => ({ name: title as string, body: description as string }),
  },
  loss: {
    code: 4,
    table: 'loss',
    sql: 'SELECT case_id, amount_minor, currency, reference, note FROM loss WHERE id = ? AND hidden_at IS NULL',
    text: ([, minor, currency, reference, note]) => ({
      name: lines(amountText(minor!, currency!), reference),
      body: note as string,
    }),
  },
  link: {
    code: 5,
    table: 'link',
    sql: 'SELECT case_id, note FROM link WHERE id = ? AND hidden_at IS NULL',
    text: ([, note]) => (note === '' ? null : { name: '', body: note as string }),
  },
  evidence: {
    code: 6,
    table: 'evidence',
    sql: `SELECT case_id, name, number, path, description, source, place, acquired_by, note FROM evidence
      WHERE id = ? AND hidden_at IS NULL`,
    text: ([, name, number, path, ...rest]) => ({
      name: lines(name, stableExhibit(number as number)),
      body: lines(path === name ? '' : path, ...rest),
    }),
  },
  referral: {
    code: 7,
    table: 'referral',
    sql: 'SELECT case_id, agency_name, package_name, request FROM referral WHERE id = ? AND hidden_at IS NULL',
    text: ([, agency, name, request]) => ({
      name: lines(agency, name),
      body: jsonWords(request!),
    }),
  },
  payment: {
    code: 8,
    table: 'payment',
    sql: 'SELECT case_id, amount_minor, currency, reference, note FROM payment WHERE id = ? AND hidden_at IS NULL',
    text: ([, minor, currency, reference, note]) => ({
      name: lines(amountText(minor!, currency!), reference),
      body: note as string,
    }),
  },
  disclosure: {
    code: 9,
    table: 'disclosure',
    sql: 'SELECT case_id, recipient, what, basis, note FROM disclosure WHERE id = ? AND hidden_at IS NULL',
    text: ([, recipient, ...rest]) => ({ name: recipient as string, body: lines(...rest) }),
  },
} as const satisfies Record<string, Source>;

export type SourceKind = keyof typeof sources;

/** Text read out of evidence: belongs to a content, not to one case, and has pages. */
export const textCode = 20;
export type HitKind = SourceKind | 'text';

const byTable = new Map<string, Source>(Object.values(sources).map((source) => [source.table, source]));
const byCode = new Map<number, Source>(Object.values(sources).map((source) => [source.code, source]));
const kindByCode = new Map<number, HitKind>(
  (Object.keys(sources) as SourceKind[]).map((kind) => [sources[kind].code, kind]),
);

export const sourceOfTable = (table: string): Source | undefined => byTable.get(table);
export const kindOfCode = (code: number): HitKind => kindByCode.get(code) ?? 'text';
export const codeOfKind = (kind: HitKind): number => (kind === 'text' ? textCode : sources[kind].code);

const textSql = 'SELECT text FROM evidence_text WHERE content_id = ? AND page = ?';

/** What there is to be found of one record; null when it is hidden, gone or says nothing. */
export function readSource(
  database: SqliteDatabase,
  code: number,
  record: string,
  part: number,
): SourceText | null {
  if (code === textCode) {
    const text = database.cached(textSql).pluck().get(record, part) as string | undefined;
    return text === undefined || text === '' ? null : { caseId: '', name: '', body: text };
  }
  const source = byCode.get(code);
  const row = source && (database.cached(source.sql).raw().get(record) as SqlValue[] | undefined);
  const text = row && source.text(row);
  return text ? { caseId: row[0] as string, ...text } : null;
}

/**
 * A case as one number, for filtering: the 48 random bits at the end of its id. The index is derived, so that two cases with
 * the same one would show each other's hits in a filter and do no other harm; a thousand cases meet in one of 10⁹ vaults.
 */
export const scopeOf = (caseId: string): number => Number.parseInt(caseId.slice(-12), 16);
