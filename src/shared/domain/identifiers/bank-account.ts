import {
  electronicFormatIBAN,
  extractIBAN,
  friendlyFormatIBAN,
  ValidationErrorsIBAN,
  validateIBAN,
} from 'ibantools';
import { foldDigits } from '../digits.ts';
import { maskAccount } from '../pii.ts';
import { type BankAccountParts, type BankScheme, bankSchemes, readScheme } from './bank-schemes.ts';
import { facts, type Identifier, type IdentifierContext, invalid } from './identifier.ts';

const ibanProblems: Record<number, string> = {
  [ValidationErrorsIBAN.NoIBANCountry]: 'No country with this code uses IBANs.',
  [ValidationErrorsIBAN.WrongBBANLength]: 'It has the wrong length for its country.',
  [ValidationErrorsIBAN.WrongBBANFormat]: 'It has letters or digits where its country has none.',
  [ValidationErrorsIBAN.ChecksumNotNumber]: 'Its third and fourth characters must be digits.',
  [ValidationErrorsIBAN.WrongIBANChecksum]:
    'Its check digits are wrong (ISO 13616, mod 97): mistyped or made up.',
  [ValidationErrorsIBAN.WrongAccountBankBranchChecksum]:
    "The check digits inside, of its country's own scheme, are wrong.",
};

const countries: Record<Exclude<BankScheme, 'iban' | 'other' | 'upi'>, string> = {
  ifsc: 'IN',
  aba: 'US',
  'sort-code': 'GB',
  bsb: 'AU',
  'ca-eft': 'CA',
  clabe: 'MX',
};
const schemeOfCountry: Record<string, BankScheme> = {
  IN: 'ifsc',
  US: 'aba',
  GB: 'sort-code',
  AU: 'bsb',
  MX: 'clabe',
};

const ibanShape = /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/;
const isScheme = (name: string): name is BankScheme => Object.hasOwn(bankSchemes, name);

function normaliseIban(asFound: string, text: string): Identifier {
  const normal = electronicFormatIBAN(text) ?? text;
  const { valid, errorCodes } = validateIBAN(normal);
  const parts = valid ? extractIBAN(normal) : null;
  const display = friendlyFormatIBAN(normal) ?? normal;
  return {
    kind: 'bank-account',
    asFound,
    normal,
    display,
    defanged: display,
    masked: maskAccount(normal),
    checked: valid ? 'valid' : 'invalid',
    problems: errorCodes.map((code) => ibanProblems[code] ?? 'It is not an IBAN.'),
    facts: facts({
      scheme: 'iban',
      country: normal.slice(0, 2),
      bankCode: parts?.bankIdentifier,
      branchCode: parts?.branchIdentifier,
      checkedBy: valid ? 'ISO 13616 mod 97' : null,
    }),
  };
}

const bare = (text: string) =>
  foldDigits(text)
    .toUpperCase()
    .replace(/[\s.-]/g, '');

/** Builds an account from a form's own fields, which needs no parsing of text. */
function bankAccountFromParts(asFound: string, given: BankAccountParts): Identifier {
  const parts = { ...given, code: bare(given.code), account: bare(given.account) };
  const { display, checked, problems, facts: found } = readScheme(parts);
  return {
    kind: 'bank-account',
    asFound,
    normal: `${parts.country.toLowerCase()}:${parts.scheme}:${parts.code}:${parts.account}`,
    display,
    defanged: display,
    masked: `${parts.code === '' ? '' : `${parts.code} `}${maskAccount(parts.account)}`,
    checked,
    problems,
    facts: facts({ ...found, scheme: parts.scheme, country: parts.country }),
  };
}

const words =
  /\b(?:iban|clabe|transit|institution|ifsc|code|routing|aba|rtn|sort|bsb|account|acct|a\/c|ac|number|no|nr)\b\.?/gi;

/** Runs of letters and digits; hyphens and blanks inside a code stay with it. */
function tokensOf(text: string): string[] {
  return text
    .replace(words, ' ')
    .split(/[\s,;:/|#]+/)
    .map(bare)
    .filter((token) => token !== '');
}

/** Code and account out of text in the order people write them. A sentence where they cannot be told apart. */
function splitParts(
  text: string,
  scheme: BankAccountParts['scheme'],
  country: string,
): BankAccountParts | string {
  const tokens = tokensOf(text);
  if (scheme === 'ifsc') {
    const code = tokens.find((token) => /^[A-Z]{4}0[A-Z0-9]{6}$/.test(token));
    const [account, ...more] = tokens.filter((token) => token !== code);
    if (!code || account === undefined || more.length > 0) return 'Write the IFSC and the account number.';
    return { scheme, country, code, account };
  }
  if (scheme === 'other' && tokens.length === 1)
    return { scheme, country, code: '', account: tokens[0] ?? '' };
  // Its parts are written apart or together; there is no code before them.
  if (scheme === 'clabe') return { scheme, country, code: '', account: tokens.join('') };
  const codeLength = scheme === 'aba' ? 9 : scheme === 'ca-eft' ? 8 : 6;
  // `20 00 00 55779911`: a sort code or BSB parted by blanks is put together again.
  while (scheme !== 'other' && tokens.length > 2 && (tokens[0]?.length ?? 0) < codeLength) {
    tokens.splice(0, 2, `${tokens[0]}${tokens[1]}`);
  }
  const [code, account, ...more] = tokens;
  if (code === undefined || account === undefined || more.length > 0) {
    return `Write ${bankSchemes[scheme]}, the code of the bank first.`;
  }
  return { scheme, country, code, account };
}

/** A virtual payment address of India's UPI: a name and a payment provider, whose word has no dot. Compared without case. */
function readUpi(asFound: string, text: string): Identifier | null {
  const own = /^in:upi:([a-z][a-z0-9]{1,63}):([a-z0-9._-]{2,256})$/.exec(text);
  const written = /^(?:upi(?:\s+id)?\s*[:/]?\s*)?([a-z0-9._-]{2,256})@([a-z][a-z0-9]{1,63})$/i.exec(text);
  const [name, provider] = own ? [own[2], own[1]] : [written?.[1], written?.[2]];
  if (name === undefined || provider === undefined) return null;
  const address = `${name}@${provider}`.toLowerCase();
  return {
    kind: 'bank-account',
    asFound,
    normal: `in:upi:${provider.toLowerCase()}:${name.toLowerCase()}`,
    display: `UPI ${address}`,
    defanged: `UPI ${address}`,
    masked: `UPI ${[...address][0] ?? ''}•••@${provider.toLowerCase()}`,
    checked: 'unchecked',
    problems: [],
    facts: facts({ scheme: 'upi', country: 'IN', provider: provider.toLowerCase() }),
  };
}

/**
 * A bank account: an IBAN, or code and account of a declared scheme. Only IBANs and IFSCs tell their scheme
 * themselves; anything else needs `scheme`, or a `country` that has just one here. Normal form `in:ifsc:CODE:ACCOUNT`.
 */
export function normaliseBankAccount(asFound: string, { scheme, country }: IdentifierContext): Identifier {
  if (asFound.length > 300) return invalid('bank-account', asFound, 'It is too long for a bank account.');
  const text = foldDigits(asFound).trim();
  const upi = readUpi(asFound, text);
  if (upi) return upi;
  if (scheme === 'upi')
    return invalid('bank-account', asFound, 'A UPI address is a name, an @ and a provider, as in name@bank.');
  const own = /^([a-z]{2}):([a-z-]+):([A-Z0-9]*):([A-Z0-9]+)$/.exec(text);
  if (own) {
    const [, place = '', name = '', code = '', account = ''] = own;
    if (
      isScheme(name) &&
      name !== 'iban' &&
      name !== 'upi' &&
      (name === 'other' || countries[name].toLowerCase() === place)
    ) {
      return bankAccountFromParts(asFound, { scheme: name, country: place.toUpperCase(), code, account });
    }
  }
  const iban = bare(text.replace(/^\s*iban\b[\s:.]*/i, ''));
  if (scheme === 'iban' || (scheme === undefined && ibanShape.test(iban))) {
    if (!/^[A-Z0-9]{5,34}$/.test(iban))
      return invalid('bank-account', asFound, 'An IBAN has 5 to 34 letters and digits.');
    return normaliseIban(asFound, iban);
  }
  const recognised = /\b[A-Z]{4}0[A-Z0-9]{6}\b/i.test(text)
    ? 'ifsc'
    : country === 'CA' && /\b\d{5}[ -]?\d{3}\b[\s,;:/|#-]+\d/.test(text)
      ? 'ca-eft'
      : undefined;
  const known = scheme ?? recognised ?? (country ? (schemeOfCountry[country] ?? 'other') : undefined);
  if (known === undefined || !isScheme(known) || known === 'iban' || known === 'upi') {
    return invalid(
      'bank-account',
      asFound,
      'Declare the country or the scheme (IBAN, IFSC, ABA, sort code, BSB) of this account.',
    );
  }
  const where = known === 'other' ? country : countries[known];
  if (where === undefined) return invalid('bank-account', asFound, 'Declare the country of this account.');
  const parts = splitParts(text, known, where);
  return typeof parts === 'string'
    ? invalid('bank-account', asFound, parts)
    : bankAccountFromParts(asFound, parts);
}
