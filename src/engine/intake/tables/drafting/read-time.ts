import type { ColumnMapping } from '../../../../shared/contract/import-table.ts';
import { ProfferError } from '../../../../shared/domain/errors.ts';
import { requireZone } from '../../../../shared/domain/time-zone.ts';
import { parseUncertainDate, type UncertainDate } from '../../../../shared/domain/uncertain-date.ts';
import type { Declaration } from './draft.ts';

export type ReadTime =
  | { when: UncertainDate }
  | { problem: { code: string; message: string; declare?: Declaration } };

/** Cells of one column repeat: a day has many rows. */
const remembered = 5_000;

/** Reads the times of one column as they were declared; nothing undeclared is assumed. */
export class TimeReader {
  readonly #column: ColumnMapping;
  readonly #known = new Map<string, ReadTime>();

  /** @throws ProfferError `invalid-input` where the declared zone is none: once, and not for every row. */
  constructor(column: ColumnMapping) {
    if (column.zone !== undefined) requireZone(column.zone);
    this.#column = column;
  }

  read(text: string): ReadTime {
    const known = this.#known.get(text);
    if (known) return known;
    const read = this.#parse(text);
    if (this.#known.size >= remembered) this.#known.clear();
    this.#known.set(text, read);
    return read;
  }

  #parse(text: string): ReadTime {
    const { zone, dayOrder } = this.#column;
    try {
      const when = parseUncertainDate({ text: spelledOut(text), zone, dayOrder });
      const written: UncertainDate = { ...when, asWritten: text };
      if (!when.assumed.includes('zone assumed UTC')) return { when: written };
      return {
        problem: {
          code: 'zone-undeclared',
          message: `"${text.slice(0, 60)}" does not say whose clock it was read from. Declare the zone of this column, UTC if it is that.`,
          declare: 'zone',
        },
      };
    } catch (error) {
      if (!(error instanceof ProfferError)) throw error;
      if (error.details.declare === 'dayOrder')
        return { problem: { code: 'day-order-undeclared', message: error.message, declare: 'dayOrder' } };
      return { problem: { code: 'unreadable-time', message: error.message } };
    }
  }
}

/**
 * Writings of programs that EDTF and the readers of dates know nothing of: seconds, milliseconds or microseconds since
 * 1970, nine digits of a second, an abbreviated `20231019`.
 */
function spelledOut(text: string): string {
  if (/^\d{10}$/.test(text)) return new Date(Number(text) * 1000).toISOString();
  if (/^\d{13}$/.test(text)) return new Date(Number(text)).toISOString();
  if (/^\d{16}$/.test(text)) return new Date(Number(text.slice(0, 13))).toISOString();
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return `${compact[1]}-${compact[2]}-${compact[3]}`;
  return text;
}

/** From one time to another, as one. */
export function spanOf(start: UncertainDate, end: UncertainDate): UncertainDate {
  const same = <T>(one: T, other: T): T | null => (one === other ? one : null);
  return {
    asWritten: `${start.asWritten} – ${end.asWritten}`,
    edtf: `${start.edtf}/${end.edtf}`,
    earliest: start.earliest,
    latest: end.latest,
    offsetMinutes: same(start.offsetMinutes, end.offsetMinutes),
    zone: same(start.zone, end.zone),
    precision: 'interval',
    uncertain: start.uncertain || end.uncertain,
    approximate: start.approximate || end.approximate,
    assumed: [...new Set([...start.assumed, ...end.assumed])],
  };
}
