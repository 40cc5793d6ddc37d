import { entityKinds } from './kinds.ts';

/** What an import was read by. */
export const importReaders = {
  table: 'Table',
  stix: 'STIX',
  misp: 'MISP',
  observables: 'Observables',
  proposals: 'Proposals',
} as const;

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
