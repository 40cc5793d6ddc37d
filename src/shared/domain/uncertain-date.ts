import { foldDigits } from './digits.ts';
import { type Edtf, type EdtfBound, type EdtfDate, formatEdtf, formatEdtfDate, parseEdtf } from './edtf.ts';
import { ProfferError } from './errors.ts';
import { offsetAt, requireZone, resolveWallTime, wallTime } from './time-zone.ts';
import { type DayOrder, readWrittenDate } from './written-date.ts';

export type { DayOrder } from './written-date.ts';

const datePrecisions = [
  'millisecond',
  'second',
  'minute',
  'day',
  'month',
  'season',
  'year',
  'decade',
  'century',
  'interval',
] as const;
export type DatePrecision = (typeof datePrecisions)[number];

export interface UncertainDateInput {
  /** The time as it stands in the source. */
  text: string;
  /** IANA zone of the place whose clock it was read from; a written offset goes before it. */
  zone?: string | undefined;
  /** Needed only for all-number dates that can be read two ways. */
  dayOrder?: DayOrder | undefined;
  /** Which half of the globe a season is meant for; northern is assumed, and said so. */
  hemisphere?: 'northern' | 'southern' | undefined;
}

/** A time, no more certain than its source. Plain data; instants are milliseconds since 1970 UTC. */
export interface UncertainDate {
  /** Byte for byte what was given. */
  asWritten: string;
  /** EDTF, with the offset that was applied where a zone was declared for a time. */
  edtf: string;
  /** First instant it can mean; null where the start is open or unknown. */
  earliest: number | null;
  /** Last instant it can mean, inclusive; null where the end is open or unknown. */
  latest: number | null;
  /** Minutes east of UTC; null where it changes within the span. */
  offsetMinutes: number | null;
  /** IANA zone, or null where only an offset is known. */
  zone: string | null;
  precision: DatePrecision;
  uncertain: boolean;
  approximate: boolean;
  /** What the text did not say and was taken to be so, in words. */
  assumed: string[];
}

interface Span {
  edtf: EdtfDate;
  earliest: number;
  latest: number;
  precision: DatePrecision;
  zone: string | null;
  assumed: string[];
  startOffset: number;
  endOffset: number;
}

const month = (year: number, number: number) => wallTime(year, number, 1);

/** First and one-past-last month of a meteorological season, counted from January of its year. */
function seasonMonths(season: number, hemisphere: 'northern' | 'southern'): [number, number] {
  const northern = { 21: 3, 22: 6, 23: 9, 24: 12 }[season] ?? 3;
  const first = hemisphere === 'northern' ? northern : ((northern + 5) % 12) + 1;
  return [first, first + 3];
}

/** First wall time and first one after, of anything without a time of day. */
function calendarSpan(date: EdtfDate, hemisphere: 'northern' | 'southern'): [number, number, DatePrecision] {
  const digits = date.year.replaceAll('X', '');
  const year = Number(digits.padEnd(4, '0'));
  if (digits.length < 4) {
    const length = 10 ** (4 - digits.length);
    return [month(year, 1), month(year + length, 1), length === 10 ? 'decade' : 'century'];
  }
  if (date.month === null || date.month === 'XX') return [month(year, 1), month(year + 1, 1), 'year'];
  const number = Number(date.month);
  if (number > 12) {
    const [first, end] = seasonMonths(number, hemisphere);
    return [month(year, first), month(year, end), 'season'];
  }
  if (date.day === null || date.day === 'XX') return [month(year, number), month(year, number + 1), 'month'];
  const day = Number(date.day);
  return [wallTime(year, number, day), wallTime(year, number, day + 1), 'day'];
}

function timeSpan(date: EdtfDate, input: UncertainDateInput): Span {
  const { time } = date;
  if (!time) throw new Error('a date without a time has a calendar span');
  const { hour, minute, second, millisecond } = time;
  const wall = wallTime(
    Number(date.year),
    Number(date.month),
    Number(date.day),
    hour,
    minute,
    second ?? 0,
    millisecond ?? 0,
  );
  const [precision, length]: [DatePrecision, number] =
    millisecond !== null ? ['millisecond', 1] : second !== null ? ['second', 1000] : ['minute', 60_000];
  const span = (
    instant: number,
    offset: number,
    zone: string | null,
    edtf: EdtfDate,
    assumed: string[],
  ): Span => ({
    edtf,
    earliest: instant,
    latest: instant + length - 1,
    precision,
    zone,
    assumed,
    startOffset: offset,
    endOffset: offset,
  });
  if (date.offsetMinutes !== null) {
    const offset = date.offsetMinutes * 60_000;
    const instant = wall - offset;
    const agrees = input.zone !== undefined && offsetAt(instant, input.zone) === offset;
    return span(instant, offset, agrees ? (input.zone ?? null) : null, date, []);
  }
  if (input.zone === undefined) return span(wall, 0, 'UTC', date, ['zone assumed UTC']);
  const { instant, offset, kind } = resolveWallTime(wall, input.zone);
  const offsetMinutes = offset / 60_000;
  const applied = Number.isInteger(offsetMinutes) ? offsetMinutes : null;
  if (kind === 'gap') {
    const moved = new Date(instant + offset);
    const shown = moved.toISOString().slice(11, 16);
    const edtf: EdtfDate = {
      ...date,
      year: String(moved.getUTCFullYear()),
      month: String(moved.getUTCMonth() + 1).padStart(2, '0'),
      day: String(moved.getUTCDate()).padStart(2, '0'),
      time: { ...time, hour: moved.getUTCHours(), minute: moved.getUTCMinutes() },
      offsetMinutes: applied,
    };
    const note = `clocks in ${input.zone} jumped over this time; read as ${shown} after the jump`;
    return span(instant, offset, input.zone, edtf, [note]);
  }
  const note = `clocks in ${input.zone} showed this time twice; the first is assumed`;
  return span(
    instant,
    offset,
    input.zone,
    { ...date, offsetMinutes: applied },
    kind === 'overlap' ? [note] : [],
  );
}

function spanOf(date: EdtfDate, input: UncertainDateInput): Span {
  if (date.time) return timeSpan(date, input);
  const [start, end, precision] = calendarSpan(date, input.hemisphere ?? 'northern');
  const zone = input.zone ?? 'UTC';
  const first = resolveWallTime(start, zone);
  const next = resolveWallTime(end, zone);
  if (next.instant <= first.instant) {
    throw new ProfferError(
      'invalid-input',
      `There was no ${formatEdtfDate(date)} in ${zone}: the calendar skipped it.`,
      {
        text: input.text,
        zone,
      },
    );
  }
  const assumed: string[] = [];
  if (input.zone === undefined) assumed.push('zone assumed UTC');
  if (precision === 'season' && input.hemisphere === undefined) {
    assumed.push('season assumed meteorological, northern hemisphere');
  }
  const latest = next.instant - 1;
  return {
    edtf: date,
    earliest: first.instant,
    latest,
    precision,
    zone,
    assumed,
    startOffset: first.offset,
    endOffset: offsetAt(latest, zone),
  };
}

function minutesOf(offsets: number[]): number | null {
  const [first] = offsets;
  if (first === undefined || offsets.some((offset) => offset !== first)) return null;
  const minutes = first / 60_000;
  return Number.isInteger(minutes) ? minutes : null;
}

function fromSpans(
  asWritten: string,
  edtf: Edtf,
  spans: Span[],
  extra: Partial<UncertainDate>,
): UncertainDate {
  const zones = new Set(spans.map((span) => span.zone));
  const qualifiers = spans.map((span) => span.edtf.qualifier);
  return {
    asWritten,
    edtf: formatEdtf(edtf),
    earliest: spans[0]?.earliest ?? null,
    latest: spans.at(-1)?.latest ?? null,
    offsetMinutes: minutesOf(spans.flatMap((span) => [span.startOffset, span.endOffset])),
    zone: zones.size === 1 ? (spans[0]?.zone ?? null) : null,
    precision: spans[0]?.precision ?? 'interval',
    uncertain: qualifiers.some((qualifier) => qualifier === '?' || qualifier === '%'),
    approximate: qualifiers.some((qualifier) => qualifier === '~' || qualifier === '%'),
    assumed: [...new Set(spans.flatMap((span) => span.assumed))],
    ...extra,
  };
}

/**
 * Reads a time as written. Accepts EDTF levels 0 and 1, ISO 8601, and the commoner ways of writing dates
 * (`readWrittenDate`). Fails with `invalid-input` and says what is wrong or has to be declared; throws nothing
 * else on any string.
 */
export function parseUncertainDate(input: UncertainDateInput): UncertainDate {
  if (input.zone !== undefined) requireZone(input.zone);
  if (input.text.length > 200) {
    throw new ProfferError('invalid-input', 'This is too long for a date.', { length: input.text.length });
  }
  const written = readWrittenDate(input.text, input.dayOrder);
  const parsed = parseEdtf(written?.edtf ?? foldDigits(input.text));
  if (parsed.type === 'date') {
    const span = spanOf(parsed.date, input);
    const assumed = [...span.assumed, ...(written?.assumed ?? [])];
    return fromSpans(input.text, { type: 'date', date: span.edtf }, [span], { assumed });
  }
  const bound = (value: EdtfBound) => (typeof value === 'string' ? null : spanOf(value, input));
  const start = bound(parsed.start);
  const end = bound(parsed.end);
  if (start && end && start.earliest > end.latest) {
    throw new ProfferError('invalid-input', 'This interval ends before it begins.', { text: input.text });
  }
  const edtf: Edtf = {
    type: 'interval',
    start: start?.edtf ?? parsed.start,
    end: end?.edtf ?? parsed.end,
  };
  const spans = [start, end].filter((span) => span !== null);
  return fromSpans(input.text, edtf, spans, {
    precision: 'interval',
    earliest: start?.earliest ?? null,
    latest: end?.latest ?? null,
  });
}
