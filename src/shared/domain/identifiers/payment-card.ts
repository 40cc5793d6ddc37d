import { foldDigits } from '../digits.ts';
import { maskSign } from '../pii.ts';
import { facts, type Identifier } from './identifier.ts';
import { cardScheme, schemeOfPrefix } from './secrets/card-numbers.ts';
import { luhn } from './secrets/check-digits.ts';
import { maskBetween } from './secrets/mask-kept.ts';

/** Signs people and programs put in place of the digits of a card. */
const hiddenDigits = /[*•●xX#]/g;

/** Nothing of a text that may hold a number is kept but its last four letters and digits. */
const bounded = (text: string) => maskBetween(text.slice(0, 100), 0, 4);

function answer(
  shown: string,
  checked: Identifier['checked'],
  problems: string[],
  known: Record<string, string | null>,
): Identifier {
  return {
    kind: 'payment-card',
    asFound: shown,
    normal: shown,
    display: shown,
    defanged: shown,
    masked: shown,
    checked,
    problems,
    facts: facts(known),
  };
}

/**
 * A payment card. Of its number only the first six and the last four digits are kept (PCI DSS 3.4.1), in every field, also in
 * what was found. Whole numbers are checked before they are cut; numbers that were masked already, and "ending 1234", are
 * read too. Two cards of one issuer with the same ends are taken for one.
 */
export function normalisePaymentCard(asFound: string): Identifier {
  const text = foldDigits(asFound.slice(0, 200).normalize('NFKC'))
    .replace(/\p{Cf}/gu, '')
    .trim();
  const ending =
    /^(?:card\s+)?(?:ending|ends|last\s*(?:4|four))(?:\s+(?:in|with|digits))*\s*:?\s*(\d{4})$/i.exec(text);
  const bare = (ending ? `${maskSign.repeat(12)}${ending[1]}` : text)
    .replace(/[\s\u00a0.-]/g, '')
    .replace(hiddenDigits, maskSign);
  const hidden = bare.includes(maskSign);
  if (asFound.length > 200 || !/^[\d•]+$/.test(bare) || bare.length > 19 || (!hidden && bare.length < 12)) {
    if (/^\d{4}$/.test(bare))
      return answer(`${maskSign.repeat(12)}${bare}`, 'unchecked', ['Only its last four digits are known.'], {
        lastFour: bare,
      });
    return answer(bounded(text), 'invalid', ['A card number has 12 to 19 digits.'], {});
  }
  if (hidden) {
    const masked = /^(\d{0,8})(•+)(\d{0,4})$/.exec(bare);
    const [, first = '', middle = '', last = ''] = masked ?? [];
    if (!masked || (first === '' && last === ''))
      return answer(bounded(bare), 'invalid', ['It is masked in an unusual way.'], {});
    const shown = `${first.slice(0, 6)}${maskSign.repeat(middle.length + Math.max(0, first.length - 6))}${last}`;
    return answer(shown, 'unchecked', [], {
      cardScheme: first.length >= 2 ? schemeOfPrefix(first) : null,
      issuerNumber: first.length >= 6 ? first.slice(0, 6) : null,
      lastFour: last.length === 4 ? last : null,
    });
  }
  const scheme = cardScheme(bare);
  const problems = luhn(bare)
    ? scheme === null
      ? ['No card scheme Proffer knows has numbers of this beginning and length.']
      : []
    : ['Its check digit is wrong (ISO/IEC 7812, Luhn): mistyped or made up.'];
  return answer(
    maskBetween(bare, 6, 4),
    luhn(bare) ? (scheme === null ? 'unchecked' : 'valid') : 'invalid',
    problems,
    { cardScheme: scheme, issuerNumber: bare.slice(0, 6), lastFour: bare.slice(-4) },
  );
}
