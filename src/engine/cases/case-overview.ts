import type { z } from 'zod';
import type { caseRecord, caseOverview as schema } from '../../shared/contract/case.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { sharesOfCase } from '../payments/money-of-case.ts';
import type { Share } from '../payments/reckon.ts';

type Overview = z.output<typeof schema>;

/** The state of a case in numbers, each one query over an index. */
export function caseOverview(database: SqliteDatabase, record: z.output<typeof caseRecord>): Overview {
  const { id } = record;
  const count = (table: string) =>
    database
      .prepare(`SELECT count(*) FROM ${table} WHERE case_id = ? AND hidden_at IS NULL`)
      .pluck()
      .get(id) as number;
  const shares = sharesOfCase(database, id);
  const byCountry = victimsByCountry(database, id, shares);
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
      victims: byCountry.reduce((sum, one) => sum + one.victims, 0),
      referrals: database
        .prepare('SELECT count(*) FROM referral WHERE case_id = ?')
        .pluck()
        .get(id) as number,
    },
    losses: totalsOf(shares),
    victimsByCountry: byCountry,
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

/** Sums per currency, most pieces of money first; each piece once, whether a loss or its payments tell of it. */
function totalsOf(shares: readonly Share[]): Overview['losses'] {
  const sums = new Map<string, { count: number; lost: number; recovered: number }>();
  for (const { currency, minor, recovered } of shares) {
    const sum = sums.get(currency) ?? { count: 0, lost: 0, recovered: 0 };
    sums.set(currency, {
      count: sum.count + 1,
      lost: sum.lost + minor,
      recovered: sum.recovered + recovered,
    });
  }
  return [...sums]
    .sort(([left, one], [right, other]) => other.count - one.count || (left < right ? -1 : 1))
    .map(([currency, { lost, recovered }]) => ({
      lost: { minor: lost, currency },
      recovered: { minor: recovered, currency },
    }));
}

function victimsByCountry(
  database: SqliteDatabase,
  caseId: string,
  shares: readonly Share[],
): Overview['victimsByCountry'] {
  const victims = database
    .prepare(
      `SELECT coalesce(country, '') AS country, count(*) AS victims FROM entity
       JOIN entity_role role ON role.entity_id = entity.id AND role.role = 'victim'
       WHERE case_id = ? AND hidden_at IS NULL AND kind IN ('person', 'organisation')
       GROUP BY 1 ORDER BY victims DESC, country`,
    )
    .all(caseId) as { country: string; victims: number }[];
  const countryOf = database.prepare("SELECT coalesce(country, '') FROM entity WHERE id = ?").pluck();
  const sums = new Map<string, { country: string; currency: string; minor: number }>();
  for (const { victimId, currency, minor } of shares) {
    const country = countryOf.get(victimId) as string;
    const key = `${country} ${currency}`;
    sums.set(key, { country, currency, minor: (sums.get(key)?.minor ?? 0) + minor });
  }
  const losses = [...sums.values()].sort((left, right) => (left.currency < right.currency ? -1 : 1));
  return victims.map((one) => ({
    ...one,
    losses: losses
      .filter((loss) => loss.country === one.country)
      .map(({ minor, currency }) => ({ minor, currency })),
  }));
}
