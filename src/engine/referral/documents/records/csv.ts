import { decimalOfMoney, type Money } from '../../../../shared/domain/money.ts';
import { revealHidden, safeForSpreadsheet } from '../../../../shared/domain/text-safety.ts';

export type Cell = string | number | null;

/**
 * A CSV file (RFC 4180: CRLF, quotes doubled; UTF-8 with a byte order mark, which the spreadsheets of most desks
 * need to read it as such). Text that a spreadsheet would run as a formula is neutralised so that it can be
 * turned back (`text-safety.ts`). Characters that hide or turn the reading direction are written out, such as `⟦RLO⟧`:
 * the records as JSON hold them as they were. A missing value is an empty cell.
 */
export function csv(heads: string[], rows: Iterable<Cell[]>): Uint8Array {
  const lines = [heads.map(cell).join(',')];
  for (const row of rows) lines.push(row.map(cell).join(','));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`, 'utf8');
}

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = safeForSpreadsheet(revealHidden(value));
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Several values in one cell. */
export const joined = (values: readonly string[]) => values.join('; ');

/** Exact amounts by currency: `USD 1320.00; EUR 50.00`. */
export const amounts = (sums: readonly Money[]) =>
  joined(sums.map((sum) => `${sum.currency} ${decimalOfMoney(sum)}`));

/** Instant as RFC 3339 in UTC. */
export const utc = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());
