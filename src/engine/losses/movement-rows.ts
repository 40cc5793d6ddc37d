import type { z } from 'zod';
import type { movement as schema } from '../../shared/contract/money-movement.ts';
import type { Conversion, Money } from '../../shared/domain/money.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import type { Guard } from '../entities/bulk/guard.ts';
import { supportIds } from '../evidence/support.ts';
import { parseWhen, type When, whenJson } from '../when.ts';
import { checkConversion } from './money-checks.ts';

/** What a loss and a payment share: money that went from one end to the other at some time. */
export type Movement = z.output<typeof schema>;

/** What is given of one that is added; `amount` is checked. */
export interface NewMovement {
  amount: Money;
  fromId?: string | null;
  toId?: string | null;
  when?: When | null;
  recovered?: Money | null;
  /** UTR, hash of a transaction, wire number. */
  reference?: string;
  conversion?: Conversion | null;
  note?: string;
}

/** The ends of what is read from `table`, and their names. */
export const endTables = (table: 'loss' | 'payment') =>
  `LEFT JOIN entity source ON source.id = ${table}.from_id LEFT JOIN entity target ON target.id = ${table}.to_id`;
export const endColumns =
  'victim.display AS victim_display, source.display AS from_display, target.display AS to_display';

/** The party a row names in a column: `victim`, `from`, `to`. */
export const partyOf = (row: Row, column: string): Movement['from'] =>
  row[`${column}_id`] === null
    ? null
    : { id: row[`${column}_id`] as string, display: row[`${column}_display`] as string };

export function toMovement(database: SqliteDatabase, kind: 'loss' | 'payment', row: Row): Movement {
  const currency = row.currency as string;
  const recovered = row.recovered_minor as number;
  return {
    id: row.id as string,
    caseId: row.case_id as string,
    amount: { minor: row.amount_minor as number, currency },
    from: partyOf(row, 'from'),
    to: partyOf(row, 'to'),
    when: parseWhen(row.when_json),
    recovered: recovered > 0 ? { minor: recovered, currency } : null,
    reference: row.reference as string,
    conversion: row.conversion === null ? null : JSON.parse(row.conversion as string),
    note: row.note as string,
    evidenceIds: supportIds(database, kind, row.id as string),
    createdAt: row.created_at as string,
    hidden: row.hidden_at !== null,
  };
}

/**
 * The columns of one that is added, but its reference and what came back.
 * @throws ProfferError `invalid-input` where the conversion is not what its rate gives.
 */
export function movementColumns(movement: NewMovement, guard: Guard): Row {
  const { amount, when, conversion } = movement;
  return {
    amount_minor: amount.minor,
    currency: amount.currency,
    from_id: movement.fromId ?? null,
    to_id: movement.toId ?? null,
    when_json: when ? whenJson(when) : null,
    earliest: when?.earliest ?? null,
    conversion: conversion ? JSON.stringify(checkConversion(amount, conversion)) : null,
    note: guard.text('note', movement.note ?? ''),
  };
}
