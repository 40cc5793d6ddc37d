import type { z } from 'zod';
import type { lossRecord, loss as lossSchema } from '../../shared/contract/loss.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { supportIds, supportingEvidence } from '../evidence/support.ts';
import { parseWhen } from '../when.ts';

export type Loss = z.output<typeof lossSchema>;
export type LossRecord = z.output<typeof lossRecord>;

/** The tables of every reading of a loss, and what it selects of them. */
export const lossTables = `loss JOIN entity victim ON victim.id = loss.victim_id
  LEFT JOIN entity source ON source.id = loss.from_id LEFT JOIN entity target ON target.id = loss.to_id`;
export const lossColumns = `loss.*, victim.display AS victim_display, source.display AS from_display, target.display AS to_display`;

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
    evidenceIds: supportIds(database, 'loss', row.id as string),
    createdAt: row.created_at as string,
    hidden: row.hidden_at !== null,
  };
}
