import type { ElectronApplication, Page } from '@playwright/test';
import { choosePaths } from './choose-paths.ts';
import { named, passphrase } from './desk.ts';
import { expect } from './workbench.ts';

/** Creates a vault as a person does: folder, passphrase, owner, and the recovery key typed back. */
export async function createVault(app: ElectronApplication, window: Page, folder: string): Promise<void> {
  await choosePaths(app, folder);
  await window.getByRole('button', { name: /Create a vault/ }).click();
  await window.getByRole('button', { name: 'Choose folder…' }).click();
  for (const [field, text] of [
    ['Passphrase', passphrase],
    ['Passphrase again', passphrase],
    ['Your name', 'Ines Example'],
    ['Organisation', 'Nordhaven Software (fictional)'],
  ] as const)
    await window.getByRole('textbox', { name: named(field) }).fill(text);
  await window.getByRole('button', { name: 'Create vault' }).click();
  const groups = window.getByTestId('recovery-key').locator('span');
  await expect(groups).toHaveCount(14);
  const key = (await groups.allInnerTexts()).join('-');
  await window.getByRole('button', { name: 'I have written it down' }).click();
  await window.getByRole('textbox', { name: named('Recovery key') }).fill(key);
  await window.getByRole('button', { name: 'Check key' }).click();
}

/** Creates a case from the list of cases; it is open afterwards. */
export async function createCase(window: Page, reference: string, title: string): Promise<void> {
  await window
    .getByRole('button', { name: /New case/ })
    .first()
    .click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel(/Reference/).fill(reference);
  await dialog.getByLabel(/Title/).fill(title);
  await dialog.getByRole('button', { name: /Create case|Open case/ }).click();
  await expect(window.getByRole('heading', { level: 1 })).toContainText(title);
}
