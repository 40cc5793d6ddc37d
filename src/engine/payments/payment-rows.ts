import type { z } from 'zod';
import type { paymentRecord, payment as schema } from '../../shared/contract/payment.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { supportIds, supportingEvidence } from '../evidence/support.ts';
import { parseWhen } from '../when.ts';

export type Payment = z.output<typeof schema>;
export type PaymentRecord = z.output<typeof paymentRecord>;

export const paymentTables = `payment LEFT JOIN entity victim ON victim.id = payment.victim_id
  LEFT JOIN entity source ON source.id = payment.from_id LEFT JOIN entity target ON target.id = payment.to_id
  LEFT JOIN loss ON loss.id = payment.loss_id`;
export const paymentColumns = `payment.*, victim.display AS victim_display, source.display AS from_display,
  target.display AS to_display, loss.amount_minor AS loss_minor, loss.currency AS loss_currency`;

export function toPayment(database: SqliteDatabase, row: Row): Payment {
  const currency = row.currency as string;
  const party = (column: string) =>
    row[`${column}_id`] === null
      ? null
      : { id: row[`${column}_id`] as string, display: row[`${column}_display`] as string };
  return {
    id: row.id as string,
    caseId: row.case_id as string,
    amount: { minor: row.amount_minor as number, currency },
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
    victim: party('victim'),
    from: party('from'),
    to: party('to'),
    when: parseWhen(row.when_json),
    recovered:
      (row.recovered_minor as number) > 0 ? { minor: row.recovered_minor as number, currency } : null,
    reference: row.reference as string,
    conversion: row.conversion === null ? null : JSON.parse(row.conversion as string),
    note: row.note as string,
    evidenceIds: supportIds(database, 'payment', row.id as string),
    createdAt: row.created_at as string,
    hidden: row.hidden_at !== null,
  };
}

/** @throws ProfferError `not-found`. */
export function readPayment(database: SqliteDatabase, id: string): PaymentRecord {
  const row = database
    .prepare(`SELECT ${paymentColumns} FROM ${paymentTables} WHERE payment.id = ?`)
    .get(id) as Row | undefined;
  if (!row) throw new ProfferError('not-found', 'This payment is not in the vault.', { id });
  return { ...toPayment(database, row), evidence: supportingEvidence(database, 'payment', id) };
}
