import { type EdtfBound, type EdtfDate, parseEdtf } from './edtf.ts';
import { inLanguage } from './language-tag.ts';
import { formatOffset, offsetAt, requireZone } from './time-zone.ts';
import type { UncertainDate } from './uncertain-date.ts';

/** The words around a date. English by default; the catalogues hand in their own. */
export interface DateWords {
  about: string;
  uncertain: string;
  open: string;
  unknown: string;
  /** Spring, summer, autumn, winter. */
  seasons: readonly [string, string, string, string];
}

const englishDateWords: DateWords = {
  about: 'about',
  uncertain: 'uncertain',
  open: 'open',
  unknown: 'unknown',
  seasons: ['Spring', 'Summer', 'Autumn', 'Winter'],
};

export interface DateDisplayOptions {
  /** BCP 47 tag. */
  locale: string;
  /** Zone to show times in; the date's own zone or offset when left out. Days and longer stay in their own. */
  zone?: string | undefined;
  words?: DateWords | undefined;
}

export interface DateDisplay {
  /** On the clock of the place, with its offset or zone. */
  local: string;
  /** The same in UTC; for spans the first and last minute. */
  utc: string;
  /** Both side by side, with everything that is not certain about it. */
  text: string;
}

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const fixed = { calendar: 'gregory', numberingSystem: 'latn', timeZone: 'UTC', ...options };
  return inLanguage(locale, () => new Intl.DateTimeFormat(locale, fixed));
}

/** Intl puts narrow no-break spaces where other versions put plain ones; documents must not depend on that. */
const plainSpaces = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

function dayText(wall: number, locale: string): string {
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', day: 'numeric' };
  return plainSpaces(formatter(locale, options).format(wall));
}

const clockLength = { minute: 5, second: 8, millisecond: 12 } as const;
type ClockPrecision = keyof typeof clockLength;

/** Clocks are always 24-hour: 12-hour ones differ by locale in ways a foreign court need not know. */
function clockText(wall: number, precision: ClockPrecision): string {
  return new Date(wall).toISOString().slice(11, 11 + clockLength[precision]);
}

function calendarText(date: EdtfDate, locale: string, words: DateWords): string {
  const digits = date.year.replaceAll('X', '');
  if (digits.length < 4) return `${digits.padEnd(4, '0')}–${digits.padEnd(4, '9')}`;
  const year = Number(date.year);
  if (date.month === null || date.month === 'XX') return date.year;
  const month = Number(date.month);
  if (month > 12) return `${words.seasons[month - 21] ?? date.month} ${date.year}`;
  const day = date.day === null || date.day === 'XX' ? null : Number(date.day);
  const wall = Date.UTC(year, month - 1, day ?? 1);
  if (day !== null) return dayText(wall, locale);
  return plainSpaces(formatter(locale, { year: 'numeric', month: 'long' }).format(wall));
}

function zoneLabel(offsetMs: number): string {
  const minutes = offsetMs / 60_000;
  return minutes === 0 ? 'UTC' : `UTC${formatOffset(Math.round(minutes))}`;
}

/** What is shown for one end: local and UTC. */
function boundText(
  bound: EdtfBound,
  instant: number | null,
  value: UncertainDate,
  options: DateDisplayOptions,
): [string, string] {
  const words = options.words ?? englishDateWords;
  if (typeof bound === 'string') return [words[bound], words[bound]];
  if (!bound.time || instant === null) {
    return [
      calendarText(bound, options.locale, words),
      instant === null ? '' : utcText(instant, 'minute', options.locale),
    ];
  }
  const { second, millisecond } = bound.time;
  const precision: ClockPrecision =
    millisecond !== null ? 'millisecond' : second !== null ? 'second' : 'minute';
  const zone = options.zone ?? value.zone;
  const offset = zone ? offsetAt(instant, zone) : (bound.offsetMinutes ?? 0) * 60_000;
  const start = startOfPrecision(instant, precision);
  const wall = start + offset;
  const local = `${dayText(wall, options.locale)}, ${clockText(wall, precision)} ${zoneLabel(offset)}`;
  return [local, utcText(start, precision, options.locale)];
}

/** The last instant of a minute or second is shown as that minute or second. */
function startOfPrecision(instant: number, precision: ClockPrecision): number {
  const unit = { minute: 60_000, second: 1000, millisecond: 1 }[precision];
  return Math.floor(instant / unit) * unit;
}

function utcText(instant: number, precision: ClockPrecision, locale: string): string {
  return `${dayText(instant, locale)}, ${clockText(instant, precision)} UTC`;
}

/** A date for people, in parts; `text` is the one line with both clocks and what is not certain. Fails with `invalid-input` on a bad locale or zone. */
export function describeUncertainDate(value: UncertainDate, options: DateDisplayOptions): DateDisplay {
  const words = options.words ?? englishDateWords;
  if (options.zone !== undefined) requireZone(options.zone);
  const edtf = parseEdtf(value.edtf);
  const last = value.latest === null ? null : startOfPrecision(value.latest, 'minute');
  let local: string;
  let utc: string;
  let spans: boolean;
  if (edtf.type === 'interval') {
    const start = boundText(edtf.start, value.earliest, value, options);
    const end = boundText(edtf.end, value.latest, value, options);
    local = `${start[0]} – ${end[0]}`;
    utc = `${start[1]} – ${end[1]}`;
    spans = [edtf.start, edtf.end].some((bound) => typeof bound !== 'string' && !bound.time);
  } else {
    [local, utc] = boundText(edtf.date, value.earliest, value, options);
    spans = !edtf.date.time;
    if (spans && last !== null) utc = `${utc} – ${utcText(last, 'minute', options.locale)}`;
  }
  if (spans && value.zone && value.zone !== 'UTC') local = `${local} (${value.zone})`;
  if (value.approximate) local = `${words.about} ${local}`;
  const notes = [...(value.uncertain ? [words.uncertain] : []), ...value.assumed];
  const both = spans || local.endsWith(' UTC') ? local : `${local} (${utc})`;
  return { local, utc, text: notes.length > 0 ? `${both} [${notes.join('; ')}]` : both };
}
