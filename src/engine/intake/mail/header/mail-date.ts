/** A date of a mail with its own offset: RFC 5322, 3.3, with the obsolete forms of 4.3 and asctime's. */
export interface MailDate {
  asWritten: string;
  /** ISO 8601 in UTC with milliseconds; null where it cannot be read. */
  at: string | null;
  /** East of UTC; null where the text states none. */
  offsetMinutes: number | null;
  /** Sentences for a person; what was assumed stands here too. */
  problems: string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** Named zones of RFC 5322, 4.3, and those that mail of the time used. Minutes east of UTC. */
const zones: Record<string, number> = {
  ...{
    ut: 0,
    utc: 0,
    gmt: 0,
    z: 0,
    wet: 0,
    bst: 60,
    west: 60,
    cet: 60,
    cest: 120,
    met: 60,
    mest: 120,
    eet: 120,
    eest: 180,
    msk: 180,
  },
  ...{
    est: -300,
    edt: -240,
    cst: -360,
    cdt: -300,
    mst: -420,
    mdt: -360,
    pst: -480,
    pdt: -420,
    akst: -540,
    hst: -600,
    jst: 540,
    ist: 330,
  },
};
/** Names that mean different places: the choice is told. */
const ambiguous = new Set(['ist', 'cst', 'bst', 'est', 'mst']);

const monthName = '([A-Za-z]{3})[A-Za-z]*\\.?';
const clock = '(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2}))?(?:[.,]\\d+)?\\s*(am|pm)?';
const dated = new RegExp(
  `^(?:([A-Za-z]{3})[A-Za-z]*\\.?,?\\s*)?(\\d{1,2})[\\s-]+${monthName}[\\s,-]+(\\d{4}|\\d{2,3})[\\s,]+${clock}\\s*(.*)$`,
  'is',
);
const asctime = new RegExp(
  `^([A-Za-z]{3})[A-Za-z]*,?\\s+${monthName}\\s+(\\d{1,2}),?\\s+${clock}\\s*([^\\d+-]*?(?:[+-]\\d{4})?)\\s*(\\d{4})(.*)$`,
  'is',
);
const iso = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(.*)$/s;

interface Read {
  weekday: string | undefined;
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  zone: string;
}

function fields(text: string): Read | null {
  const hourOf = (hour: string | undefined, half: string | undefined) =>
    half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  const monthOf = (name: string | undefined) => months.indexOf((name ?? '').toLowerCase());
  const one = dated.exec(text);
  if (one) {
    const [, weekday, day, month, year = '', hour, minute, second = '0', half, zone = ''] = one;
    // RFC 5322, 4.3: two digits below 50 are of this century, three count from 1900.
    const full =
      year.length === 4
        ? Number(year)
        : year.length === 2 && Number(year) < 50
          ? 2000 + Number(year)
          : 1900 + Number(year);
    return {
      weekday,
      year: full,
      month: monthOf(month),
      day: Number(day),
      hour: hourOf(hour, half),
      minute: Number(minute),
      second: Number(second),
      zone,
    };
  }
  const two = asctime.exec(text);
  if (two) {
    const [, weekday, month, day, hour, minute, second = '0', half, zoneBefore = '', year, zoneAfter = ''] =
      two;
    return {
      weekday,
      year: Number(year),
      month: monthOf(month),
      day: Number(day),
      hour: hourOf(hour, half),
      minute: Number(minute),
      second: Number(second),
      zone: zoneBefore.trim() || zoneAfter,
    };
  }
  const three = iso.exec(text);
  if (!three) return null;
  const [, year, month, day, hour, minute, second = '0', zone = ''] = three;
  return {
    weekday: undefined,
    year: Number(year),
    month: Number(month) - 1,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    zone,
  };
}

function readZone(text: string, problems: string[]): number | null {
  const bare = text.replace(/\([^)]*\)?/g, ' ').trim();
  const numeric = /^(?:UTC|GMT)?\s*([+-])(\d{2}):?(\d{2})(?!\d)/i.exec(bare);
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
    if (minutes > 14 * 60 || Number(numeric[3]) > 59) {
      problems.push('Its offset is none that any place has.');
      if (minutes > 24 * 60) return null;
    }
    // RFC 5322, 3.3: `-0000` says UTC and nothing of the place.
    if (numeric[1] === '-' && minutes === 0) return null;
    return numeric[1] === '-' ? -minutes : minutes;
  }
  const commented = bare === '' ? /\(([A-Za-z]{1,5})\)/.exec(text)?.[1] : undefined;
  const name = /^[A-Za-z]{1,5}(?![A-Za-z])/.exec(commented ?? bare)?.[0].toLowerCase();
  if (name === undefined) {
    problems.push('It states no offset; read as UTC, assumed.');
    return null;
  }
  const minutes = zones[name];
  if (minutes === undefined) {
    problems.push(`Its zone “${name.toUpperCase()}” is not known; read as UTC, assumed.`);
    return null;
  }
  if (ambiguous.has(name)) {
    const sign = minutes < 0 ? '−' : '+';
    const hours = `${Math.floor(Math.abs(minutes) / 60)}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`;
    problems.push(
      `Its zone “${name.toUpperCase()}” can mean more than one; read as UTC${sign}${hours}, assumed.`,
    );
  }
  return minutes;
}

/** Reads a date as mail writes it. Never throws; what cannot be read has `at` null and says so. */
export function readMailDate(field: string): MailDate {
  const asWritten = field.trim().slice(0, 200);
  const problems: string[] = [];
  const unreadable = (): MailDate => ({
    asWritten,
    at: null,
    offsetMinutes: null,
    problems: ['It cannot be read as a date.'],
  });
  const read = fields(asWritten.replace(/\s+/g, ' '));
  if (!read || read.month < 0) return unreadable();
  const { year, month, day, hour, minute, second } = read;
  const local = Date.UTC(2000, month, day, hour, minute, Math.min(second, 59));
  const moment = new Date(local);
  moment.setUTCFullYear(year, month, day);
  if (
    hour > 23 ||
    minute > 59 ||
    second > 60 ||
    moment.getUTCDate() !== day ||
    moment.getUTCMonth() !== month
  ) {
    return { ...unreadable(), problems: ['It names a day or an hour that does not exist.'] };
  }
  const stated = read.weekday?.toLowerCase();
  if (stated !== undefined && weekdays.includes(stated) && weekdays[moment.getUTCDay()] !== stated)
    problems.push('Its weekday is not that of its date.');
  if (year < 1970 || year > 2100) problems.push('Its year can hardly be meant.');
  const offsetMinutes = readZone(read.zone, problems);
  const at = new Date(moment.getTime() - (offsetMinutes ?? 0) * 60_000);
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1 || at.getUTCFullYear() > 9999)
    return unreadable();
  return { asWritten, at: at.toISOString(), offsetMinutes, problems };
}
