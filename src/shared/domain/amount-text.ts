import { foldDigits } from './digits.ts';
import { ProfferError } from './errors.ts';
import { inLanguage } from './language-tag.ts';

export type DecimalSeparator = '.' | ',';

/** A decimal number as text: `-1234.50`, never grouped, never in exponent form. */
export type DecimalText = string;

function refuse(text: string, reason: string, details: Record<string, unknown> = {}): never {
  throw new ProfferError('invalid-input', `"${text.slice(0, 60)}" is not an amount: ${reason}`, {
    text: text.slice(0, 200),
    ...details,
  });
}

/** The decimal separator of a locale (BCP 47). Fails with `invalid-input` on a bad tag. */
export function decimalSeparatorOf(locale: string): DecimalSeparator {
  const parts = inLanguage(locale, () =>
    new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).formatToParts(0.5),
  );
  return parts.find((part) => part.type === 'decimal')?.value === ',' ? ',' : '.';
}

type Reading = { decimal: DecimalText } | { reason: string };

/** Reads bare digits and marks with one mark as the decimal one. */
function readWith(text: string, mark: DecimalSeparator): Reading {
  const parts = text.split(mark);
  if (parts.length > 2) return { reason: `"${mark}" stands in it more than once.` };
  const [whole = '', fraction = ''] = parts;
  if (!/^\d*$/.test(fraction)) return { reason: `only digits may follow the decimal separator "${mark}".` };
  const marks = new Set(whole.match(/\D/g)?.map((found) => (/[.,]/.test(found) ? found : ' ')));
  if (marks.size > 1) return { reason: 'thousands are separated in two ways.' };
  const groups = whole.split(/\D/);
  const [first = ''] = groups;
  if (groups.length > 1) {
    const middle = groups.slice(1, -1);
    const western = first.length <= 3 && middle.every((group) => group.length === 3);
    const indian = first.length <= 2 && middle.every((group) => group.length === 2);
    const known = groups.at(-1)?.length === 3 && (western || indian);
    if (!known || !/^[1-9]/.test(first)) return { reason: 'its digits are grouped in no known way.' };
  }
  const digits = groups.join('').replace(/^0+(?=\d)/, '');
  return { decimal: fraction === '' ? digits : `${digits}.${fraction}` };
}

/**
 * Reads a number as people write amounts: grouped by threes or the Indian way (1,32,000), in any decimal
 * digits. Without a declared separator both are tried: one reading must be left, so `1,234.56` and `12,5` are
 * read and `1,234` is not. Fails with `invalid-input`, with `details.declare` where two readings are left;
 * throws nothing else on any string.
 */
export function readAmount(written: string, declared?: DecimalSeparator): DecimalText {
  if (written.length > 100) refuse(written, 'it is too long.');
  const text = foldDigits(written)
    .replace(/[\u200e\u200f\u061c]/g, '')
    .replaceAll('\u2212', '-')
    .replaceAll('\u066b', '.')
    .replaceAll('\u066c', ',')
    .trim();
  const negative = text.startsWith('-');
  const bare = text.replace(/^[-+]/, '').trim();
  if (!/^\d[\d.,\u0020\u00a0\u2009\u202f'\u2019]*$/.test(bare) || !/\d$/.test(bare)) {
    refuse(written, 'write digits with one decimal separator, such as 1,234.56 or 1.234,56.');
  }
  const readings = (declared ? [declared] : (['.', ','] as const)).map((mark) => readWith(bare, mark));
  const decimals = new Set(readings.flatMap((reading) => ('decimal' in reading ? [reading.decimal] : [])));
  const [decimal] = decimals;
  if (decimal === undefined) {
    const [first] = readings;
    refuse(written, first && 'reason' in first ? first.reason : 'it has no reading.');
  }
  if (decimals.size > 1) {
    refuse(
      written,
      `it can be ${[...decimals].join(' or ')}. Declare the decimal separator of the source, "." or ",".`,
      {
        declare: 'decimalSeparator',
        choices: ['.', ','],
      },
    );
  }
  return negative && /[1-9]/.test(decimal) ? `-${decimal}` : decimal;
}
