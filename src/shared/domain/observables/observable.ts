import { type EntityKind, entityKinds } from '../kinds.ts';

/** What can be found in a text: kinds of records, and hashes, which a case has no record for. Values are stored. */
export const observableKinds = {
  domain: entityKinds.domain,
  url: entityKinds.url,
  ip: entityKinds.ip,
  email: entityKinds.email,
  phone: entityKinds.phone,
  wallet: entityKinds.wallet,
  'bank-account': entityKinds['bank-account'],
  'payment-card': entityKinds['payment-card'],
  'social-account': entityKinds['social-account'],
  'remote-access': entityKinds['remote-access'],
  hash: 'Hash of a file or transaction',
} as const;
export type ObservableKind = keyof typeof observableKinds;

/** The kind of record an accepted find becomes; null where a case has no record for such a thing. */
export const entityKindOf = (kind: ObservableKind): EntityKind | null => (kind === 'hash' ? null : kind);

export interface FindContext {
  /** ISO 3166-1 alpha-2, likeliest first: whose national phone numbers are looked for. None are without. */
  countries: readonly string[];
}

/** One place of a text that names a thing. Plain data. */
export interface Observable {
  kind: ObservableKind;
  /** The text between `start` and `end`, byte for byte; of a card only what may be kept of it. */
  asFound: string;
  /** Two finds with the same kind and normal form are the same thing. */
  normal: string;
  /** For people: cannot be clicked, and masked where it must be. */
  display: string;
  /** UTF-16 index into the text, of the first character and of the one behind the last. */
  start: number;
  end: number;
  checked: 'valid' | 'invalid' | 'unchecked';
  /** Sentences on what is odd about it or was assumed. */
  problems: string[];
  facts: Record<string, string>;
}
