import { describe, expect, test } from 'vitest';
import { contentOfBytes } from '../table-content.ts';
import { inspectTable } from './inspect-table.ts';

/** Headers as banks write them above their statements, and what each column of the preset is for. */
const statements: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'Date\tNarration\tChq./Ref.No.\tValue Dt\tWithdrawal Amt.\tDeposit Amt.\tClosing Balance',
    '01/10/23\tUPI-RAVI\t0000327\t01/10/23\t1200.50\t\t98000.00',
    ['money-date', 'event-title', 'reference', 'note', 'debit', 'credit', 'ignore'],
  ],
  [
    'Txn Date\tValue Date\tDescription\tRef No./Cheque No.\tDebit\tCredit\tBalance',
    '1 Oct 2023\t1 Oct 2023\tTO TRANSFER\tTRANSFER TO 4897\t500.00\t\t1,200.00',
    ['money-date', 'note', 'event-title', 'reference', 'debit', 'credit', 'ignore'],
  ],
  [
    'Tran Date\tPARTICULARS\tDR\tCR\tBAL',
    '01-10-2023\tUPI/P2A/3274\t50.00\t\t1200.00',
    ['money-date', 'event-title', 'debit', 'credit', 'ignore'],
  ],
];

describe('the preset of bank statements', () => {
  test.each(statements)('knows %s', async (header, row, uses) => {
    const found = await inspectTable(contentOfBytes(Buffer.from(`${header}\n${row}\n${row}\n`)), {});
    const preset = found.presets.find(({ id }) => id === 'bank-statement');
    expect(preset?.mapping.columns.map(({ use }) => use)).toEqual(uses);
  });

  test('is nothing that a list of doctors has', async () => {
    const found = await inspectTable(contentOfBytes(Buffer.from('Dr\tPhone\nAda\t+1 202 555 0143\n')), {});
    expect(found.rowsAre.value).not.toBe('transactions');
  });
});
