import type { TableMapping } from '../../../../shared/contract/import-table.ts';
import type { ColumnUse } from '../../../../shared/domain/import-words.ts';
import type { LossMethod } from '../../../../shared/domain/kinds.ts';
import type { Money } from '../../../../shared/domain/money.ts';
import type { UncertainDate } from '../../../../shared/domain/uncertain-date.ts';
import type { LossDraft } from './draft.ts';
import { readMethod } from './read-method.ts';
import { readMoneyCell } from './read-money.ts';
import type { RowCells } from './row-cells.ts';

export interface ReadAmount {
  money: Money;
  negative: boolean;
}

/** The amount in the first cell of this use, or null: there is none, it is nought, or it cannot be read, which is told. */
export function readAmountOf(cells: RowCells, use: ColumnUse): ReadAmount | null {
  const written = cells.first(use);
  if (!written) return null;
  const { column, text } = written;
  const read = readMoneyCell(text, column, cells.text('currency'), cells.isNumber(column));
  if ('problem' in read) {
    cells.problem({ severity: 'error', column: column.index, ...read.problem });
    return null;
  }
  return read.money.minor === 0 ? null : read;
}

/** How it was paid: of the row, else as declared for the whole table. */
export function readMethodOf(cells: RowCells, mapping: TableMapping, note: string[]): LossMethod | null {
  const written = cells.text('method');
  if (written !== '') {
    const method = readMethod(written);
    if (method) return method;
    note.push(`Way of payment as written: ${written}`);
    return 'other';
  }
  if (mapping.lossMethod) return mapping.lossMethod;
  cells.problem({
    severity: 'error',
    code: 'method-undeclared',
    message: 'The row does not say how the money was paid. Declare the way of payment for rows that do not.',
    declare: 'lossMethod',
  });
  return null;
}

/** What the person of the row lost. */
export function readLoss(
  cells: RowCells,
  mapping: TableMapping,
  when: UncertainDate | null,
): LossDraft | null {
  const amount = readAmountOf(cells, 'amount');
  if (!amount) return null;
  if (amount.negative)
    cells.problem({
      severity: 'warning',
      code: 'negative-amount',
      message: 'The amount is negative; its size was taken.',
    });
  const note: string[] = [];
  const method = readMethodOf(cells, mapping, note);
  if (!method) return null;
  return {
    amount: amount.money,
    method,
    when,
    recovered: recoveredOf(cells, amount.money),
    reference: cells.text('reference').slice(0, 500),
    note: note.join('\n'),
  };
}

function recoveredOf(cells: RowCells, lost: Money): Money | null {
  const recovered = readAmountOf(cells, 'recovered');
  if (!recovered) return null;
  if (recovered.money.currency === lost.currency && recovered.money.minor <= lost.minor)
    return recovered.money;
  cells.problem({
    severity: 'warning',
    code: 'recovered-does-not-fit',
    message: 'What was recovered is more than was lost, or in another currency; it was left out.',
  });
  return null;
}
