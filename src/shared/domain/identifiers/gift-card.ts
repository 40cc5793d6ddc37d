import { foldDigits } from '../digits.ts';
import { maskSign } from '../pii.ts';
import { facts, type Identifier } from './identifier.ts';

/**
 * The number or code of a gift card: it is money to whoever reads it, so only its last four letters and digits are kept, in
 * every field. Two with the same end may be two cards. A PIN behind the number is left out.
 */
export function normaliseGiftCard(asFound: string): Identifier {
  const text = foldDigits(asFound.slice(0, 200).normalize('NFKC'))
    .replace(/\p{Cf}/gu, '')
    .replace(/\bpin\b.*$/iu, '')
    .trim();
  const bare = text
    .replace(/[\s\u00a0./-]/g, '')
    .replace(/[*●#]/g, maskSign)
    .toUpperCase();
  const wellFormed =
    asFound.length <= 200 &&
    /^[A-Z0-9•]{4,30}$/.test(bare) &&
    /[A-Z0-9]/.test(bare) &&
    // Masked at its end it tells nothing; masked in front is what is kept here.
    /^•*[A-Z0-9]+$|^[A-Z0-9]+•+[A-Z0-9]+$/.test(bare);
  const [end] = /[A-Z0-9]{0,4}$/.exec(bare) ?? [''];
  const kept = `${maskSign.repeat(bare.length <= 4 ? 12 : Math.min(bare.length, 100) - end.length)}${end}`;
  return {
    kind: 'gift-card',
    asFound: kept,
    normal: kept,
    display: kept,
    defanged: kept,
    masked: kept,
    checked: wellFormed ? 'unchecked' : 'invalid',
    problems: wellFormed ? [] : ['A gift card has 4 to 30 letters and digits.'],
    facts: facts({ lastFour: wellFormed ? kept.slice(-4) : null }),
  };
}
