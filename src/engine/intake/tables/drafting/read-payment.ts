import type { TableMapping } from '../../../../shared/contract/import-table.ts';
import { normaliseIdentifier } from '../../../../shared/domain/identifiers/index.ts';
import type { UncertainDate } from '../../../../shared/domain/uncertain-date.ts';
import type { EntityDraft, RowDraft } from './draft.ts';
import { type ReadAmount, readAmountOf, readMethodOf } from './read-loss.ts';
import type { RowCells } from './row-cells.ts';

/** The account whose statement it is; the same in every row. */
export function ownAccountOf(mapping: TableMapping): EntityDraft | null {
  if (mapping.rowsAre !== 'transactions' || !mapping.ownAccount) return null;
  return {
    kind: 'bank-account',
    identified: normaliseIdentifier('bank-account', mapping.ownAccount, { country: mapping.country }),
    roles: [],
    country: null,
    fields: {},
    note: '',
    seenFrom: null,
    seenTo: null,
  };
}

/** The transaction of a row of a bank statement, between the account of the statement (place `own`) and the other party's. */
export function readPayment(
  cells: RowCells,
  mapping: TableMapping,
  when: UncertainDate | null,
  places: { own: number | null; other: number | null },
): RowDraft['payment'] {
  const moved = movedOf(cells);
  if (!moved) return null;
  const note: string[] = [];
  const rail = readMethodOf(cells, mapping, note);
  if (!rail) return null;
  const party = cells.text('counterparty');
  if (party !== '') note.push(`Other party: ${party}`);
  note.push(
    ...cells.labelled('event-title'),
    ...cells.labelled('event-description'),
    ...cells.labelled('note'),
  );
  const { own, other } = places;
  return {
    amount: moved.amount.money,
    method: rail,
    when,
    recovered: null,
    reference: cells.text('reference').slice(0, 500),
    note: note.join('\n'),
    stage: moved.out ? mapping.paymentsOut : mapping.paymentsIn,
    from: moved.out ? own : other,
    to: moved.out ? other : own,
  };
}

/** A statement has one column with a sign, or one for each direction. */
function movedOf(cells: RowCells): { amount: ReadAmount; out: boolean } | null {
  const debit = readAmountOf(cells, 'debit');
  const credit = readAmountOf(cells, 'credit');
  if (debit && credit)
    cells.problem({
      severity: 'warning',
      code: 'two-directions',
      message: 'The row has an amount going out and one coming in; the one going out was taken.',
    });
  if (debit) return { amount: debit, out: true };
  if (credit) return { amount: credit, out: credit.negative };
  const amount = readAmountOf(cells, 'amount');
  return amount && { amount, out: amount.negative };
}
