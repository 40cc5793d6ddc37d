/** How a table (CSV, workbook, JSON list) is read and what its columns are: declared by a person, never guessed in silence. */
import { z } from 'zod';
import {
  entityKinds,
  entityRoles,
  eventKinds,
  lossMethods,
  paymentStages,
  valuesOf,
} from '../domain/kinds.ts';
import { dayOrders } from '../domain/written-date.ts';
import { country, line, marking, pii, zone } from './common.ts';

/** Encodings of text files that people meet, by the labels of the WHATWG Encoding standard. */
export const tableEncodings = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16, little-endian',
  'utf-16be': 'UTF-16, big-endian',
  'windows-1252': 'Western European (Windows-1252, ISO 8859-1)',
  'windows-1250': 'Central European (Windows-1250)',
  'windows-1251': 'Cyrillic (Windows-1251)',
  'windows-1253': 'Greek (Windows-1253)',
  'windows-1254': 'Turkish (Windows-1254)',
  'windows-1255': 'Hebrew (Windows-1255)',
  'windows-1256': 'Arabic (Windows-1256)',
  'windows-1257': 'Baltic (Windows-1257)',
  'windows-1258': 'Vietnamese (Windows-1258)',
  'iso-8859-2': 'Central European (ISO 8859-2)',
  'iso-8859-5': 'Cyrillic (ISO 8859-5)',
  'iso-8859-7': 'Greek (ISO 8859-7)',
  'iso-8859-15': 'Western European with € (ISO 8859-15)',
  'koi8-r': 'Cyrillic (KOI8-R)',
  macintosh: 'Western European (Mac OS Roman)',
  shift_jis: 'Japanese (Shift_JIS)',
  'euc-jp': 'Japanese (EUC-JP)',
  gb18030: 'Chinese (GB 18030)',
  big5: 'Chinese (Big5)',
  'euc-kr': 'Korean (EUC-KR)',
} as const;
export type TableEncoding = keyof typeof tableEncodings;

const { person: _person, ...things } = entityKinds;

/** Uses that put a cell into a record of its own, by the kind of entity it makes. */
export const thingUses = things;
export type ThingUse = keyof typeof thingUses;

export const personUses = {
  'person-name': 'Name',
  'person-given-name': 'Given name',
  'person-family-name': 'Family name',
  'person-phone': 'Phone of the person',
  'person-email': 'E-mail of the person',
  'person-address': 'Postal address',
  'person-city': 'City',
  'person-region': 'State or province',
  'person-country': 'Country of the person',
  'person-age': 'Age or age band',
  'person-occupation': 'Occupation',
} as const;

export const moneyUses = {
  amount: 'Amount',
  debit: 'Amount going out',
  credit: 'Amount coming in',
  currency: 'Currency',
  recovered: 'Amount recovered',
  method: 'Way of payment',
  'money-date': 'Date of the payment',
  reference: 'Reference',
  counterparty: 'Name of the other party',
  'counterparty-account': 'Account of the other party',
} as const;

export const eventUses = {
  'event-title': 'What happened',
  'event-kind': 'Kind of event',
  'event-start': 'When it happened or began',
  'event-end': 'When it ended',
  'event-description': 'Details of the event',
} as const;

export const otherUses = {
  'impersonated-brand': 'Brand that is impersonated',
  'thing-country': 'Country of the infrastructure',
  'first-seen': 'First seen',
  'last-seen': 'Last seen',
  hash: 'Hash of a file',
} as const;

export const keepingUses = { note: 'Keep as a note', ignore: 'Leave out' } as const;

/** What a column can be. */
export const columnUses = {
  ...personUses,
  ...moneyUses,
  ...thingUses,
  ...otherUses,
  ...eventUses,
  ...keepingUses,
} as const;
export type ColumnUse = keyof typeof columnUses;

/** Uses whose cells are times: their order of day and month and their zone are declared. */
export const timeUses = ['money-date', 'event-start', 'event-end', 'first-seen', 'last-seen'] as const;
/** Uses whose cells are amounts. */
export const amountUses = ['amount', 'debit', 'credit', 'recovered'] as const;
/** Uses whose cells may be phone numbers in national form. */
export const phoneUses = ['phone', 'person-phone'] as const;

export const rowMeanings = {
  people: 'A person, with what was lost',
  things: 'Infrastructure',
  events: 'An event',
  transactions: 'A transaction of a bank statement',
} as const;
export type RowMeaning = keyof typeof rowMeanings;

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
  z.object({ kind: z.literal('workbook'), sheet: z.string().max(255) }),
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
  currency: z
    .string()
    .regex(/^[A-Z]{3,5}$/)
    .optional(),
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
  eventTitle: line.optional(),
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
