import type { DayOrder } from '../../../../shared/domain/written-date.ts';

/** The three numbers of a day as they stand in an export. */
export type DayNumbers = readonly [number, number, number];

export interface OrderFound {
  order: DayOrder | null;
  /** `declared` by a person, `proven` by a number no month can have, or `follows` from the messages being in time order. */
  because: 'declared' | 'proven' | 'follows' | 'unknown' | 'contradictory';
}

const civil = ([a, b, c]: DayNumbers, order: DayOrder): { year: number; month: number; day: number } => {
  const [year, month, day] =
    order === 'year-month-day' ? [a, b, c] : order === 'day-month-year' ? [c, b, a] : [c, a, b];
  return { year: year < 100 ? 2000 + year : year, month, day };
};

function isDay(numbers: DayNumbers, order: DayOrder): boolean {
  const { year, month, day } = civil(numbers, order);
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** `2024-12-01`, or null where these numbers are no day in this order. */
export function isoDay(numbers: DayNumbers, order: DayOrder): string | null {
  if (!isDay(numbers, order)) return null;
  const { year, month, day } = civil(numbers, order);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/**
 * The order of day, month and year of an export, from all its days together. An export is written in time order; where only
 * one order keeps it so, that is the order. Where several would do, none is chosen: a person has to say it.
 */
export function orderOfDays(days: readonly DayNumbers[], declared: DayOrder | undefined): OrderFound {
  if (declared) return { order: declared, because: 'declared' };
  if (days.length === 0) return { order: null, because: 'unknown' };
  const candidates: DayOrder[] = days.some(([a]) => a > 31)
    ? ['year-month-day']
    : ['day-month-year', 'month-day-year'];
  const possible = candidates.filter((order) => days.every((day) => isDay(day, order)));
  if (possible.length === 0) return { order: null, because: 'contradictory' };
  if (possible.length === 1) return { order: possible[0]!, because: 'proven' };
  const rising = possible.filter((order) => isRising(days, order));
  return rising.length === 1
    ? { order: rising[0]!, because: 'follows' }
    : { order: null, because: 'unknown' };
}

function isRising(days: readonly DayNumbers[], order: DayOrder): boolean {
  let last = '';
  for (const numbers of days) {
    const day = isoDay(numbers, order) ?? '';
    if (day < last) return false;
    last = day;
  }
  return true;
}
