import { z } from 'zod';
import { lossMethods, valuesOf } from '../domain/kinds.ts';
import { id, instant, money, pii, requiredLine, text, when, whenInput } from './common.ts';

/** An amount in another currency, with what it was reckoned by. */
const conversion = z.object({
  money,
  /** Decimal text: one unit of the currency it went in, in the other. */
  rate: z.string().regex(/^\d{1,12}(\.\d{1,12})?$/),
  date: z.iso.date(),
  source: requiredLine,
});

/** How it went: what a loss calls its method and a payment its rail. */
export const rail = z.enum(valuesOf(lossMethods));

/**
 * What is given of a loss and of a payment alike: money that went from one end to the other at some time, and what came back.
 * Whose it was, and what it is a part of, each of the two says itself.
 */
export const movementFields = z.object({
  amount: money,
  /** Entities the money left and reached: accounts, wallets, persons. */
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

export const party = z.object({ id, display: z.string() });

/** What is told of both. */
export const movement = z.object({
  id,
  caseId: id,
  amount: money,
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
