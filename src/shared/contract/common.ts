import { z } from 'zod';
import { findingSeverities } from '../domain/findings.ts';
import { confidences, valuesOf } from '../domain/kinds.ts';
import { tlpLevels } from '../domain/markings.ts';
import type { PiiClass } from '../domain/pii.ts';
import { dayOrders } from '../domain/written-date.ts';

/** Says in the contract what a field tells about a person. */
export const pii = <T extends z.ZodType>(schema: T, piiClass: PiiClass): T =>
  schema.meta({ pii: piiClass }) as T;

export const nothing = z.object({});
// What a check says of itself reads on from the name of its field: "Country must be two capital letters".
export const id = z
  .string()
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    'must be the id of a record, as lists and --json tell it',
  );
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 value: 64 digits of 0-9 and a-f');

/** An instant: ISO 8601 in UTC with milliseconds. */
export const instant = z.iso.datetime({ offset: false });
export const country = z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters, such as US (ISO 3166-1)');
export const zone = z.string().max(64);
export const line = z.string().trim().max(500);
export const requiredLine = line.min(1);
export const text = z.string().max(200_000);
export const folder = z.string().min(1).max(4096);

export const marking = z.enum(tlpLevels);
export const confidence = z.enum(valuesOf(confidences));

export const currency = z
  .string()
  .regex(/^[A-Z]{3,5}$/, 'must be the code of a currency in capital letters, such as USD (ISO 4217)');

export const money = z.object({
  /** Integer minor units of the currency. */
  minor: z.int(),
  /** ISO 4217 code. */
  currency,
});

/** How a person gives a time: as written, with what the text itself does not say. */
export const whenInput = z.object({
  text: requiredLine,
  zone: zone.optional(),
  dayOrder: z.enum(dayOrders).optional(),
});

/** A time as stored: what was written, what it can mean, what was assumed. */
export const when = z.object({
  asWritten: z.string(),
  edtf: z.string(),
  /** Milliseconds since 1970 UTC, the earliest and latest instant it can mean; null = open. */
  earliest: z.int().nullable(),
  latest: z.int().nullable(),
  zone: z.string().nullable(),
  offsetMinutes: z.int().nullable(),
  precision: z.string(),
  uncertain: z.boolean(),
  approximate: z.boolean(),
  assumed: z.array(z.string()),
});

/** Window and order of a list. Rows are sorted and cut in SQL. */
export const page = <const S extends readonly [string, ...string[]]>(sorts: S) =>
  z.object({
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(1000).default(100),
    sort: z.enum(sorts).optional(),
    direction: z.enum(['ascending', 'descending']).optional(),
    search: line.optional(),
    hidden: z.enum(['without', 'with', 'only']).default('without'),
  });

/** The pieces of evidence a record rests on. */
export const supportingEvidence = z.array(z.object({ id, number: z.int(), name: z.string() }));

export const rows = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), total: z.int() });

export const severity = z.enum(findingSeverities);

/** What a reader of a source has to tell of it: what it could not take as it was, what it assumed. */
export const sourceFinding = z.object({
  /** Where in the source: `row 17`, `page 3`, `part 1.2`, a JSON pointer; empty for the whole. */
  place: z.string(),
  severity,
  /** Short and fixed, kebab-case: `reader-timeout`, `password-protected`, … */
  code: z.string(),
  message: pii(z.string(), 'free-text'),
});

/** Which person, of which organisation, with which key. Never a local number. */
export const author = z.object({
  person: pii(z.string(), 'name'),
  organisation: z.string(),
  /** `SHA256:…` fingerprint of the Ed25519 key, as ssh-keygen prints it. */
  key: z.string(),
});

export const withId = z.object({ id });
/** Hides a record or brings it back: nothing is deleted. */
export const hideInput = z.object({ id, hidden: z.boolean(), reason: line.optional() });
