import { ProfferError } from './errors.ts';
import { formatOffset } from './time-zone.ts';

/**
 * Extended Date/Time Format, levels 0 and 1 (Library of Congress, 2019; ISO 8601-2), within the years 1000 to
 * 9999. Beyond the standard, because complaints say such things: minutes without seconds, a qualifier after a
 * time, times in intervals. Parsed here and not by the `edtf` package, which forgets the offset as written, puts
 * every local time into UTC and fails on open starts; the tests hold this parser against it.
 */
export interface EdtfDate {
  /** Four characters, `X` for an unspecified digit. */
  year: string;
  /** `01`-`12`, a season `21`-`24`, or `XX`. */
  month: string | null;
  day: string | null;
  time: EdtfTime | null;
  /** Minutes east of UTC as written; null: none written. */
  offsetMinutes: number | null;
  qualifier: '' | '?' | '~' | '%';
}

export interface EdtfTime {
  hour: number;
  minute: number;
  second: number | null;
  millisecond: number | null;
}

/** `open`: goes on (`..`); `unknown`: it ended, nobody knows when (empty). */
export type EdtfBound = EdtfDate | 'open' | 'unknown';

export type Edtf = { type: 'date'; date: EdtfDate } | { type: 'interval'; start: EdtfBound; end: EdtfBound };

const datePattern =
  /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?(?:T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?([?~%])?$/;

function refuse(text: string, reason: string): never {
  throw new ProfferError('invalid-input', `"${text.slice(0, 60)}" is not a date: ${reason}`, {
    text: text.slice(0, 200),
  });
}

/** Days of a month in the proleptic Gregorian calendar. */
function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function parseOffset(text: string | undefined, whole: string): number | null {
  if (text === undefined) return null;
  if (text === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(':', '') || '0');
  const size = hours * 60 + minutes;
  if (minutes > 59 || size > (text.startsWith('-') ? 12 : 14) * 60) {
    refuse(whole, 'offsets go from -12:00 to +14:00.');
  }
  return text.startsWith('-') && size > 0 ? -size : size;
}

function checkCalendar(
  whole: string,
  year: string,
  month: string | undefined,
  day: string | undefined,
): void {
  if (Number(year.replaceAll('X', '0')) < 1000) refuse(whole, 'the year must be 1000 or later.');
  if (year.includes('X') && month) refuse(whole, 'a year with unspecified digits stands alone.');
  if (month === undefined || (month === 'XX' && (day === undefined || day === 'XX'))) return;
  if (month === 'XX') refuse(whole, 'a day needs its month.');
  const number = Number(month);
  if (number >= 21 && number <= 24) {
    if (day) refuse(whole, 'a season has no day.');
    return;
  }
  if (number < 1 || number > 12) refuse(whole, `there is no month ${month}.`);
  if (day === undefined || day === 'XX') return;
  const last = daysInMonth(Number(year), number);
  if (Number(day) < 1 || Number(day) > last) refuse(whole, `${year}-${month} has days 01 to ${last}.`);
}

function parseDate(text: string): EdtfDate {
  const match = datePattern.exec(text.toUpperCase());
  if (!match) {
    refuse(
      text,
      'write it as 2023-10-19, 2023-10, 2023, 2023-10-19T14:05:00+05:30 or 2023-10-19/2023-10-21.',
    );
  }
  const [, year = '', month, day, hour, minute, second, fraction, offset, qualifier = ''] = match;
  checkCalendar(text, year, month, day);
  let time: EdtfTime | null = null;
  if (hour !== undefined && minute !== undefined) {
    if (!day || day === 'XX' || month === 'XX') refuse(text, 'a time needs a whole date.');
    time = {
      hour: Number(hour),
      minute: Number(minute),
      second: second === undefined ? null : Number(second),
      millisecond: fraction === undefined ? null : Number(fraction.padEnd(3, '0').slice(0, 3)),
    };
    if (time.hour > 23) refuse(text, 'hours go from 00 to 23; midnight is 00:00 of the day that begins.');
    if (time.minute > 59) refuse(text, 'minutes go from 00 to 59.');
    if ((time.second ?? 0) > 59) refuse(text, 'seconds go from 00 to 59; leap seconds are not kept.');
  }
  return {
    year,
    month: month ?? null,
    day: day ?? null,
    time,
    offsetMinutes: parseOffset(offset, text),
    qualifier: qualifier as EdtfDate['qualifier'],
  };
}

function parseBound(text: string): EdtfBound {
  if (text === '..') return 'open';
  return text === '' ? 'unknown' : parseDate(text);
}

/** Parses EDTF text. Fails with `invalid-input`; throws nothing else on any string. */
export function parseEdtf(text: string): Edtf {
  if (text.length > 100) refuse(text, 'it is too long.');
  const plain = text.trim().replaceAll('\u2212', '-');
  const parts = plain.split('/');
  if (parts.length === 1) return { type: 'date', date: parseDate(plain) };
  const [start, end] = parts.map((part) => part.trim());
  if (parts.length > 2 || start === undefined || end === undefined) {
    refuse(text, 'an interval has two ends, as in 2023-10-19/2023-10-21.');
  }
  const interval: Edtf = { type: 'interval', start: parseBound(start), end: parseBound(end) };
  if (typeof interval.start === 'string' && typeof interval.end === 'string') {
    refuse(text, 'an interval needs at least one date.');
  }
  return interval;
}

/** One date in its one spelling: fractions to milliseconds, offsets as `+05:30` or `Z`. */
export function formatEdtfDate(date: EdtfDate): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const { time } = date;
  let text = [date.year, date.month, date.day].filter((part) => part !== null).join('-');
  if (time) {
    text += `T${two(time.hour)}:${two(time.minute)}`;
    if (time.second !== null) text += `:${two(time.second)}`;
    if (time.millisecond !== null) text += `.${String(time.millisecond).padStart(3, '0')}`;
    if (date.offsetMinutes !== null) text += formatOffset(date.offsetMinutes);
  }
  return text + date.qualifier;
}

/** The one spelling of a parsed value; parsing it again gives the same value. */
export function formatEdtf(edtf: Edtf): string {
  if (edtf.type === 'date') return formatEdtfDate(edtf.date);
  const bound = (value: EdtfBound) => {
    if (value === 'open') return '..';
    return value === 'unknown' ? '' : formatEdtfDate(value);
  };
  return `${bound(edtf.start)}/${bound(edtf.end)}`;
}
