import { z } from 'zod';
import { lossMethods, paymentStages, paymentStatuses, valuesOf } from '../domain/kinds.ts';
import { command, query } from './call.ts';
import { hideInput, id, instant, money, page, pii, rows, text, when, whenInput, withId } from './common.ts';
import { conversion, party } from './loss.ts';

const paymentFields = z.object({
  amount: money,
  rail: z.enum(valuesOf(lossMethods)),
  stage: z.enum(valuesOf(paymentStages)),
  status: z.enum(valuesOf(paymentStatuses)),
  /** The loss it is a part of. */
  lossId: id.nullable(),
  /** Whose money it was; follows from the loss, or from a payer with the role victim, where it is not said. */
  victimId: id.nullable(),
  fromId: id.nullable(),
  toId: id.nullable(),
  when: whenInput.nullable(),
  recovered: money.nullable(),
  /** UTR, hash of a transaction, wire number. */
  reference: pii(z.string().max(200), 'free-text'),
  conversion: conversion.nullable(),
  note: pii(text, 'free-text'),
  evidenceIds: z.array(id).max(1000),
});

export const payment = z.object({
  id,
  caseId: id,
  amount: money,
  rail: z.enum(valuesOf(lossMethods)),
  stage: z.enum(valuesOf(paymentStages)),
  status: z.enum(valuesOf(paymentStatuses)),
  loss: z.object({ id, amount: money }).nullable(),
  victim: party.nullable(),
  from: party.nullable(),
  to: party.nullable(),
  when: when.nullable(),
  recovered: money.nullable(),
  reference: pii(z.string(), 'free-text'),
  conversion: conversion.nullable(),
  note: pii(z.string(), 'free-text'),
  evidenceIds: z.array(id),
  createdAt: instant,
  hidden: z.boolean(),
});

export const paymentRecord = payment.extend({
  evidence: z.array(z.object({ id, number: z.int(), name: z.string() })),
});

export const paymentCalls = {
  /** Refuses (`conflict`) a transfer the case has already under its own number, and names the record that holds it. */
  'payment.create': command(
    paymentFields.partial().required({ amount: true, rail: true }).extend({ caseId: id }),
    paymentRecord,
  ),
  'payment.update': command(withId.extend({ fields: paymentFields.partial() }), paymentRecord),
  'payment.get': query(withId, paymentRecord),
  'payment.list': query(
    page(['when', 'amount', 'victim', 'rail', 'stage', 'createdAt']).extend({
      caseId: id,
      lossId: id.optional(),
      victimId: id.optional(),
      /** Paid or received by it. */
      entityId: id.optional(),
      stages: z.array(z.enum(valuesOf(paymentStages))).optional(),
      /** Only those that left a victim and belong to no loss. */
      unassigned: z.boolean().optional(),
    }),
    rows(payment),
  ),
  'payment.hide': command(hideInput, paymentRecord),
};
