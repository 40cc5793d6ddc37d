import type { z } from 'zod';
import type { lossRecord, loss as lossSchema } from '../../shared/contract/loss.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { supportIds, supportingEvidence } from '../evidence/support.ts';
import { wasMade } from '../payments/money-of-case.ts';
import { parseWhen } from '../when.ts';

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
  LEFT JOIN entity source ON source.id = loss.from_id LEFT JOIN entity target ON target.id = loss.to_id`;
export const lossColumns = `loss.*, victim.display AS victim_display, source.display AS from_display, target.display AS to_display,
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

export function toLoss(database: SqliteDatabase, row: Row): Loss {
  const currency = row.currency as string;
  const party = (column: string) =>
    row[`${column}_id`] === null
      ? null
      : { id: row[`${column}_id`] as string, display: row[`${column}_display`] as string };
  return {
    id: row.id as string,
    caseId: row.case_id as string,
    victim: party('victim')!,
    amount: { minor: row.amount_minor as number, currency },
    method: row.method as Loss['method'],
    from: party('from'),
    to: party('to'),
    when: parseWhen(row.when_json),
    recovered:
      (row.recovered_minor as number) > 0 ? { minor: row.recovered_minor as number, currency } : null,
    reference: row.reference as string,
    conversion: row.conversion === null ? null : JSON.parse(row.conversion as string),
    note: row.note as string,
    payments: row.payment_count as number,
    itemised: row.itemised_minor === null ? null : { minor: row.itemised_minor as number, currency },
    fit: fitOf(row),
    evidenceIds: supportIds(database, 'loss', row.id as string),
    createdAt: row.created_at as string,
    hidden: row.hidden_at !== null,
  };
}

function fitOf(row: Row): Loss['fit'] {
  if (row.payment_count === 0) return 'none';
  if ((row.unlike_count as number) > 0) return 'unlike';
  const open = (row.amount_minor as number) - (row.itemised_minor as number);
  return open === 0 ? 'whole' : open > 0 ? 'part' : 'more';
}
