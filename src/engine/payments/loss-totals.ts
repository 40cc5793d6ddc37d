import type { Output } from '../../shared/contract/index.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { countedMoney, wasMade } from './money-of-case.ts';
import { reckon } from './reckon.ts';

type Totals = Output<'loss.totals'>['currencies'];

/** What was lost and came back, per currency, with what the sums are made of. Most money first. */
export function lossTotals(database: SqliteDatabase, caseId: string, victimId: string | null): Totals {
  const { losses, payments } = countedMoney(database, caseId, victimId);
  const shares = reckon(losses, payments);
  const counted = new Set(
    shares.filter(({ source }) => source.kind === 'payment').map(({ source }) => source.id),
  );
  const byCurrency = new Map<string, Totals[number]>();
  const of = (currency: string) => {
    const nought = { minor: 0, currency };
    const made = byCurrency.get(currency) ?? {
      currency,
      lost: { ...nought },
      recovered: { ...nought },
      stated: { ...nought },
      itemised: { ...nought },
      unassigned: { ...nought },
      unassignedCount: 0,
      counted: { ...nought },
      prevented: { ...nought },
      preventedCount: 0,
      unattributed: { ...nought },
      unattributedCount: 0,
    };
    byCurrency.set(currency, made);
    return made;
  };
  for (const share of shares) {
    of(share.currency).lost.minor += share.minor;
    of(share.currency).recovered.minor += share.recovered;
  }
  for (const loss of losses) of(loss.currency).stated.minor += loss.minor;
  for (const payment of payments) {
    if (payment.returned) continue;
    const total = of(payment.currency);
    if (payment.lossId !== null) total.itemised.minor += payment.minor;
    else {
      total.unassigned.minor += payment.minor;
      total.unassignedCount += 1;
      if (counted.has(payment.id)) total.counted.minor += payment.minor;
    }
  }
  for (const { currency, prevented, minor, count } of besides(database, caseId, victimId)) {
    const total = of(currency);
    const part = prevented === 1 ? total.prevented : total.unattributed;
    part.minor += minor;
    if (prevented === 1) total.preventedCount += count;
    else total.unattributedCount += count;
  }
  return [...byCurrency.values()].sort(
    (left, right) =>
      right.unassignedCount +
        losses.filter((one) => one.currency === right.currency).length -
        (left.unassignedCount + losses.filter((one) => one.currency === left.currency).length) ||
      (left.currency < right.currency ? -1 : 1),
  );
}

/** Payments that are in no total of what was lost: stopped ones, and those of nobody in particular. */
function besides(database: SqliteDatabase, caseId: string, victimId: string | null) {
  return database
    .cached(
      `SELECT currency, NOT (${wasMade}) AS prevented, sum(amount_minor) AS minor, count(*) AS count FROM payment
       WHERE case_id = @caseId AND hidden_at IS NULL AND stage = 'from-victim'
         AND (NOT (${wasMade}) OR victim_id IS NULL) AND (@victimId IS NULL OR victim_id = @victimId) GROUP BY 1, 2`,
    )
    .all({ caseId, victimId }) as { currency: string; prevented: 0 | 1; minor: number; count: number }[];
}
