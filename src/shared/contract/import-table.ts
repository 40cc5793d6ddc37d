/** How a table (CSV, workbook, JSON list) is read and what its columns are: declared by a person, never guessed in silence. */
import { z } from 'zod';
import { columnUses, rowMeanings, tableEncodings } from '../domain/import-words.ts';
import { entityRoles, eventKinds, lossMethods, paymentStages, valuesOf } from '../domain/kinds.ts';
import { dayOrders } from '../domain/written-date.ts';
import { country, currency, line, marking, pii, zone } from './common.ts';

const oneCharacter = z.string().length(1);

/** How the file is taken apart into rows and cells. */
export const tableFormat = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('delimited'),
    encoding: z.enum(valuesOf(tableEncodings)),
    delimiter: oneCharacter,
    quote: oneCharacter.nullable(),
    newline: z.enum(['\n', '\r']).default('\n'),
  }),
  /** Of any make: the bytes tell which. */
  z.object({ kind: z.literal('workbook'), sheet: z.string().max(255) }),
  /** `table`: `Table 2`, what follows a colon is for people; counted from 1 in the order in which tables begin. */
  z.object({
    kind: z.literal('html'),
    encoding: z.enum(valuesOf(tableEncodings)),
    table: z.string().max(255),
  }),
  /** `list`: the key that holds the list; empty where the whole file is one. */
  z.object({ kind: z.literal('json'), list: z.string().max(500) }),
  z.object({ kind: z.literal('json-lines') }),
]);
export type TableFormat = z.output<typeof tableFormat>;

/** What a person declared of one column. Nothing here is filled in by the program. */
export const columnMapping = z.object({
  /** Counted from 0. */
  index: z.int().min(0).max(16_383),
  header: line.default(''),
  use: z.enum(valuesOf(columnUses)),
  /** Order of all-number dates that can be read in two ways. */
  dayOrder: z.enum(dayOrders).optional(),
  /** IANA zone of the clock the times were read from. */
  zone: zone.optional(),
  /** ISO 4217 code of amounts that do not name it. */
  currency: currency.optional(),
  decimalSeparator: z.enum(['.', ',']).optional(),
  /** Country whose national phone numbers stand here. */
  country: country.optional(),
  /** Chain of wallets that do not tell it. */
  chain: z.string().max(40).optional(),
  /** What parts several values in one cell, if there are several. */
  separator: z.string().min(1).max(5).optional(),
});
export type ColumnMapping = z.output<typeof columnMapping>;

export const tableMapping = z.object({
  format: tableFormat,
  /** Row that holds the headers, counted from 1; 0 where there is none. Rows above it are left out. */
  headerRow: z.int().min(0).max(1000),
  rowsAre: z.enum(valuesOf(rowMeanings)),
  columns: z.array(columnMapping).min(1).max(500),
  /** Role of the people in the rows. */
  personRole: z.enum(valuesOf(entityRoles)).default('victim'),
  /** Role of the things in the rows. */
  thingRole: z.enum(valuesOf(entityRoles)).default('scam-infrastructure'),
  /** What a row with a time is an event of; without it only a column of kinds makes events. */
  eventKind: z.enum(valuesOf(eventKinds)).optional(),
  /** Title of events whose row has none. */
  eventTitle: pii(line, 'free-text').optional(),
  /** How money was paid where no column says so. */
  lossMethod: z.enum(valuesOf(lossMethods)).optional(),
  /** Of a bank statement: the account it is of, and where on the way of the money its payments stand. */
  ownAccount: pii(line, 'account').optional(),
  paymentsOut: z.enum(valuesOf(paymentStages)).default('onward'),
  paymentsIn: z.enum(valuesOf(paymentStages)).default('onward'),
  /** Country of people in whose row none stands. */
  country: country.optional(),
  /** Keep identifiers that cannot be one, marked as such, instead of reporting their rows. */
  keepInvalid: z.boolean().default(false),
  marking: marking.default('amber'),
});
export type TableMapping = z.output<typeof tableMapping>;
