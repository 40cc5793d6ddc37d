import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromEngine } from './harness/ask-engine.ts';
import { find, go, prepareDesk, takeIn } from './harness/desk.ts';
import { expect, test } from './harness/workbench.ts';

const table = join(import.meta.dirname, '..', 'samples', 'tables', 'complaints.csv');

test('a list of complaints: looked at, declared, tried, imported with its findings, taken back', async ({
  workbench,
  sandbox,
  provide,
  picture,
}) => {
  test.setTimeout(180_000);
  const { window } = workbench;
  const { caseId } = await prepareDesk(window, sandbox);
  await takeIn(window, caseId, [provide(table)]);

  await test.step('the table is chosen; every column is a guess with its reason', async () => {
    await go(window, 'Imports');
    await picture(window, 'imports-empty');
    await window.getByRole('button', { name: 'Import a table' }).first().click();
    await find(window, window.getByRole('combobox', { name: /Evidence that is a table/ }), 'complaints');
    await expect(window.getByRole('table', { name: 'Columns' })).toBeVisible();
    await expect(window.getByText(/Guess\. The header says/).first()).toBeVisible();
    await expect(window.getByRole('button', { name: 'Try all rows' })).toBeDisabled();
    await expect(window.getByRole('region', { name: 'Preview' })).toContainText('To be declared');
    await picture(window, 'imports-guesses');
  });

  await test.step('what the text does not say is declared', async () => {
    const declare = async (label: string, option: string | RegExp) => {
      await window.getByRole('combobox', { name: label, exact: true }).click();
      await window.getByRole('option', { name: option }).first().click();
    };
    await window.getByRole('combobox', { name: 'What Date is' }).click();
    await window.getByRole('option', { name: 'Date of the payment' }).click();
    await declare('Order of dates of Date', 'Month, day, year');
    const zone = window.getByRole('combobox', { name: 'Time zone of Date' });
    await find(window, zone, 'America/New_York');
    await declare('Currency of Amount', 'USD');
    await declare('Decimals of Amount', '1,234.56');
    await window.getByRole('button', { name: 'Confirm all' }).click();
    await expect(window.getByRole('region', { name: 'Preview' })).not.toContainText('To be declared');
    await expect(window.getByRole('region', { name: 'Preview' })).toContainText('Loss');
    await picture(window, 'imports-declared');
    await window.emulateMedia({ colorScheme: 'dark' });
    await picture(window, 'imports-declared-dark');
    await window.emulateMedia({ colorScheme: 'light' });
  });

  await test.step('a trial reads every row and writes nothing; then it is imported', async () => {
    await window.getByRole('button', { name: 'Try all rows' }).click();
    await expect(window.getByText('What would be made of it')).toBeVisible();
    await expect(window.getByRole('table', { name: 'Problems in all rows' })).toContainText(
      'is no Phone number',
    );
    await window.getByRole('checkbox', { name: /Remember for tables/ }).check();
    await window.getByRole('textbox', { name: 'Name of the mapping' }).fill('Complaint centre');
    await picture(window, 'imports-trial');
    await window.getByRole('button', { name: /^Import 62 rows/ }).click();
    await expect(window.getByRole('complementary', { name: 'Import details' })).toContainText('Complete');
  });

  await test.step('the result names each row that was not taken as it was', async () => {
    const detail = window.getByRole('complementary', { name: 'Import details' });
    await detail.getByText(/^Errors/).click();
    await expect(detail.getByRole('grid', { name: 'Findings' })).toContainText('row 62');
    await picture(window, 'imports-result');
    await go(window, 'Losses');
    await expect(window.getByRole('row').nth(8)).toBeVisible();
  });

  await test.step('the whole import is taken back', async () => {
    await go(window, 'Imports');
    await window.getByRole('row').filter({ hasText: 'complaints.csv' }).click();
    await window.getByRole('button', { name: 'Take back' }).click();
    await window.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await expect(window.getByRole('complementary', { name: 'Import details' })).toContainText('Taken back');
    await picture(window, 'imports-taken-back');
  });
});

test('a plain text of numbers with remarks is offered, read and imported', async ({
  workbench,
  sandbox,
  picture,
}) => {
  test.setTimeout(180_000);
  const { window } = workbench;
  const { caseId } = await prepareDesk(window, sandbox);
  const list = join(sandbox, 'numbers.txt');
  writeFileSync(
    list,
    '# numbers of the room\n+91 22 5555 0100 - calls at night\n+1 202 555 0143, +1 202 555 0144\nask Rick\n+1 202 555 0145 (Rick)\n',
  );
  await takeIn(window, caseId, [list]);
  await fromEngine(window, 'evidence.read', { caseId });

  await go(window, 'Imports');
  const waiting = window.getByRole('region', { name: 'Not imported yet' });
  await expect(waiting).toContainText('List of phone numbers');
  await picture(window, 'imports-list-waiting');
  await waiting.getByRole('button', { name: 'Import as a table' }).click();
  await expect(window.getByRole('table', { name: 'Columns' })).toBeVisible();
  const preview = window.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('calls at night');
  await picture(window, 'imports-list');
  await window.emulateMedia({ colorScheme: 'dark' });
  await picture(window, 'imports-list-dark');
  await window.emulateMedia({ colorScheme: 'light' });
});

test('a statement that a bank sends as a page is offered with its tables to choose from', async ({
  workbench,
  sandbox,
  picture,
}) => {
  test.setTimeout(180_000);
  const { window } = workbench;
  const { caseId } = await prepareDesk(window, sandbox);
  const page = join(sandbox, 'statement.xls');
  const rows = (lines: readonly (readonly string[])[]) =>
    `<table>${lines.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
  const bookings = Array.from({ length: 12 }, (_, at) => [
    `${at + 1}/10/2023`,
    `UPI/33${at}/Payee ${at}`,
    `${at + 1},200.50`,
    '90,000.00',
  ]);
  writeFileSync(
    page,
    `<html><body>${rows([['Example Bank'], ['Branch 17, Nordhaven']])}${rows([
      ['Date', 'Narration', 'Withdrawal amount', 'Closing balance'],
      ...bookings,
    ])}${rows([
      ['Phone', 'Purpose'],
      ['+1 202 555 0143', 'Lost cards'],
      ['+1 202 555 0144', 'Complaints'],
    ])}</body></html>`,
  );
  await takeIn(window, caseId, [page]);
  await fromEngine(window, 'evidence.read', { caseId });

  await go(window, 'Imports');
  const waiting = window.getByRole('region', { name: 'Not imported yet' });
  await expect(waiting).toContainText('HTML page with 3 tables');
  await waiting.getByRole('button', { name: 'Import as a table' }).click();
  const columns = window.getByRole('table', { name: 'Columns' });
  await expect(columns).toContainText('Narration');
  await picture(window, 'imports-page-tables');
  await window.emulateMedia({ colorScheme: 'dark' });
  await picture(window, 'imports-page-tables-dark');
  await window.emulateMedia({ colorScheme: 'light' });
  await window.getByRole('combobox', { name: 'Table', exact: true }).click();
  await picture(window, 'imports-page-choice');
  await window.getByRole('option', { name: 'Table 3: Phone, Purpose' }).click();
  await expect(columns).toContainText('Lost cards');
  await expect(columns).not.toContainText('Narration');
});
