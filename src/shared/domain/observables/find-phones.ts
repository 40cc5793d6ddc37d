import { type Identifier, normaliseIdentifier } from '../identifiers/index.ts';
import type { Search } from './finding.ts';
import { type ColumnReading, readColumns } from './number-columns.ts';
import { standsAlone } from './number-surroundings.ts';
import { type Announcement, announcementOf, reach } from './phone-context.ts';

const runs = /[+(]{0,3}\d[\d ()./\-\u2010-\u2015\u2212·\u00a0]*/g;
/** E.164 allows 15 digits; a trunk prefix or 00 comes on top. */
const mostDigits = 18;
/** Rows of more groups are tables of figures. */
const mostGroups = 60;

interface Group {
  text: string;
  start: number;
  end: number;
}

/** One way of reading some neighbouring groups as a number. */
interface Candidate {
  start: number;
  end: number;
  text: string;
  digits: string;
  groups: readonly Group[];
}

const northAmerica = new Set(
  'US CA PR DO JM TT BS BB BM AG AI DM GD GU KN KY LC MP MS SX TC VC VG VI AS'.split(' '),
);

/** Where a national number begins with a nought and has many lengths, so that without it any digits would do. */
const trunkZero = new Set('DE AT'.split(' '));

/** Three, three and four digits, as North America writes them, with or without the 1. */
const nanpShape =
  /^(?:\+?1[ .\-/\u2010-\u2015]{0,3})?(?:\([2-9]\d{2}\)[ .\-/\u2010-\u2015]{0,2}|[2-9]\d{2}[ .\-/\u2010-\u2015]{1,3})[2-9]\d{2}[ .\-\u2010-\u2015]{0,3}\d{4}$/;
const dateShape =
  /^(?:\d{1,2}([./\- ])\d{1,2}\1(?:19|20)?\d{2}|(?:19|20)\d{2}([./\- ])\d{1,2}\2\d{1,2})(?:\D|$)/;

/** Digit groups of a run; parentheses and signs stay between them. */
function groupsOf(run: string, offset: number): Group[] {
  return [...run.matchAll(/\d+/g)].map(({ 0: text, index }) => ({
    text,
    start: offset + index,
    end: offset + index + text.length,
  }));
}

/** Whether what parts two groups is what people put inside one number. */
const joins = (between: string): boolean =>
  /^(?:[ \u00a0]?(?:[.\-/\u2010-\u2015\u2212·]|\)|\(|\)[ \-.]|[ .\-/]\(|\)\/)[ \u00a0]?|[ \u00a0]{1,2})$/.test(
    between,
  );

function candidateOf(plain: string, groups: readonly Group[], from: number, to: number): Candidate {
  const first = groups[from] as Group;
  const last = groups[to - 1] as Group;
  let { start } = first;
  // The plus and a parenthesis that opens before the first digit belong to the number.
  const lead = /(?:\+[ ]?\(?|\(\+?)$/.exec(plain.slice(Math.max(0, start - 3), start))?.[0] ?? '';
  const inside = plain.slice(first.start, last.end);
  if (lead.startsWith('(') && !inside.includes(')')) start -= lead.endsWith('+') ? 1 : 0;
  else start -= lead.length;
  return {
    start,
    end: last.end,
    text: plain.slice(start, last.end),
    digits: groups
      .slice(from, to)
      .map((group) => group.text)
      .join(''),
    groups: groups.slice(from, to),
  };
}

/** Times on either side: a row of a call record. */
function besideTime(search: Search, { start, end }: Candidate): boolean {
  return (
    /\d{1,2}:\d{2}(?::\d{2})?\s{1,3}$/.test(search.before(start, 12)) ||
    /^\s{1,3}\d{1,2}:\d{2}/.test(search.after(end, 10))
  );
}

const separated = ({ groups }: Candidate): boolean => groups.length > 1;
const mostlySingles = ({ groups }: Candidate): boolean =>
  groups.length > 3 && groups.filter(({ text }) => text.length === 1).length * 2 >= groups.length;

/** Whether a country would part the number where its writer did, after the area code: 030 is Berlin, 0303 is British. */
function groupedAs({ display }: Identifier, text: string): boolean {
  const area = /^\+\d+ (\d+) /.exec(display)?.[1];
  const written = /\d+/.exec(text)?.[0].replace(/^0/, '');
  return area !== undefined && area === written;
}

/** Ofcom keeps these mobile numbers for drama, so no plan has them; training material and demonstrations do. */
const dramaNumber = /^(?:0|44)7700900\d{3}$/;

/** Reads a national number with each country of the case; the first that has such a number, and the others as doubts. */
function readNational(
  text: string,
  countries: readonly string[],
  shape: 'nanp' | 'zero' | 'other',
): Identifier | null {
  const readings = countries
    .filter((country) =>
      shape === 'other' ? !trunkZero.has(country) : northAmerica.has(country) === (shape === 'nanp'),
    )
    .map((country) => normaliseIdentifier('phone', text, { country }))
    .filter(({ checked }) => checked === 'valid');
  const first = readings.find((reading) => groupedAs(reading, text)) ?? readings[0];
  if (!first) return null;
  const others = [...new Set(readings.map(({ normal }) => normal))].filter(
    (normal) => normal !== first.normal,
  );
  return others.length === 0
    ? first
    : {
        ...first,
        problems: [...first.problems, `It could also be ${others.join(' or ')}: the country was assumed.`],
      };
}

function international(candidate: Candidate, announced: Announcement): Identifier | null {
  const { text, digits } = candidate;
  const written = text.replace(/^\+[ ]/, '+').replace(/^\(\+/, '+(');
  if (text.includes('+')) {
    if (digits.length < 7 || digits.length > 15 + 1) return null;
    const reading = normaliseIdentifier('phone', written.replace('+(', '+').replace(/^\(\+/, '+'), {});
    if (reading.checked === 'valid') return reading;
    // Callers show numbers that no plan has; with a country code and a possible length they are kept as such.
    return reading.facts.callingCode &&
      !/^\+\d+\.\d+$/.test(text) &&
      digits.length >= 9 &&
      digits.length <= 15 &&
      announced !== 'other'
      ? reading
      : null;
  }
  const exit = /^(?:00|011)(?=[1-9])/.exec(digits)?.[0];
  if (!exit || digits.length < exit.length + 8 || announced === 'other') return null;
  const reading = normaliseIdentifier('phone', `+${digits.slice(exit.length)}`, {});
  if (reading.checked === 'valid') return reading;
  return announced === 'phone' && reading.facts.callingCode && digits.length >= exit.length + 9
    ? reading
    : null;
}

/** Whether the text around, or the way it is written, says that a national number is meant. */
function national(
  search: Search,
  candidate: Candidate,
  announced: Announcement,
  column: ReturnType<ColumnReading>,
): Identifier | null {
  const { text, digits } = candidate;
  const { countries } = search.context;
  if (countries.length === 0 || digits.length < 7 || digits.length > 13) return null;
  if (mostlySingles(candidate) || dateShape.test(text)) return null;
  if (column === 'other' || (announced === 'other' && column !== 'phone')) return null;
  const alone =
    search.before(candidate.start, 8).trim() === '' && /^\s*(?:[#;,]|$)/.test(search.after(candidate.end, 8));
  const called =
    announced === 'phone' ||
    column === 'phone' ||
    (alone && digits.length >= 10) ||
    besideTime(search, candidate);
  const nanp = nanpShape.test(text);
  if (nanp && countries.some((country) => northAmerica.has(country))) {
    const reading = readNational(text, countries, 'nanp');
    if (reading) return reading;
  }
  const zero = digits.startsWith('0');
  const written =
    separated(candidate) &&
    zero &&
    digits.length >= 9 &&
    candidate.groups.some((group) => group.text.length >= 3);
  const freephone = /^\(?1[38]00\)?[ -]?\d{3}[ -]?\d{3}$/.test(text) && separated(candidate);
  if (!called && !written && !freephone) return null;
  if (written && !called && /^\d{1,2}[ .\-/]\d{1,2}[ .\-/]/.test(text)) return null;
  if (called && dramaNumber.test(digits) && countries.includes('GB'))
    return normaliseIdentifier('phone', `+44${digits.slice(-10)}`, {});
  const reading =
    withCountryCode(candidate, countries, called) ??
    readNational(text, countries, zero ? 'zero' : 'other') ??
    (called && !alone ? readMadeUp(candidate, countries, nanp) : null);
  if (!reading) return null;
  // Short numbers are valid in some plans; alone they say too little.
  return digits.length < 9 && announced !== 'phone' && column !== 'phone' ? null : reading;
}

/** Callers show numbers that no plan has: what has the form of a national number, and is called one, is kept with that problem. */
function readMadeUp(
  { text, digits }: Candidate,
  countries: readonly string[],
  nanp: boolean,
): Identifier | null {
  const zero = /^0[1-9]\d{8,9}$/.test(digits);
  const country = countries.find((one) => northAmerica.has(one) === nanp);
  if (country === undefined || (!nanp && !zero)) return null;
  const reading = normaliseIdentifier('phone', text, { country });
  return reading.facts.callingCode === undefined ? null : reading;
}

/** `18775550117`, `447700900124`: the country's calling code without its plus. */
function withCountryCode(
  { digits }: Candidate,
  countries: readonly string[],
  called: boolean,
): Identifier | null {
  if (!called || digits.startsWith('0') || digits.length < 10) return null;
  const reading = normaliseIdentifier('phone', `+${digits}`, {});
  if (reading.checked !== 'valid' || !countries.includes(reading.facts.country ?? '')) return null;
  return { ...reading, problems: [...reading.problems, 'It was written without the + of its country code.'] };
}

const extension =
  /^(?:x\d{1,6}|[ ]?(?:(?:ext(?:ension)?|extn|durchwahl|poste)\.?:?[ ]?\d{1,6}|x[ ]?\d{2,6}))(?![\w-])/i;

function read(search: Search, candidate: Candidate, columns: ColumnReading): boolean {
  const { plain } = search;
  if (!search.isFree(candidate.start, candidate.end) || !standsAlone(plain, candidate.start, candidate.end))
    return false;
  const announced = announcementOf(search.before(candidate.start, reach), search.after(candidate.end, 20));
  const reading =
    international(candidate, announced) ??
    (candidate.text.includes('+') ? null : national(search, candidate, announced, columns(candidate.start)));
  if (!reading) return false;
  const tail = extension.exec(plain.slice(candidate.end, candidate.end + 24))?.[0] ?? '';
  const number = /\d+/.exec(tail)?.[0];
  search.add('phone', candidate.start, candidate.end + tail.length, {
    ...reading,
    facts: number ? { ...reading.facts, extension: number } : reading.facts,
  });
  return true;
}

/** Lone digits in a row that no sign or prefix announces are no number: told before anything is taken apart. */
const areLoneDigits = (plain: string, groups: readonly Group[], from: number, to: number): boolean => {
  if (to - from <= 3) return false;
  let singles = 0;
  for (let at = from; at < to; at++) if (groups[at]?.text.length === 1) singles++;
  const { start } = groups[from] as Group;
  return (
    singles * 2 >= to - from &&
    plain.charCodeAt(start) !== 48 &&
    !plain.slice(Math.max(0, start - 3), start).includes('+')
  );
};

function searchRun(search: Search, groups: readonly Group[], columns: ColumnReading): void {
  const { plain } = search;
  for (let from = 0; from < groups.length; from++) {
    const { start } = groups[from] as Group;
    if (!search.isFree(start, start + 1)) continue;
    let digits = 0;
    let to = from;
    while (to < groups.length) {
      const group = groups[to] as Group;
      const previous = groups[to - 1];
      if (to > from && previous && !joins(plain.slice(previous.end, group.start))) break;
      if (digits + group.text.length > mostDigits) break;
      digits += group.text.length;
      to++;
    }
    for (; to > from; to--) {
      if (areLoneDigits(plain, groups, from, to)) continue;
      const candidate = candidateOf(plain, groups, from, to);
      if (candidate.digits.length < 7) break;
      if (read(search, candidate, columns)) {
        from = to - 1;
        break;
      }
    }
  }
}

const keypad: Record<string, string> = Object.fromEntries(
  ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'].flatMap((letters, index) =>
    [...letters].map((letter) => [letter, String(index + 2)]),
  ),
);
const vanity = /(?<![\w+-])(?:\+?1[ .-]?)?\(?8(?:00|33|44|55|66|77|88)\)?[ .-]((?:[A-Z0-9]-?){7})(?![\w-])/g;

/** North American numbers spelled with letters (ITU-T E.161): read by the keypad, and said so. */
function findVanity(search: Search): void {
  for (const { 0: text, 1: word = '', index } of search.plain.matchAll(vanity)) {
    const letters = word.replaceAll('-', '');
    if (letters.length !== 7 || !/[A-Z]{3}/.test(letters)) continue;
    const end = index + text.length;
    if (!search.isFree(index, end)) continue;
    const digits = text.replace(/[A-Z]/g, (letter) => keypad[letter] ?? letter).replace(/\D/g, '');
    const reading = normaliseIdentifier('phone', `+1${digits.slice(-10)}`, {});
    if (reading.checked !== 'valid') continue;
    search.add('phone', index, end, {
      ...reading,
      problems: [...reading.problems, 'It was written with letters, read by the keypad of a telephone.'],
    });
  }
}

/** Telephone numbers: international ones anywhere, national ones of the case's countries where the text or the writing says so. */
export function findPhones(search: Search): void {
  findVanity(search);
  const columns = readColumns(search.plain);
  for (const { 0: run, index } of search.plain.matchAll(runs)) {
    if (run.length < 7) continue;
    const groups = groupsOf(run, index);
    if (groups.length <= mostGroups) searchRun(search, groups, columns);
    else
      for (let at = 0; at < groups.length; at += mostGroups)
        searchRun(search, groups.slice(at, at + mostGroups), columns);
  }
}
