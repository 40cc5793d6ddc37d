import type { z } from 'zod';
import type { lossRecord, loss as lossSchema } from '../../shared/contract/loss.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { supportingEvidence } from '../evidence/support.ts';
import { wasMade } from '../payments/money-of-case.ts';
import { endColumns, endTables, partyOf, toMovement } from './movement-rows.ts';

export type Loss = z.output<typeof lossSchema>;
export type LossRecord = z.output<typeof lossRecord>;

/** A payment's amount in the currency of its loss: its own, or converted; null where nobody converted it. */
const inCurrencyOfLoss = `CASE WHEN payment.currency = loss.currency THEN payment.amount_minor
  WHEN payment.conversion ->> '$.money.currency' = loss.currency THEN payment.conversion ->> '$.money.minor' END`;

function ofPayments(what: string): string {
  return `(SELECT ${what} FROM payment WHERE payment.loss_id = loss.id AND payment.hidden_at IS NULL
    AND payment.stage = 'from-victim' AND ${wasMade})`;
}

/** The tables of every reading of a loss, and what it selects of them. */
export const lossTables = `loss JOIN entity victim ON victim.id = loss.victim_id
  ${endTables('loss')}`;
export const lossColumns = `loss.*, ${endColumns},
  ${ofPayments('count(*)')} AS payment_count, ${ofPayments(`sum(${inCurrencyOfLoss})`)} AS itemised_minor,
  ${ofPayments(`count(*) FILTER (WHERE ${inCurrencyOfLoss} IS NULL)`)} AS unlike_count`;

/** @throws ProfferError `not-found`. */
export function readLoss(database: SqliteDatabase, id: string): LossRecord {
  const row = database.prepare(`SELECT ${lossColumns} FROM ${lossTables} WHERE loss.id = ?`).get(id) as
    | Row
    | undefined;
  if (!row) throw new ProfferError('not-found', 'This loss is not in the vault.', { id });
  return { ...toLoss(database, row), evidence: supportingEvidence(database, 'loss', id) };
}

export const toLoss = (database: SqliteDatabase, row: Row): Loss => ({
  ...toMovement(database, 'loss', row),
  victim: partyOf(row, 'victim')!,
  method: row.method as Loss['method'],
  payments: row.payment_count as number,
  itemised:
    row.itemised_minor === null
      ? null
      : { minor: row.itemised_minor as number, currency: row.currency as string },
  fit: fitOf(row),
});

function fitOf(row: Row): Loss['fit'] {
  if (row.payment_count === 0) return 'none';
  if ((row.unlike_count as number) > 0) return 'unlike';
  const open = (row.amount_minor as number) - (row.itemised_minor as number);
  return open === 0 ? 'whole' : open > 0 ? 'part' : 'more';
}
