import type { z } from 'zod';
import type { searchHit } from '../../shared/contract/search.ts';
import { linkKinds } from '../../shared/domain/kinds.ts';
import { decimalOfMoney } from '../../shared/domain/money.ts';
import type { Row, SqliteDatabase, SqlValue } from '../database/sqlite.ts';
import { markTitle, snippetOf } from './mark-text.ts';
import type { Term } from './search-query.ts';
import { type HitKind, kindOfCode, readSource, type SourceKind } from './sources.ts';

export type SearchHit = z.output<typeof searchHit>;

/** A find as the index answers it. */
export interface Find {
  number: number;
  kind: number;
  record: string;
  part: number;
}

/** What a hit shows of its record: one row by id. */
const shown: Record<SourceKind, string> = {
  case: 'SELECT id AS case_id, reference AS title, NULL AS sort, NULL AS at FROM cases WHERE id = ?',
  entity: 'SELECT case_id, display AS title, kind AS sort, NULL AS at FROM entity WHERE id = ?',
  event: 'SELECT case_id, title, kind AS sort, earliest AS at FROM event WHERE id = ?',
  loss: `SELECT loss.case_id, amount_minor, currency, display, NULL AS sort, earliest AS at
    FROM loss JOIN entity ON entity.id = victim_id WHERE loss.id = ?`,
  payment: `SELECT payment.case_id, amount_minor, currency, coalesce(display, '') AS display, rail AS sort, earliest AS at,
      coalesce(to_id, victim_id, from_id) AS about_id
    FROM payment LEFT JOIN entity ON entity.id = coalesce(to_id, victim_id, from_id) WHERE payment.id = ?`,
  link: `SELECT link.case_id, source.display AS source, target.display AS target, link.kind AS sort, began_earliest AS at, from_id AS about_id
    FROM link JOIN entity source ON source.id = from_id JOIN entity target ON target.id = to_id WHERE link.id = ?`,
  evidence: `SELECT case_id, name AS title, media_type AS sort, unixepoch(acquired_at) * 1000 AS at
    FROM evidence JOIN content ON content.id = content_id WHERE evidence.id = ?`,
  referral: `SELECT case_id, agency_name AS title, kind AS sort, unixepoch(sealed_at) * 1000 AS at FROM referral WHERE id = ?`,
  disclosure:
    'SELECT case_id, recipient AS title, NULL AS sort, earliest AS at, entity_id AS about_id FROM disclosure WHERE id = ?',
};

function titleOf(kind: SourceKind, row: Row): string {
  if (kind === 'loss' || kind === 'payment') {
    const currency = row.currency as string;
    const amount = decimalOfMoney({ minor: row.amount_minor as number, currency });
    return [`${amount} ${currency}`, row.display].filter((part) => part !== '').join(' · ');
  }
  if (kind === 'link')
    return `${row.source} ${linkKinds[row.sort as keyof typeof linkKinds] ?? row.sort} ${row.target}`;
  return row.title as string;
}

/** Records as hits, in the order given. One that is no longer to be seen is left out. */
export function toHits(
  database: SqliteDatabase,
  finds: readonly Find[],
  context: { terms: readonly Term[]; caseIds: readonly string[] | null; exact: ReadonlySet<string> },
): SearchHit[] {
  const references = new Map<string, string>();
  const reference = (caseId: string): string => {
    let known = references.get(caseId);
    if (known === undefined) {
      known = database.cached('SELECT reference FROM cases WHERE id = ?').pluck().get(caseId) as string;
      references.set(caseId, known);
    }
    return known;
  };
  const hits: SearchHit[] = [];
  for (const find of finds) {
    const kind = kindOfCode(find.kind);
    const hit = kind === 'text' ? textHit(database, find, context) : recordHit(database, kind, find, context);
    if (hit) hits.push({ ...hit, caseReference: reference(hit.caseId) });
  }
  return hits;
}

type BareHit = Omit<SearchHit, 'caseReference'>;

function recordHit(
  database: SqliteDatabase,
  kind: Exclude<HitKind, 'text'>,
  { record, kind: code }: Find,
  { terms, exact }: { terms: readonly Term[]; exact: ReadonlySet<string> },
): BareHit | null {
  const row = database.cached(shown[kind]).get(record) as Row | undefined;
  const source = readSource(database, code, record, 0);
  if (!row || !source) return null;
  return {
    kind,
    id: record,
    caseId: row.case_id as string,
    aboutId: (row.about_id as string | undefined) ?? null,
    sort: row.sort as string | null,
    title: markTitle(titleOf(kind, row), terms),
    snippet: snippetOf(source.body, terms),
    place: null,
    at: row.at as number | null,
    copies: 0,
    exact: exact.has(record),
  };
}

/** Text belongs to a content; the hit is the first visible piece of evidence that has it. */
function textHit(
  database: SqliteDatabase,
  { record, part }: Find,
  { terms, caseIds }: { terms: readonly Term[]; caseIds: readonly string[] | null },
): BareHit | null {
  const text = database
    .cached('SELECT label, text FROM evidence_text WHERE content_id = ? AND page = ?')
    .get(record, part) as { label: string; text: string } | undefined;
  const parameters: SqlValue[] = [record, ...(caseIds ?? [])];
  const pieces = database
    .prepare(
      `SELECT evidence.id, case_id, name, media_type, unixepoch(acquired_at) * 1000 AS at
       FROM evidence JOIN content ON content.id = content_id JOIN cases ON cases.id = case_id
       WHERE content_id = ? AND evidence.hidden_at IS NULL AND cases.hidden_at IS NULL
       ${caseIds ? `AND case_id IN (${caseIds.map(() => '?').join(', ')})` : ''} ORDER BY evidence.id LIMIT 1000`,
    )
    .all(parameters) as { id: string; case_id: string; name: string; media_type: string; at: number }[];
  const [first] = pieces;
  if (!text || !first) return null;
  return {
    kind: 'text',
    id: first.id,
    caseId: first.case_id,
    aboutId: null,
    sort: first.media_type,
    title: markTitle(first.name, terms),
    snippet: snippetOf(text.text, terms),
    place: { page: part, label: text.label },
    at: first.at,
    copies: pieces.length - 1,
    exact: false,
  };
}
