import { linkKinds } from '../shared/domain/kinds.ts';
import { decimalOfMoney } from '../shared/domain/money.ts';
import type { Row, SqliteDatabase } from './database/sqlite.ts';

/** Records that are named outside their own area: where they are found, and where it says what rests on a piece of evidence. */
export type ShownKind =
  | 'case'
  | 'entity'
  | 'event'
  | 'loss'
  | 'payment'
  | 'link'
  | 'evidence'
  | 'referral'
  | 'disclosure';

/** What is shown of a record in a line. */
export interface ShownRecord {
  caseId: string;
  title: string;
  /** The sort of its kind: of an entity, an event, a link, a rail; the media type of evidence. */
  sort: string | null;
  /** Milliseconds since 1970 UTC. */
  at: number | null;
  /** The entity at whose side it is looked at, where it has no place of its own. */
  aboutId: string | null;
}

/** One row by id. */
const rowOf: Record<ShownKind, string> = {
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

function titleOf(kind: ShownKind, row: Row): string {
  if (kind === 'loss' || kind === 'payment') {
    const currency = row.currency as string;
    const amount = decimalOfMoney({ minor: row.amount_minor as number, currency });
    return [`${amount} ${currency}`, row.display].filter((part) => part !== '').join(' · ');
  }
  if (kind === 'link')
    return `${row.source} ${linkKinds[row.sort as keyof typeof linkKinds] ?? row.sort} ${row.target}`;
  return row.title as string;
}

/** Hidden ones too. Null where there is none. */
export function showRecord(database: SqliteDatabase, kind: ShownKind, id: string): ShownRecord | null {
  const row = database.cached(rowOf[kind]).get(id) as Row | undefined;
  if (!row) return null;
  return {
    caseId: row.case_id as string,
    title: titleOf(kind, row),
    sort: row.sort as string | null,
    at: row.at as number | null,
    aboutId: (row.about_id as string | undefined) ?? null,
  };
}
