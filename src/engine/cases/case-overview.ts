import type { z } from 'zod';
import type { caseRecord, caseOverview as schema } from '../../shared/contract/case.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';

type Overview = z.output<typeof schema>;

/** The state of a case in numbers, each one query over an index. */
export function caseOverview(database: SqliteDatabase, record: z.output<typeof caseRecord>): Overview {
  const { id } = record;
  const count = (table: string) =>
    database
      .prepare(`SELECT count(*) FROM ${table} WHERE case_id = ? AND hidden_at IS NULL`)
      .pluck()
      .get(id) as number;
  const span = database
    .prepare(
      'SELECT min(earliest) AS first, max(coalesce(latest, earliest)) AS last FROM event WHERE case_id = ? AND hidden_at IS NULL',
    )
    .get(id) as { first: number | null; last: number | null };
  const integrity = database
    .prepare(
      `SELECT count(*) FILTER (WHERE checked = 'failed') AS failed, min(checked_at) AS checkedAt, count(*) FILTER (WHERE checked = 'unchecked') AS unchecked
       FROM evidence WHERE case_id = ? AND hidden_at IS NULL`,
    )
    .get(id) as { failed: number; checkedAt: string | null; unchecked: number };
  return {
    case: record,
    counts: {
      evidence: count('evidence'),
      evidenceBytes: database
        .prepare(
          'SELECT coalesce(sum(size_bytes), 0) FROM evidence JOIN content ON content.id = content_id WHERE case_id = ? AND hidden_at IS NULL',
        )
        .pluck()
        .get(id) as number,
      entities: count('entity'),
      events: count('event'),
      links: count('link'),
      losses: count('loss'),
      victims: victimsByCountry(database, id).reduce((sum, one) => sum + one.victims, 0),
      referrals: database
        .prepare('SELECT count(*) FROM referral WHERE case_id = ?')
        .pluck()
        .get(id) as number,
    },
    losses: lossTotals(database, id),
    victimsByCountry: victimsByCountry(database, id),
    entitiesByKind: database
      .prepare(
        'SELECT kind, count(*) AS count FROM entity WHERE case_id = ? AND hidden_at IS NULL GROUP BY kind ORDER BY count DESC, kind',
      )
      .all(id) as Overview['entitiesByKind'],
    firstEvent: span.first,
    lastEvent: span.last,
    integrity: {
      failed: integrity.failed,
      lastVerifiedAt: integrity.unchecked > 0 ? null : integrity.checkedAt,
    },
  };
}

/** Sums per currency, largest number of losses first. */
export function lossTotals(database: SqliteDatabase, caseId: string): Overview['losses'] {
  const rows = database
    .prepare(
      `SELECT currency, sum(amount_minor) AS lost, sum(recovered_minor) AS recovered FROM loss
       WHERE case_id = ? AND hidden_at IS NULL GROUP BY currency ORDER BY count(*) DESC, currency`,
    )
    .all(caseId) as { currency: string; lost: number; recovered: number }[];
  return rows.map(({ currency, lost, recovered }) => ({
    lost: { minor: lost, currency },
    recovered: { minor: recovered, currency },
  }));
}

function victimsByCountry(database: SqliteDatabase, caseId: string): Overview['victimsByCountry'] {
  const victims = database
    .prepare(
      `SELECT coalesce(country, '') AS country, count(*) AS victims FROM entity
       JOIN entity_role role ON role.entity_id = entity.id AND role.role = 'victim'
       WHERE case_id = ? AND hidden_at IS NULL AND kind IN ('person', 'organisation')
       GROUP BY 1 ORDER BY victims DESC, country`,
    )
    .all(caseId) as { country: string; victims: number }[];
  const losses = database
    .prepare(
      `SELECT coalesce(entity.country, '') AS country, currency, sum(amount_minor) AS minor FROM loss
       JOIN entity ON entity.id = loss.victim_id
       WHERE loss.case_id = ? AND loss.hidden_at IS NULL GROUP BY 1, 2 ORDER BY currency`,
    )
    .all(caseId) as { country: string; currency: string; minor: number }[];
  return victims.map((one) => ({
    ...one,
    losses: losses
      .filter((loss) => loss.country === one.country)
      .map(({ minor, currency }) => ({ minor, currency })),
  }));
}
