import { countrySpecs } from 'ibantools';
import { normaliseIdentifier } from '../identifiers/index.ts';
import type { Search } from './finding.ts';

const heads = /[A-Za-z]{2}\d{2}/g;
const lengthOf = (country: string): number | null => {
  const spec = (countrySpecs as Record<string, { chars: number | null; IBANRegistry?: boolean } | undefined>)[
    country
  ];
  return spec?.chars ?? null;
};

/** Takes `length` letters and digits from `start`, passing over single blanks and hyphens; index behind the last, or -1. */
function gather(plain: string, start: number, length: number): number {
  let taken = 0;
  let at = start;
  let apart = 0;
  while (taken < length) {
    const character = plain.charAt(at);
    if (/[A-Za-z0-9]/.test(character)) {
      taken++;
      apart = 0;
    } else if (/[ \-.]/.test(character) && apart === 0) apart++;
    else return -1;
    at++;
  }
  return at;
}

/** IBANs, by the length of their country and their check digits; a mistyped one only where it is called an IBAN. */
export function findBankAccounts(search: Search): void {
  const { plain } = search;
  for (const { 0: head, index } of plain.matchAll(heads)) {
    const before = search.before(index, 14);
    const called = /iban\W{0,8}$/i.test(before);
    if (/[\p{L}\p{N}]$/u.test(before) && !/iban$/i.test(before)) continue;
    const length = lengthOf(head.slice(0, 2).toUpperCase());
    if (length === null || !search.isFree(index, index + 1)) continue;
    const end = gather(plain, index, length);
    if (end < 0) continue;
    const text = plain.slice(index, end);
    if (!called && /[a-z]/.test(text) && /[A-Z]/.test(text)) continue;
    const identifier = normaliseIdentifier('bank-account', text, { scheme: 'iban' });
    const glued =
      /[\p{L}\p{N}]/u.test(plain.charAt(end)) && !/^(?:bic|swift)/i.test(plain.slice(end, end + 5));
    if (glued || /^[.-]\d/.test(plain.slice(end, end + 2))) continue;
    if (identifier.checked === 'valid' || (called && /^[^a-z]*$|^[^A-Z]*$/.test(text)))
      search.add('bank-account', index, end, identifier);
  }
}
