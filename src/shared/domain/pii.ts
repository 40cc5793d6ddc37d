/** What a field says about a person; contract fields carry one (`pii` in contract/common.ts). */
export const piiClasses = {
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

/** The first letter and the domain of an address: `j•••@example.org`. */
export function maskEmail(text: string): string {
  const at = text.lastIndexOf('@');
  return at < 1 ? maskSign.repeat(3) : `${[...text][0] ?? ''}${maskSign.repeat(3)}${text.slice(at)}`;
}

/** The year of an ISO or EDTF date, or a mask where it does not begin with one. */
export function yearOnly(date: string): string {
  return /^\d{4}(?!\d)/.exec(date)?.[0] ?? maskSign.repeat(4);
}

/** Stands for a person throughout a package: `V-007`. The letter says the role, the number is the case's own. */
export function pseudonym(letter: string, number: number): string {
  return `${letter}-${String(number).padStart(3, '0')}`;
}

/** The mask of last resort for a class: what may be shown where a rule says to mask and nothing more. */
export function maskByClass(piiClass: PiiClass, text: string): string {
  switch (piiClass) {
    case 'none':
      return text;
    case 'account':
      return maskAccount(text);
    case 'contact':
      return text.includes('@') ? maskEmail(text) : maskTail(text, 4);
    case 'national-id':
    case 'identifier':
      return maskTail(text, 4);
    case 'birth':
      return yearOnly(text);
    case 'name':
    case 'address':
    case 'secret':
    case 'free-text':
      return text === '' ? '' : maskSign.repeat(3);
    default: {
      const never: never = piiClass;
      return never;
    }
  }
}
