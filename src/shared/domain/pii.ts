/** What a field says about a person; contract fields carry one (`pii` in contract/common.ts). */
const piiClasses = {
  none: 'Nothing personal',
  name: 'Name',
  contact: 'Phone, e-mail or account of a messenger',
  address: 'Postal address',
  birth: 'Date of birth or age',
  account: 'Account, card or wallet number',
  'national-id': 'Number given by a state',
  secret: 'Password, one-time code, session code',
  'free-text': 'Text that may hold anything',
  identifier: 'Identifier whose class follows from its kind and role',
} as const;
export type PiiClass = keyof typeof piiClasses;

/** The sign that stands for what is masked. */
export const maskSign = '•';

/** Keeps the last characters, groups and all else masked: of 50100012345678 ••••••••••5678. Too short a text goes whole. */
export function maskTail(text: string, keep: number): string {
  const characters = [...text];
  const shown = characters.length > keep * 2 ? keep : 0;
  return characters
    .map((character, index) => (index < characters.length - shown ? maskSign : character))
    .join('');
}

/**
 * A card number as PCI DSS 3.4.1 lets it be shown: first six and last four digits. Fewer than 13 digits are no
 * card number and go whole.
 */
export function maskCard(text: string): string {
  const digits = text.replace(/\D/g, '');
  if (digits.length < 13) return maskSign.repeat(digits.length);
  return `${digits.slice(0, 6)}${maskSign.repeat(digits.length - 10)}${digits.slice(-4)}`;
}

/** An IBAN or account: country code where it has one, and the last four. */
export function maskAccount(text: string): string {
  const bare = text.replace(/[\s-]/g, '');
  const country = /^[A-Z]{2}\d{2}/.test(bare) ? bare.slice(0, 2) : '';
  return country + maskTail(bare.slice(country.length), 4);
}
