import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { type CountedLoss, type CountedPayment, reckon, type Share } from './reckon.ts';

/** A payment was made unless it was only tried or stopped. */
export const wasMade = "payment.status NOT IN ('attempted', 'blocked')";

/**
 * Visible losses and payments of a case, or of one victim, as they count. A payment in another currency than its loss
 * counts by its own conversion where that is into the loss's currency.
 */
export function countedMoney(
  database: SqliteDatabase,
  caseId: string,
  victimId: string | null = null,
): { losses: CountedLoss[]; payments: CountedPayment[] } {
  const losses = database
    .cached(
      `SELECT id, victim_id AS victimId, currency, amount_minor AS minor, recovered_minor AS recovered FROM loss
       WHERE case_id = @caseId AND hidden_at IS NULL AND (@victimId IS NULL OR victim_id = @victimId) ORDER BY id`,
    )
    .all({ caseId, victimId }) as CountedLoss[];
  const rows = database
    .cached(
      `SELECT payment.id, payment.victim_id, CASE WHEN loss.hidden_at IS NULL THEN payment.loss_id END AS loss_id,
         payment.currency, payment.amount_minor, payment.recovered_minor, payment.stage, payment.conversion,
         loss.currency AS loss_currency, loss.victim_id AS loss_victim
       FROM payment LEFT JOIN loss ON loss.id = payment.loss_id
       WHERE payment.case_id = @caseId AND payment.hidden_at IS NULL AND payment.victim_id IS NOT NULL
         AND payment.stage IN ('from-victim', 'returned') AND ${wasMade}
         AND (@victimId IS NULL OR payment.victim_id = @victimId) ORDER BY payment.id`,
    )
    .all({ caseId, victimId }) as Row[];
  return { losses, payments: rows.map(toCounted) };
}

function toCounted(row: Row): CountedPayment {
  const own = {
    id: row.id as string,
    victimId: row.victim_id as string,
    lossId: row.loss_id as string | null,
    currency: row.currency as string,
    minor: row.amount_minor as number,
    recovered: row.recovered_minor as number,
    returned: row.stage === 'returned',
  };
  if (own.lossId === null || row.loss_currency === own.currency || row.conversion === null) return own;
  const { money } = JSON.parse(row.conversion as string) as { money: { minor: number; currency: string } };
  if (money.currency !== row.loss_currency) return own;
  return {
    ...own,
    currency: money.currency,
    minor: money.minor,
    recovered: Math.round((own.recovered / own.minor) * money.minor),
  };
}

/** Every piece of money that went, once; see `reckon`. */
export function sharesOfCase(
  database: SqliteDatabase,
  caseId: string,
  victimId: string | null = null,
): Share[] {
  const { losses, payments } = countedMoney(database, caseId, victimId);
  return reckon(losses, payments);
}
