import { electronicFormatIBAN, isValidIBAN } from 'ibantools';
import { matchesOf } from '../../matches.ts';
import { luhn } from './check-digits.ts';
import { maskBetween } from './mask-kept.ts';
import type { Secret } from './secret.ts';

/** Issuer prefixes (ISO/IEC 7812-1, the schemes' own publications) and the lengths of their numbers. */
const schemes: readonly { scheme: string; prefix: RegExp; lengths: readonly number[] }[] = [
  { scheme: 'Visa', prefix: /^4/, lengths: [13, 16, 19] },
  {
    scheme: 'Mastercard',
    prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/,
    lengths: [16],
  },
  { scheme: 'American Express', prefix: /^3[47]/, lengths: [15] },
  { scheme: 'RuPay', prefix: /^(?:60[0-9]|6521|6522|81|82|508)/, lengths: [16] },
  { scheme: 'Discover', prefix: /^(?:6011|64[4-9]|65)/, lengths: [16, 17, 18, 19] },
  { scheme: 'JCB', prefix: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { scheme: 'UnionPay', prefix: /^62/, lengths: [16, 17, 18, 19] },
  { scheme: 'Diners Club', prefix: /^(?:30[0-5]|36|38|39)/, lengths: [14, 16, 19] },
  { scheme: 'Maestro', prefix: /^(?:50|5[6-8]|6)/, lengths: [12, 13, 14, 15, 16, 17, 18, 19] },
];

/** The scheme of a whole number of bare digits whose length and check digit are right; null where it is none. */
export function cardScheme(digits: string): string | null {
  if (!luhn(digits)) return null;
  return (
    schemes.find(({ prefix, lengths }) => prefix.test(digits) && lengths.includes(digits.length))?.scheme ??
    null
  );
}

/** The scheme a prefix belongs to, for numbers that are kept masked. */
export const schemeOfPrefix = (digits: string): string | null =>
  schemes.find(({ prefix }) => prefix.test(digits))?.scheme ?? null;

/** In running text a Maestro number of other than 16 digits is told from any other number by nothing. */
const plausibleInText = (digits: string): boolean => {
  if (digits.length < 13 || digits.length > 19) return false;
  const scheme = cardScheme(digits);
  return scheme !== null && (scheme !== 'Maestro' || digits.length === 16);
};

/** What people, forms and text recognition put between the groups. */
const between =
  '(?:[ \\t\\u00a0\\u2000-\\u200a\\u202f]{1,2}|[\\u200b-\\u200f\\u2060\\ufeff]?[._\\-\\u2010-\\u2015\\u2212]?[\\u200b-\\u200f\\u2060\\ufeff]?)';
/** A comma stands before a cell as well as before decimals; a point before decimals alone. */
const run = new RegExp(`(?<![\\p{L}\\p{N}])(?<!\\p{N}\\.)\\d(?:${between}\\d){11,40}(?!\\p{L})`, 'gu');
const iban = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{1,4}){3,8}\b/g;

/** Card numbers in text: grouped or not, also with a security code or a date behind them. */
export function findCards(text: string): Secret[] {
  if (!/\d{4}/.test(text)) return [];
  const accounts = matchesOf(iban, text)
    .filter((match) => isValidIBAN(electronicFormatIBAN(match[0]) ?? ''))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const found: Secret[] = [];
  for (const match of matchesOf(run, text)) {
    const start = match.index;
    if (accounts.some((one) => start < one.end && start + match[0].length > one.start)) continue;
    const piece = cardIn(match[0]);
    if (piece === null) continue;
    const from = start + piece.start;
    found.push({
      kind: 'card',
      start: from,
      end: from + piece.text.length,
      masked: maskBetween(piece.text, 6, 4),
    });
  }
  return found;
}

/** The run itself, or consecutive groups of it. */
function cardIn(whole: string): { start: number; text: string } | null {
  const bare = (text: string) => text.replace(/\D/g, '');
  if (plausibleInText(bare(whole))) return { start: 0, text: whole };
  const groups = [...whole.matchAll(/\d+/g)];
  for (let first = 0; first < groups.length; first++) {
    for (let last = groups.length - 1; last >= first; last--) {
      const start = groups[first]?.index ?? 0;
      const end = (groups[last]?.index ?? 0) + (groups[last]?.[0].length ?? 0);
      const text = whole.slice(start, end);
      if (plausibleInText(bare(text))) return { start, text };
    }
  }
  return null;
}
