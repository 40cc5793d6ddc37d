import type { ColumnUse } from '../../../../shared/domain/import-words.ts';
import { amountUses, timeUses } from '../../../../shared/domain/import-words.ts';
import type { DayOrder } from '../../../../shared/domain/written-date.ts';

export interface Guesses {
  dayOrder?: { value: DayOrder; why: string };
  zone?: { value: string; why: string };
  currency?: { value: string; why: string };
  decimalSeparator?: { value: '.' | ','; why: string };
}

const includes = (uses: readonly string[], use: ColumnUse): boolean => uses.includes(use);

/** What the cells of a column let one believe about facts that have to be declared. Offered, never applied. */
export function guessDeclarations(use: ColumnUse, header: string, samples: readonly string[]): Guesses {
  const guesses: Guesses = {};
  if (includes(timeUses, use)) {
    const order = guessDayOrder(samples);
    if (order) guesses.dayOrder = order;
    if (/utc|gmt|zulu/i.test(header))
      guesses.zone = { value: 'UTC', why: `The header says "${header.slice(0, 60)}".` };
  }
  if (includes(amountUses, use)) {
    const separator = guessSeparator(samples);
    if (separator) guesses.decimalSeparator = separator;
    const code = /\b(USD|EUR|GBP|INR|CAD|AUD|JPY|CHF|NZD|SEK)\b/.exec(header.toUpperCase())?.[1];
    if (code) guesses.currency = { value: code, why: `The header says "${header.slice(0, 60)}".` };
  }
  return guesses;
}

/** A number above twelve can only be a day: it tells the order of a source that keeps to one. */
function guessDayOrder(samples: readonly string[]): Guesses['dayOrder'] {
  let dayFirst = 0;
  let monthFirst = 0;
  let example = '';
  for (const sample of samples) {
    const match = /^\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}/.exec(sample);
    if (!match) continue;
    const [first, second] = [Number(match[1]), Number(match[2])];
    if (first > 12 && second <= 12) dayFirst += 1;
    else if (second > 12 && first <= 12) monthFirst += 1;
    else continue;
    example ||= sample.trim().slice(0, 30);
  }
  if (dayFirst > 0 === monthFirst > 0) return undefined;
  const value = dayFirst > 0 ? 'day-month-year' : 'month-day-year';
  return {
    value,
    why: `"${example}" can be read in no other order, and nothing in the first rows contradicts it.`,
  };
}

/** Cents tell the decimal separator; three digits behind a mark do not. */
function guessSeparator(samples: readonly string[]): Guesses['decimalSeparator'] {
  const ends = new Set(
    samples
      .map((sample) => /\d([.,])\d{1,2}\D*$/.exec(sample.trim())?.[1])
      .filter((mark) => mark !== undefined),
  );
  if (ends.size !== 1) return undefined;
  const [value] = ends;
  return { value: value as '.' | ',', why: `Amounts end in "${value}" and one or two digits.` };
}
