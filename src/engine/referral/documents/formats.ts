import { formatMoney, type Money } from '../../../shared/domain/money.ts';
import { formatOffset, isZone, offsetAt } from '../../../shared/domain/time-zone.ts';
import type { UncertainDate } from '../../../shared/domain/uncertain-date.ts';
import { describeUncertainDate } from '../../../shared/domain/uncertain-date-display.ts';
import type { Profile } from '../profiles/profile.ts';

/** How one recipient writes numbers, money, dates and countries. All text is stable for a given locale. */
export class Formats {
  readonly locale: string;
  readonly #count: Intl.NumberFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #region: Intl.DisplayNames;
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

  bytes(size: number): string {
    if (size < 1000) return `${size} B`;
    const [value, unit] =
      size < 1e6 ? [size / 1e3, 'kB'] : size < 1e9 ? [size / 1e6, 'MB'] : [size / 1e9, 'GB'];
    return `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`;
  }
}

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
