import { z } from 'zod';
import { lossMethods, valuesOf } from '../domain/kinds.ts';
import { command, query } from './call.ts';
import {
  hideInput,
  id,
  instant,
  money,
  page,
  requiredLine,
  rows,
  text,
  when,
  whenInput,
  withId,
} from './common.ts';

const conversion = z.object({
  money,
  /** Decimal text: one unit of the loss's currency in the other. */
  rate: z.string().regex(/^\d{1,12}(\.\d{1,12})?$/),
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
  reference: z.string().max(200),
  conversion: conversion.nullable(),
  note: text,
  evidenceIds: z.array(id).max(1000),
});

const party = z.object({ id, display: z.string() });

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
  note: z.string(),
  evidenceIds: z.array(id),
  createdAt: instant,
  hidden: z.boolean(),
});

export const lossRecord = loss.extend({
  evidence: z.array(z.object({ id, number: z.int(), name: z.string() })),
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
};
