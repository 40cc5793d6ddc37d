import { parseEdtf } from '../../../shared/domain/edtf.ts';
import { formatMoney, type Money } from '../../../shared/domain/money.ts';
import { formatOffset, isZone, offsetAt, requireZone } from '../../../shared/domain/time-zone.ts';
import type { UncertainDate } from '../../../shared/domain/uncertain-date.ts';
import { describeUncertainDate } from '../../../shared/domain/uncertain-date-display.ts';
import type { Profile } from '../profiles/profile.ts';

/** How one recipient writes numbers, money, dates and countries. All text is stable for a given locale. */
export class Formats {
  readonly locale: string;
  readonly #count: Intl.NumberFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #region: Intl.DisplayNames;
  readonly #shortDay: Intl.DateTimeFormat;
  /** The recipient's zone, and how it is called at some time: `IST`, `EDT`. */
  readonly #zone: string;
  readonly #zoneName: Intl.DateTimeFormat;
  readonly #zoneNames = new Map<number, string>();
  readonly #clocks = new WeakMap<UncertainDate, string>();
  readonly #when = new WeakMap<UncertainDate, { local: string; utc: string }>();

  constructor(profile: Profile) {
    this.locale = profile.render.locale;
    this.#count = new Intl.NumberFormat(this.locale, { numberingSystem: 'latn' });
    this.#day = new Intl.DateTimeFormat(this.locale, {
      calendar: 'gregory',
      numberingSystem: 'latn',
      timeZone: 'UTC',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
    });
    this.#shortDay = new Intl.DateTimeFormat(this.locale, {
      calendar: 'gregory',
      numberingSystem: 'latn',
      timeZone: 'UTC',
      month: 'short',
      day: 'numeric',
    });
    this.#zone = requireZone(profile.render.tz[0] ?? 'UTC');
    this.#zoneName = new Intl.DateTimeFormat(this.locale, { timeZone: this.#zone, timeZoneName: 'short' });
    this.#region = new Intl.DisplayNames(this.locale, { type: 'region', fallback: 'code' });
  }

  /** Grouped as the locale does: 1,32,000 in en-IN. */
  count(value: number): string {
    return plain(this.#count.format(value));
  }

  counted(value: number, one: string, many: string): string {
    return `${this.count(value)} ${value === 1 ? one : many}`;
  }

  money(amount: Money): string {
    return formatMoney(amount, this.locale);
  }

  /** One sum a line, by currency; a dash for none. */
  sums(amounts: Money[], separator = '\n'): string {
    return amounts.length === 0 ? '–' : amounts.map((amount) => this.money(amount)).join(separator);
  }

  /** Day of an instant in UTC. */
  day(instant: number): string {
    return plain(this.#day.format(instant));
  }

  country(code: string): string {
    if (!/^[A-Z]{2}$/.test(code)) return code === '' ? 'Not known' : code;
    return this.#region.of(code) ?? code;
  }

  /** `2 Nov 2023, 14:05:00 UTC`. */
  utc(instant: number): string {
    return `${this.day(instant)}, ${new Date(instant).toISOString().slice(11, 19)} UTC`;
  }

  /** An ISO instant on the clock of a zone, with its offset. UTC where the zone is not known. */
  local(iso: string, zone: string): string {
    const instant = Date.parse(iso);
    if (Number.isNaN(instant)) return iso;
    if (zone === '' || zone === 'UTC' || !isZone(zone)) return this.utc(instant);
    const offset = offsetAt(instant, zone);
    const wall = new Date(instant + offset);
    const minutes = Math.round(offset / 60_000);
    return `${this.day(wall.getTime())}, ${wall.toISOString().slice(11, 19)} UTC${minutes === 0 ? '' : formatOffset(minutes)}`;
  }

  instant(iso: string): string {
    const instant = Date.parse(iso);
    return Number.isNaN(instant) ? iso : this.utc(instant);
  }

  when(value: UncertainDate | null): { local: string; utc: string } {
    if (value === null) return { local: 'Not known', utc: '' };
    const known = this.#when.get(value);
    if (known) return known;
    const { local, utc } = describeUncertainDate(value, { locale: this.locale });
    const notes = [...(value.uncertain ? ['uncertain'] : []), ...value.assumed];
    const shown = { local: notes.length > 0 ? `${local} [${notes.join('; ')}]` : local, utc };
    this.#when.set(value, shown);
    return shown;
  }

  /** Local time; below it the same in UTC and on the recipient's clock, as far as these differ from what is above. */
  clocks(value: UncertainDate | null): string {
    const { local, utc } = this.when(value);
    if (value === null) return local;
    const known = this.#clocks.get(value);
    if (known !== undefined) return known;
    const span = timedSpan(value);
    let below = utc === local ? '' : utc;
    if (span) {
      const offset = value.zone ? offsetAt(span.from, value.zone) : (value.offsetMinutes ?? 0) * 60_000;
      below = this.#elsewhere(span, offset);
    }
    const shown = [local, below].filter((line) => line !== '').join('\n');
    this.#clocks.set(value, shown);
    return shown;
  }

  /** The moment alone, marked `*` where it is uncertain or read with an assumption: for tables that say where it stands whole. */
  brief(value: UncertainDate | null): string {
    if (value === null) return 'Not known';
    const { local } = describeUncertainDate(value, { locale: this.locale });
    return value.uncertain || value.assumed.length > 0 ? `${local} *` : local;
  }

  /** An ISO instant on the clock of a zone, and below it as `clocks` does. */
  instantClocks(iso: string, zone: string): string {
    const instant = Date.parse(iso);
    if (Number.isNaN(instant)) return iso;
    const offset = isZone(zone) ? offsetAt(instant, zone) : 0;
    const elsewhere = this.#elsewhere({ from: instant, to: null, digits: 8 }, offset);
    return [this.local(iso, zone), elsewhere].filter((line) => line !== '').join('\n');
  }

  /** `15:52 UTC · 21:22 IST`; a day only where it is another than the one before it. */
  #elsewhere({ from, to, digits }: TimedSpan, localOffset: number): string {
    const recipientOffset = offsetAt(from, this.#zone);
    let said = Math.floor(((to ?? from) + localOffset) / day);
    const clock = (instant: number, offset: number) => {
      const wall = instant + offset;
      const before = Math.floor(wall / day) === said ? '' : `${plain(this.#shortDay.format(wall))}, `;
      said = Math.floor(wall / day);
      return `${before}${new Date(wall).toISOString().slice(11, 11 + digits)}`;
    };
    const both = (offset: number, zone: string) =>
      `${clock(from, offset)}${to === null ? '' : ` – ${clock(to, offset)}`} ${zone}`;
    const zones: [number, string][] = [];
    if (localOffset !== 0) zones.push([0, 'UTC']);
    if (recipientOffset !== localOffset && recipientOffset !== 0) {
      zones.push([recipientOffset, this.#recipientZone(from, recipientOffset)]);
    }
    // What is on the local day comes first, so that another day is said at most once.
    const otherDay = ([offset]: [number, string]) => (Math.floor((from + offset) / day) === said ? 0 : 1);
    zones.sort((a, b) => otherDay(a) - otherDay(b));
    return zones.map(([offset, zone]) => both(offset, zone)).join(' · ');
  }

  #recipientZone(instant: number, offset: number): string {
    const known = this.#zoneNames.get(offset);
    if (known !== undefined) return known;
    const parts = this.#zoneName.formatToParts(instant);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    // Locales that have no short name for a zone give an offset, each in its own way.
    const shown =
      /^[A-Z]{2,5}$/.test(name) && name !== 'GMT' ? name : `UTC${formatOffset(Math.round(offset / 60_000))}`;
    this.#zoneNames.set(offset, shown);
    return shown;
  }

  bytes(size: number): string {
    if (size < 1000) return `${size} B`;
    const [value, unit] =
      size < 1e6 ? [size / 1e3, 'kB'] : size < 1e9 ? [size / 1e6, 'MB'] : [size / 1e9, 'GB'];
    return `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`;
  }
}

const day = 86_400_000;

interface TimedSpan {
  from: number;
  /** Null for a single time. */
  to: number | null;
  /** Characters of `HH:MM:SS.mmm` that are known. */
  digits: number;
}

/** The instants of a time, or of an interval from one time to another; null for days and all that is longer or open. */
function timedSpan({ edtf, earliest, latest }: UncertainDate): TimedSpan | null {
  const parsed = parseEdtf(edtf);
  const bounds = parsed.type === 'interval' ? [parsed.start, parsed.end] : [parsed.date];
  const times = bounds.map((bound) => (typeof bound === 'string' ? null : bound.time));
  if (earliest === null || times.some((time) => !time)) return null;
  if (parsed.type === 'interval' && latest === null) return null;
  const digits = Math.max(
    ...times.map((time) => (time?.millisecond != null ? 12 : time?.second != null ? 8 : 5)),
  );
  return { from: earliest, to: parsed.type === 'interval' ? latest : null, digits };
}

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
