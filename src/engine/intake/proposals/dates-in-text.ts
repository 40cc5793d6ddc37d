import type { z } from 'zod';
import type { whenInput } from '../../../shared/contract/common.ts';
import { foldDigits } from '../../../shared/domain/digits.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { parseUncertainDate } from '../../../shared/domain/uncertain-date.ts';

export interface FoundDate {
  when: z.output<typeof whenInput>;
  assumed: string[];
}

const monthNames: readonly [RegExp, number][] = [
  [/^(?:jan|ene|gen)/i, 1],
  [/^(?:feb|fév|fev)/i, 2],
  [/^(?:mar|mär|mrz)/i, 3],
  [/^(?:apr|avr|abr)/i, 4],
  [/^(?:may|mai|mayo)/i, 5],
  [/^(?:jun|juin)/i, 6],
  [/^(?:jul|juil)/i, 7],
  [/^(?:aug|août|aou|ago)/i, 8],
  [/^(?:sep|set)/i, 9],
  [/^(?:oct|okt|out)/i, 10],
  [/^nov/i, 11],
  [/^(?:dec|dez|dic|déc)/i, 12],
];
const month =
  '(?:jan(?:uary|uar|vier)?|ene(?:ro)?|feb(?:ruary|ruar|rero)?|févr?(?:ier)?|mar(?:ch|zo|s)?|märz|apr(?:il)?|avr(?:il)?|abr(?:il)?|may(?:o)?|mai|june?|juni|junio|juin|july?|juli|julio|juillet|aug(?:ust)?|agosto|août|sept?(?:ember|embre|iembre)?|oct(?:ober|ubre|obre)?|oktober|nov(?:ember|iembre|embre)?|dec(?:ember)?|dez(?:ember)?|dic(?:iembre)?|déc(?:embre)?)\\.?';
const time =
  '(?:,?\\s*(?:at|around|about|um|gegen|a las|à|@)?\\s*(?<time>\\d{1,2}[:.h]\\d{2}(?:\\s?[ap]\\.?m\\.?)?|\\d{1,2}\\s?[ap]\\.?m\\.?)(?![\\d.]))?';
const written = [
  new RegExp(
    `(?<!\\d)(?<day>\\d{1,2})(?:st|nd|rd|th|\\.|º)?\\s+(?:de\\s+)?(?<month>${month})(?:,?\\s+(?:de\\s+)?(?<year>(?:19|20)\\d{2}))?(?!\\p{L})${time}`,
    'giu',
  ),
  new RegExp(
    `(?<!\\p{L})(?<month>${month})\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(?<year>(?:19|20)\\d{2}))?(?!\\d)${time}`,
    'giu',
  ),
  new RegExp(`(?<!\\d)(?<year>(?:19|20)\\d{2})-(?<digits>\\d{2})-(?<day>\\d{2})(?!\\d)${time}`, 'giu'),
  new RegExp(
    `(?<![\\d./-])(?<first>\\d{1,2})(?<sign>[./-])(?<second>\\d{1,2})\\k<sign>(?<year>(?:19|20)?\\d{2})(?![\\d./-])${time}`,
    'giu',
  ),
];

const two = (number: number | string) => String(number).padStart(2, '0');

function clock(text: string | undefined): string {
  const match = /^(\d{1,2})(?:[:.h](\d{2}))?\s?([ap])?/i.exec(text ?? '');
  if (!match) return '';
  const half = match[3]?.toLowerCase();
  const hour = half ? (Number(match[1]) % 12) + (half === 'p' ? 12 : 0) : Number(match[1]);
  return hour > 23 || Number(match[2] ?? 0) > 59 ? '' : ` ${two(hour)}:${match[2] ?? '00'}`;
}

const clocks =
  /(?<![\d.,:])(?:\d{1,2}(?::|\s?h\s?)\d{2}(?:\s?[ap]\.?m\.?)?|\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\.?)(?![\d:\p{L}])/giu;
const nextDay =
  /\b(?:next (?:day|morning|afternoon|evening)|following (?:day|morning)|day after|am (?:nächsten|folgenden) (?:tag|morgen)|tags darauf|al día siguiente|le lendemain)\b/iu;

/**
 * When a sentence is told to be that names no date: the day named before it, or the one after where it says so, at the
 * time of day it names itself. The time of day that went with the day belongs to what was told there.
 */
export function laterIn(sentence: string, before: FoundDate): FoundDate {
  const text = foldDigits(sentence);
  const [told = ''] = before.when.text.split(' ');
  const assumed = before.assumed.filter(
    (note) => !/^(?:The time of day|The day is|It is the day)/.test(note),
  );
  const later = nextDay.test(text);
  const day = later
    ? new Date(Date.parse(`${told}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
    : told;
  assumed.push(later ? `It is the day after ${told}, the one told last.` : `The day is the one told last.`);
  const times = [...new Set([...text.matchAll(clocks)].map(([match]) => match.replace(/\s?h\s?/i, ':')))];
  if (times.length !== 1) return { when: { text: day }, assumed };
  return timed(day, times[0], assumed);
}

/** A day with a time of day, unless that leaves morning and afternoon open. */
function timed(day: string, time: string | undefined, assumed: string[]): FoundDate {
  const hour = clock(time);
  if (/^ 0[1-7]:/.test(hour) && !/[ap]\.?m/i.test(time ?? '')) {
    assumed.push(`The time of day (${time}) is left out: morning or afternoon is not told.`);
    return { when: { text: day }, assumed };
  }
  return { when: { text: `${day}${hour}` }, assumed };
}

/** Countries that write the month first. */
const monthFirst = new Set(['US', 'PH']);

/**
 * The first date a sentence names. A year it leaves out is that of `written` (the day the text was written), and an order
 * of day and month it leaves open is that of `country`; both are said to be assumed.
 */
export function dateIn(
  sentence: string,
  known: { written: string | null; country: string | undefined },
): FoundDate | null {
  const text = foldDigits(sentence);
  const matches = written
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .sort((one, other) => one.index - other.index);
  for (const { groups = {} } of matches) {
    const found = readDate(groups, known);
    if (found && isDate(found)) return found;
  }
  return null;
}

function readDate(
  groups: Record<string, string | undefined>,
  { written: day, country }: { written: string | null; country: string | undefined },
): FoundDate | null {
  const assumed: string[] = [];
  let year = groups.year;
  if (year === undefined) {
    if (day === null) return null;
    year = day.slice(0, 4);
    assumed.push(`The year ${year} is that in which it was written.`);
  } else if (year.length === 2) {
    year = `20${year}`;
    assumed.push(`The year is taken to be ${year}.`);
  }
  let dayNumber = Number(groups.day);
  let monthNumber = groups.digits === undefined ? monthOf(groups.month ?? '') : Number(groups.digits);
  if (groups.first !== undefined && groups.second !== undefined) {
    const [first, second] = [Number(groups.first), Number(groups.second)];
    const swapped =
      first > 12
        ? false
        : second > 12
          ? true
          : groups.sign === '.'
            ? false
            : country !== undefined && monthFirst.has(country);
    [dayNumber, monthNumber] = swapped ? [second, first] : [first, second];
    if (first <= 12 && second <= 12 && first !== second)
      assumed.push(
        `The ${swapped ? 'month' : 'day'} is taken to stand first${country ? `, as in ${country}` : ''}.`,
      );
  }
  if (monthNumber < 1 || monthNumber > 12 || dayNumber < 1 || dayNumber > 31) return null;
  return timed(`${year}-${two(monthNumber)}-${two(dayNumber)}`, groups.time, assumed);
}

const monthOf = (name: string): number => monthNames.find(([pattern]) => pattern.test(name))?.[1] ?? 0;

function isDate({ when }: FoundDate): boolean {
  try {
    parseUncertainDate({ text: when.text, zone: 'UTC' });
    return true;
  } catch (error) {
    if (error instanceof ProfferError) return false;
    throw error;
  }
}
