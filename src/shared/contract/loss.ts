import { z } from 'zod';
import { lossMethods, valuesOf } from '../domain/kinds.ts';
import { command, query } from './call.ts';
import {
  hideInput,
  id,
  instant,
  money,
  page,
  pii,
  requiredLine,
  rows,
  text,
  when,
  whenInput,
  withId,
} from './common.ts';

/** An amount in another currency, with what it was reckoned by. */
export const conversion = z.object({
  money,
  /** Decimal text: one unit of the loss's currency in the other. */
  rate: z.string().regex(/^\d{1,12}(\.\d{1,12})?$/, 'must be a number with a decimal point, such as 0.92'),
  date: z.iso.date(),
  source: requiredLine,
});

const lossFields = z.object({
  victimId: id,
  amount: money,
  method: z.enum(valuesOf(lossMethods)),
  /** Entities the money left and reached: accounts, wallets, persons. */
  fromId: id.nullable(),
  toId: id.nullable(),
  when: whenInput.nullable(),
  recovered: money.nullable(),
  /** Transaction reference: UTR, hash, wire number. */
  reference: pii(z.string().max(200), 'free-text'),
  conversion: conversion.nullable(),
  note: pii(text, 'free-text'),
  evidenceIds: z.array(id).max(1000),
});

export const party = z.object({ id, display: z.string() });

export const loss = z.object({
  id,
  caseId: id,
  victim: party,
  amount: money,
  method: z.enum(valuesOf(lossMethods)),
  from: party.nullable(),
  to: party.nullable(),
  when: when.nullable(),
  recovered: money.nullable(),
  reference: z.string(),
  conversion: conversion.nullable(),
  note: pii(z.string(), 'free-text'),
  /** How many payments say where it went, and what they sum up to in its currency. */
  payments: z.int(),
  itemised: money.nullable(),
  /** How the payments fit what was stated. `unlike`: in currencies that nobody converted. */
  fit: z.enum(['none', 'part', 'whole', 'more', 'unlike']),
  evidenceIds: z.array(id),
  createdAt: instant,
  hidden: z.boolean(),
});

export const lossRecord = loss.extend({
  evidence: z.array(z.object({ id, number: z.int(), name: z.string() })),
});

/**
 * The same money is often told twice: as a loss, and as the payments it consisted of. For each victim and currency the
 * larger of the two statements counts, never their sum.
 */
const currencyTotals = z.object({
  currency: z.string(),
  lost: money,
  recovered: money,
  /** Sum of what victims state as lost. */
  stated: money,
  /** Sum of the payments that are a part of a stated loss. */
  itemised: money,
  /** Payments of victims that belong to no loss yet; `counted`: the part of them that adds to what was lost. */
  unassigned: money,
  unassignedCount: z.int(),
  counted: money,
  /** Tried, blocked or frozen: not lost. */
  prevented: money,
  preventedCount: z.int(),
  /** Left a victim nobody named: in no total. */
  unattributed: money,
  unattributedCount: z.int(),
});

export const lossCalls = {
  'loss.create': command(
    lossFields.partial().required({ victimId: true, amount: true, method: true }).extend({ caseId: id }),
    lossRecord,
  ),
  'loss.update': command(withId.extend({ fields: lossFields.partial() }), lossRecord),
  'loss.get': query(withId, lossRecord),
  'loss.list': query(
    page(['when', 'amount', 'victim', 'method', 'createdAt']).extend({ caseId: id, victimId: id.optional() }),
    rows(loss),
  ),
  'loss.hide': command(hideInput, lossRecord),
  'loss.totals': query(
    z.object({ caseId: id, victimId: id.optional() }),
    z.object({ currencies: z.array(currencyTotals) }),
  ),
};
