import { ProfferError } from './errors.ts';

/** A wall-clock time in one zone, as milliseconds since the epoch had the clock shown UTC. */
export type WallTime = number;

export interface ResolvedTime {
  /** Milliseconds since the epoch, UTC. */
  instant: number;
  /** Milliseconds east of UTC at that instant. */
  offset: number;
  /** `gap`: clocks jumped over this time. `overlap`: clocks showed it twice. */
  kind: 'unique' | 'gap' | 'overlap';
}

const day = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, made);
  return made;
}

/**
 * Whether this is `UTC` or an IANA zone with a region (`Asia/Kolkata`) the runtime knows. Abbreviations are
 * not: IST is three zones, EST two.
 */
export function isZone(zone: string): boolean {
  if (zone === 'UTC') return true;
  if (!/^[A-Za-z_]{2,14}(\/[A-Za-z0-9_+-]{1,20}){1,2}$/.test(zone)) return false;
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Fails with `invalid-input` on anything `isZone` refuses. */
export function requireZone(zone: string): string {
  if (isZone(zone)) return zone;
  const message = 'Not a time zone. Name it as Region/City of the IANA list, such as Asia/Kolkata, or UTC.';
  throw new ProfferError('invalid-input', message, { zone: zone.slice(0, 100) });
}

/** Milliseconds since the epoch of a civil time, also for years below 100, which `Date.UTC` moves. */
export function wallTime(
  year: number,
  month: number,
  dayOfMonth: number,
  hour = 0,
  minute = 0,
  second = 0,
  millisecond = 0,
): WallTime {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  date.setUTCHours(hour, minute, second, millisecond);
  return date.getTime();
}

/** What the clocks of a zone show at an instant. The zone must have passed `requireZone`. */
export function wallTimeAt(instant: number, zone: string): WallTime {
  if (zone === 'UTC') return instant;
  const part: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(instant)) part[type] = Number(value);
  const { year = 0, month = 1, day: dayOfMonth = 1, hour = 0, minute = 0, second = 0 } = part;
  const millisecond = ((instant % 1000) + 1000) % 1000;
  return wallTime(year, month, dayOfMonth, hour, minute, second, millisecond);
}

/** Milliseconds east of UTC in a zone at an instant. */
export function offsetAt(instant: number, zone: string): number {
  return wallTimeAt(instant, zone) - instant;
}

/**
 * The instant at which clocks of a zone show a time, decided as RFC 5545 and Temporal's `compatible` do: of a
 * time shown twice the first; a time jumped over is read with the offset before the jump.
 */
export function resolveWallTime(wall: WallTime, zone: string): ResolvedTime {
  const before = offsetAt(wall - day, zone);
  const after = offsetAt(wall + day, zone);
  const fits = [...new Set([before, after])].filter((offset) => offsetAt(wall - offset, zone) === offset);
  const instants = fits.map((offset) => wall - offset).sort((left, right) => left - right);
  const [first] = instants;
  if (first !== undefined) {
    return { instant: first, offset: wall - first, kind: instants.length > 1 ? 'overlap' : 'unique' };
  }
  const instant = wall - before;
  return { instant, offset: offsetAt(instant, zone), kind: 'gap' };
}

/** `+05:30`; `Z` for nought. Whole minutes only. */
export function formatOffset(offsetMinutes: number): string {
  if (offsetMinutes === 0) return 'Z';
  const size = Math.abs(offsetMinutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  return `${offsetMinutes < 0 ? '-' : '+'}${hours}:${String(size % 60).padStart(2, '0')}`;
}
