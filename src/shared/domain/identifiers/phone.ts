import { type CountryCode, ParseError, parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { foldDigits } from '../digits.ts';
import { maskTail } from '../pii.ts';
import { facts, type Identifier, type IdentifierContext, invalid } from './identifier.ts';

const reasons: Record<string, string> = {
  NOT_A_NUMBER: 'It is not a phone number.',
  TOO_SHORT: 'It is too short for a phone number.',
  TOO_LONG: 'It is too long for a phone number.',
};

/** Characters people put between digits, spelled plainly. */
function plain(asFound: string): string {
  return foldDigits(asFound.normalize('NFKC'))
    .replace(/[\p{Cf}]/gu, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .trim()
    .replace(/^(?:tel|sms|callto):/i, '')
    .replace(/\(\s*0\s*\)(?=\s*\d)/, (zero, at: number, whole: string) =>
      whole.startsWith('+') && at > 1 ? ' ' : zero,
    );
}

/**
 * A phone number in E.164. National numbers are read only with a declared country; without one they stay
 * `unchecked` with the digits as normal form, and must not be matched against others. Numbers a numbering plan
 * cannot have are `invalid` with the reason, yet keep their form: fraudsters show such numbers.
 */
export function normalisePhone(asFound: string, { country }: IdentifierContext): Identifier {
  if (asFound.length > 250) return invalid('phone', asFound, 'It is too long for a phone number.');
  const text = plain(asFound);
  const digits = text.replace(/\D/g, '');
  try {
    const options = { extract: false, ...(country ? { defaultCountry: country as CountryCode } : {}) };
    const number = parsePhoneNumberWithError(text, options);
    const valid = number.isValid();
    const display = number.formatInternational();
    const normal = number.number;
    return {
      kind: 'phone',
      asFound,
      normal,
      display,
      defanged: display,
      masked: maskTail(normal, 4),
      checked: valid ? 'valid' : 'invalid',
      problems: valid
        ? []
        : [
            'The numbering plan of its country has no such number: mistyped, or a shown number that was made up.',
          ],
      facts: facts({
        country: number.country,
        callingCode: `+${number.countryCallingCode}`,
        lineType: number.getType()?.toLowerCase().replaceAll('_', '-'),
        extension: number.ext,
        countryFrom: text.startsWith('+') ? 'the number' : 'declared',
      }),
    };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const national =
      error.message === 'INVALID_COUNTRY' && !text.startsWith('+') && /^[\d\s()./-]+$/.test(text);
    if (!national || digits.length < 3 || digits.length > 17) {
      const reason =
        error.message === 'INVALID_COUNTRY'
          ? 'Its country calling code does not exist.'
          : reasons[error.message];
      return invalid('phone', asFound, reason ?? 'It is not a phone number.');
    }
    return {
      kind: 'phone',
      asFound,
      normal: digits,
      display: text,
      defanged: text,
      masked: maskTail(digits, 4),
      checked: 'unchecked',
      problems: ['It has no country code. Declare the country whose national number it is.'],
      facts: {},
    };
  }
}
