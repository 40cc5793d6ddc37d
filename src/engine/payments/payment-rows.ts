import type { z } from 'zod';
import type { paymentRecord, payment as schema } from '../../shared/contract/payment.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { supportingEvidence } from '../evidence/support.ts';
import { endColumns, endTables, partyOf, toMovement } from '../losses/movement-rows.ts';

export type Payment = z.output<typeof schema>;
export type PaymentRecord = z.output<typeof paymentRecord>;

export const paymentTables = `payment LEFT JOIN entity victim ON victim.id = payment.victim_id
  ${endTables('payment')}
  LEFT JOIN loss ON loss.id = payment.loss_id`;
export const paymentColumns = `payment.*, ${endColumns},
  loss.amount_minor AS loss_minor, loss.currency AS loss_currency`;

export const toPayment = (database: SqliteDatabase, row: Row): Payment => ({
  ...toMovement(database, 'payment', row),
  rail: row.rail as Payment['rail'],
  stage: row.stage as Payment['stage'],
  status: row.status as Payment['status'],
  loss:
    row.loss_id === null
      ? null
      : {
          id: row.loss_id as string,
          amount: { minor: row.loss_minor as number, currency: row.loss_currency as string },
        },
  victim: partyOf(row, 'victim'),
});

/** @throws ProfferError `not-found`. */
export function readPayment(database: SqliteDatabase, id: string): PaymentRecord {
  const row = database
    .prepare(`SELECT ${paymentColumns} FROM ${paymentTables} WHERE payment.id = ?`)
    .get(id) as Row | undefined;
  if (!row) throw new ProfferError('not-found', 'This payment is not in the vault.', { id });
  return { ...toPayment(database, row), evidence: supportingEvidence(database, 'payment', id) };
}
