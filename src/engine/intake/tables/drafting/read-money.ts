import type { ColumnMapping } from '../../../../shared/contract/import-table.ts';
import { currencies } from '../../../../shared/domain/currencies.ts';
import { ProfferError } from '../../../../shared/domain/errors.ts';
import { type Money, parseMoney } from '../../../../shared/domain/money.ts';
import type { Declaration } from './draft.ts';

export type ReadMoney =
  | { money: Money; negative: boolean }
  | { problem: { code: string; message: string; declare?: Declaration } };

/**
 * Reads an amount. Its currency is that of the amount itself, of the row's own column or of the declaration, in this
 * order; of a cell that is a number in a workbook the decimal separator is known.
 * @param named what the row's column of currencies says, or empty
 */
export function readMoneyCell(
  text: string,
  column: ColumnMapping,
  named: string,
  isNumber: boolean,
): ReadMoney {
  const code = named.trim().toUpperCase();
  if (code !== '' && !currencies.has(code))
    return {
      problem: { code: 'unknown-currency', message: `"${named.slice(0, 20)}" is no currency (ISO 4217).` },
    };
  const currency = code || column.currency;
  const decimalSeparator = isNumber ? '.' : column.decimalSeparator;
  // Book-keeping writes what goes out in brackets, or with the sign behind.
  const bracketed = /^\((.*)\)$/s.exec(text) ?? /^(.*\d)\s*-$/s.exec(text);
  try {
    const money = parseMoney({ text: bracketed?.[1] ?? text, currency, decimalSeparator });
    const negative = money.minor < 0 || bracketed !== null;
    return { money: { ...money, minor: Math.abs(money.minor) }, negative };
  } catch (error) {
    if (!(error instanceof ProfferError)) throw error;
    const declare = error.details.declare;
    if (declare === 'currency' || declare === 'decimalSeparator')
      return {
        problem: {
          code: declare === 'currency' ? 'currency-undeclared' : 'separator-undeclared',
          message: error.message,
          declare,
        },
      };
    return { problem: { code: 'unreadable-amount', message: error.message } };
  }
}
