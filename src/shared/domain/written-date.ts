import { foldDigits } from './digits.ts';
import { ProfferError } from './errors.ts';

/** The order of day, month and year in an all-number date, as a person declared it for their material. */
export const dayOrders = ['day-month-year', 'month-day-year', 'year-month-day'] as const;
export type DayOrder = (typeof dayOrders)[number];

export interface WrittenDate {
  edtf: string;
  assumed: string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const fullMonths = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const timePattern =
  /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?(?: ?([ap])\.?m\.?)?(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?(?: ?\([A-Za-z ]{1,40}\))?$/i;

function refuse(message: string, details: Record<string, unknown>): never {
  throw new ProfferError('invalid-input', message, details);
}

const two = (text: string) => text.padStart(2, '0');

/** `T14:05:00+05:30` from a time as people write it, or empty. */
function timeOf(text: string, whole: string): string {
  if (text === '') return '';
  const match = timePattern.exec(text);
  if (!match) {
    refuse(
      `The time in "${whole}" is not one Proffer reads. Write 14:05, 14:05:00 or 2:05 PM; give the zone as an offset such as +05:30 or declare it (abbreviations such as IST mean several zones).`,
      { text: whole, reason: 'time' },
    );
  }
  const [, hourText = '', minute = '', second, fraction, half, zone] = match;
  let hour = Number(hourText);
  if (half) {
    if (hour < 1 || hour > 12)
      refuse(`"${whole}": with AM or PM the hour is 1 to 12.`, { text: whole, reason: 'time' });
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  const seconds = second === undefined ? '' : `:${second}${fraction === undefined ? '' : `.${fraction}`}`;
  const offset = zone === undefined ? '' : /^[A-Z]/i.test(zone) ? 'Z' : zone;
  return `T${two(String(hour))}:${minute}${seconds}${offset}`;
}

/** Day and month of `a/b/year`, by the declared order, or by the numbers where they leave only one reading. */
function orderNumbers(
  a: string,
  b: string,
  year: string,
  whole: string,
  order: DayOrder | undefined,
): [string, string] {
  const dayFirst = Number(b) <= 12;
  const monthFirst = Number(a) <= 12;
  const contradicts = () =>
    refuse(`"${whole}" cannot be read in the declared order ${order}.`, {
      text: whole,
      reason: 'day-order',
      order,
    });
  if (order === 'year-month-day') contradicts();
  if (order === 'day-month-year') return dayFirst ? [a, b] : contradicts();
  if (order === 'month-day-year') return monthFirst ? [b, a] : contradicts();
  if (dayFirst && monthFirst && Number(a) !== Number(b)) {
    refuse(
      `"${whole}" can be ${year}-${two(b)}-${two(a)} or ${year}-${two(a)}-${two(b)}. Declare the order the source writes in: day-month-year or month-day-year.`,
      {
        text: whole,
        reason: 'day-order',
        declare: 'dayOrder',
        choices: ['day-month-year', 'month-day-year'],
      },
    );
  }
  return monthFirst && !dayFirst ? [b, a] : [a, b];
}

function monthOf(name: string): string | null {
  const lower = name.toLowerCase().replace('.', '');
  const index =
    fullMonths.indexOf(lower) >= 0
      ? fullMonths.indexOf(lower)
      : months.indexOf(lower === 'sept' ? 'sep' : lower);
  return index < 0 ? null : two(String(index + 1));
}

function weekdayNote(weekday: string | undefined, date: string): string[] {
  if (!weekday) return [];
  const written = weekdays.indexOf(weekday.slice(0, 3).toLowerCase());
  const real = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (Number.isNaN(real) || written === real) return [];
  return [`written weekday ${weekday} does not fit the date; the date was followed`];
}

/**
 * Turns the commoner ways people and programs write a date (`19.10.2023 14:05`, `Oct 19, 2023 2:05 PM`,
 * `Thu, 19 Oct 2023 14:05:00 +0530`) into EDTF text, or answers null when it is none of them and may be EDTF
 * itself. Month names are English. Fails with `invalid-input` where the text leaves more than one reading;
 * `details.declare` names what to declare.
 */
export function readWrittenDate(text: string, order: DayOrder | undefined): WrittenDate | null {
  const whole = foldDigits(text)
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const date = (year: string, month: string, day: string, rest: string, weekday?: string): WrittenDate => {
    const plain = `${year}-${two(month)}-${two(day)}`;
    return { edtf: plain + timeOf(rest, whole), assumed: weekdayNote(weekday, plain) };
  };

  let match = /^(\d{4})-(\d{2})-(\d{2})(?:,? (?:at )?)(\d.*)$/i.exec(whole);
  if (match) return date(match[1] ?? '', match[2] ?? '', match[3] ?? '', match[4] ?? '');

  match = /^(\d{4})([/.])(\d{1,2})\2(\d{1,2})(?:,? (?:at )?(\d.*))?$/i.exec(whole);
  if (match) return date(match[1] ?? '', match[3] ?? '', match[4] ?? '', match[5] ?? '');

  match = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:,? (?:at )?(\d.*))?$/i.exec(whole);
  if (match) {
    const [, a = '', , b = '', year = '', rest = ''] = match;
    const [day, month] = orderNumbers(a, b, year, whole, order);
    return date(year, month, day, rest);
  }

  if (/^\d{1,2}([/.-])\d{1,2}\1\d{2}(?!\d)/.test(whole)) {
    refuse(`"${whole}" has a year of two digits. Write the year with four.`, {
      text: whole,
      reason: 'two-digit-year',
    });
  }

  match =
    /^(?:([A-Za-z]{3,9}),? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9}\.?),?[ -](\d{4})(?:,? (?:at )?(\d.*))?$/i.exec(
      whole,
    );
  if (match) {
    const month = monthOf(match[3] ?? '');
    return month === null ? null : date(match[4] ?? '', month, match[2] ?? '', match[5] ?? '', match[1]);
  }

  match =
    /^(?:([A-Za-z]{3,9}),? )?([A-Za-z]{3,9}\.?) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:,? (?:at )?(\d.*))?$/i.exec(
      whole,
    );
  if (match) {
    const month = monthOf(match[2] ?? '');
    return month === null ? null : date(match[4] ?? '', month, match[3] ?? '', match[5] ?? '', match[1]);
  }

  match = /^([A-Za-z]{3,9}\.?),? (\d{4})$/.exec(whole);
  const month = match ? monthOf(match[1] ?? '') : null;
  return match && month ? { edtf: `${match[2]}-${month}`, assumed: [] } : null;
}
