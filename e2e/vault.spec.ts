import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fromEngine } from './harness/ask-engine.ts';
import { choosePaths } from './harness/choose-paths.ts';
import { go, lock, named, openCase, passphrase, prepareDesk, takeIn, unlock } from './harness/desk.ts';
import { expect, test } from './harness/workbench.ts';

const sampleCase = join(import.meta.dirname, '..', 'samples', 'case');
const otherPassphrase = 'eleven herons wait at the weir';
const thirdPassphrase = 'nine clocks under one thin roof';

test('keys: the passphrase is changed, the recovery key opens the vault, a new one replaces it', async ({
  workbench,
  sandbox,
  picture,
}) => {
  const { window } = workbench;
  const { vault, recoveryKey } = await prepareDesk(window, sandbox);

  await test.step('the passphrase is changed; the old one no longer opens', async () => {
    await go(window, 'Vault settings');
    const card = window.getByRole('form', { name: 'Change passphrase' });
    await card.getByLabel(named('Current passphrase')).fill('not the passphrase');
    await card.getByLabel(named('New passphrase')).fill(otherPassphrase);
    await card.getByLabel(named('New passphrase again')).fill(otherPassphrase);
    await card.getByRole('button', { name: 'Change passphrase' }).click();
    await expect(card.getByRole('alert')).toContainText('does not open');
    await picture(window, '20-wrong-current-passphrase');
    await card.getByLabel(named('Current passphrase')).fill(passphrase);
    await card.getByRole('button', { name: 'Change passphrase' }).click();
    await expect(window.getByText('The passphrase is changed.')).toBeVisible();
    await lock(window);
    await unlock(window, passphrase);
    await expect(window.getByText(/This passphrase does not open the vault/)).toBeVisible();
    await unlock(window, otherPassphrase);
    await expect(window.getByText('NH-2025-0148').first()).toBeVisible();
  });

  await test.step('the passphrase is lost: the recovery key sets a new one', async () => {
    await lock(window);
    await window.getByRole('radio', { name: 'With recovery key' }).locator('..').click();
    await window.getByRole('textbox', { name: named('Recovery key') }).fill(recoveryKey.toLowerCase());
    await window.getByLabel(named('New passphrase')).fill(thirdPassphrase);
    await window.getByLabel(named('New passphrase again')).fill(thirdPassphrase);
    await picture(window, '21-recovery');
    await window.getByRole('button', { name: 'Unlock' }).click();
    await expect(window.getByText('NH-2025-0148').first()).toBeVisible();
    await expect(window.getByText(/has its new passphrase/)).toBeVisible();
    await lock(window);
    await unlock(window, otherPassphrase);
    await expect(window.getByText(/This passphrase does not open the vault/)).toBeVisible();
    await unlock(window, thirdPassphrase);
    await expect(window.getByText('NH-2025-0148').first()).toBeVisible();
  });

  await test.step('the recovery key is replaced and checked back; the old one no longer opens', async () => {
    await go(window, 'Vault settings');
    const card = window.getByRole('form', { name: 'Recovery key' });
    await card.getByLabel(named('Passphrase')).fill(thirdPassphrase);
    await card.getByRole('button', { name: 'Replace recovery key' }).click();
    const groups = window.getByTestId('recovery-key').locator('span');
    await expect(groups).toHaveCount(14);
    const key = (await groups.allInnerTexts()).join('-');
    expect(key).not.toBe(recoveryKey);
    await picture(window, '22-new-recovery-key');
    await window.getByRole('button', { name: 'I have written it down' }).click();
    await window.getByRole('textbox', { name: named('Recovery key') }).fill(recoveryKey);
    await window.getByRole('button', { name: 'Check key' }).click();
    await expect(window.getByRole('alert')).toBeVisible();
    await window.getByRole('textbox', { name: named('Recovery key') }).fill(key);
    await window.getByRole('button', { name: 'Check key' }).click();
    await expect(window.getByRole('heading', { name: 'Vault settings' })).toBeVisible();
    await expect(window.getByText(/never confirmed/)).toHaveCount(0);
    await lock(window);
    await window.getByRole('radio', { name: 'With recovery key' }).locator('..').click();
    await window.getByRole('textbox', { name: named('Recovery key') }).fill(recoveryKey);
    await window.getByLabel(named('New passphrase')).fill(passphrase);
    await window.getByLabel(named('New passphrase again')).fill(passphrase);
    await window.getByRole('button', { name: 'Unlock' }).click();
    await expect(window.getByRole('alert')).toContainText(/recovery key/i);
    expect((await fromEngine<{ state: string }>(window, 'vault.status', {})).state).toBe('locked');
    expect(readdirSync(vault)).not.toContain('holder.json');
  });
});

test('the vault locks itself when nobody touches it, and says why', async ({
  workbench,
  sandbox,
  picture,
}) => {
  const { window } = workbench;
  await prepareDesk(window, sandbox);
  await go(window, 'Vault settings');
  await expect(window.getByRole('form', { name: 'Automatic lock' })).toBeVisible();
  // From here on the page's time passes when the test says so.
  await window.clock.install();
  const card = window.getByRole('form', { name: 'Automatic lock' });
  await card.getByLabel(named('Minutes without input')).fill('2');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByRole('button', { name: 'Save' })).toBeDisabled();
  await window.clock.runFor('01:50');
  await expect(window.getByRole('heading', { name: 'Vault settings' })).toBeVisible();
  await window.mouse.move(300, 300);
  await window.mouse.move(320, 320);
  await window.clock.runFor('01:50');
  await expect(window.getByRole('heading', { name: 'Vault settings' })).toBeVisible();
  await window.clock.runFor('00:30');
  await expect(window.getByText(/nobody had touched it/)).toBeVisible();
  await expect(window.getByText('NH-2025-0148')).toHaveCount(0);
  await picture(window, '23-locked-by-itself');
});

test('a backup is made, restored in another place, and opened there', async ({
  workbench,
  sandbox,
  provide,
  picture,
}) => {
  const { app, window } = workbench;
  const { caseId } = await prepareDesk(window, sandbox);
  await takeIn(window, caseId, [provide(join(sampleCase, 'complaints'))]);
  await go(window, 'Vault settings');
  const card = window.getByRole('region', { name: 'Backup' });
  const outside = join(sandbox, 'backups');
  await choosePaths(app, outside);
  await card.getByRole('button', { name: /Back up/ }).click();
  await expect(card.getByText('Backed up and verified')).toBeVisible({ timeout: 30_000 });
  await picture(window, '24-backup');
  const backup = join(outside, readdirSync(outside)[0]!);

  await lock(window);
  await window.getByRole('button', { name: 'Back', exact: true }).click();
  await window.getByRole('button', { name: 'Restore a backup' }).click();
  const restored = join(sandbox, 'restored');
  await choosePaths(app, backup, restored);
  const places = window.getByRole('button', { name: 'Choose folder…' });
  await places.first().click();
  await expect(window.getByText(backup)).toBeVisible();
  await places.last().click();
  await expect(window.getByText(restored)).toBeVisible();
  await window.getByLabel(named('Passphrase of the backup')).fill('not the passphrase');
  await window.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(window.getByRole('alert')).toContainText('does not open');
  await window.getByLabel(named('Passphrase of the backup')).fill(passphrase);
  await window.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(window.getByText('Restored', { exact: true })).toBeVisible({ timeout: 30_000 });
  await picture(window, '25-restored');
  await window.getByRole('button', { name: 'Open it' }).click();
  await unlock(window, passphrase);
  await openCase(window);
  await go(window, 'Evidence');
  await expect(window.getByRole('row').filter({ hasText: '.eml' }).first()).toBeVisible();
  expect(await fromEngine(window, 'vault.status', {})).toMatchObject({ folder: restored });
});

test('who opens a vault that is open elsewhere is told by whom, and gets in when it is closed', async ({
  workbench,
  launch,
  sandbox,
  picture,
}) => {
  const first = workbench;
  const { vault } = await prepareDesk(first.window, sandbox);
  const second = await launch(`--user-data-dir=${join(sandbox, 'settings-of-another')}`, `--vault=${vault}`);
  const notice = second.window.getByRole('status').filter({ hasText: 'It is open elsewhere' });
  const { processId } = await fromEngine<{ processId: number }>(first.window, 'engine.ping', {});
  await expect(notice).toContainText(`process ${processId}`);
  await unlock(second.window, passphrase);
  await expect(second.window.getByRole('alert')).toContainText('The vault is open already');
  await picture(second.window, '39-open-elsewhere');
  await lock(first.window);
  await expect(first.window.getByRole('textbox', { name: named('Passphrase') })).toBeVisible();
  await expect(notice).toBeHidden();
  await unlock(second.window, passphrase);
  await expect(second.window.getByText('NH-2025-0148').first()).toBeVisible();
  await expect(first.window.getByRole('status').filter({ hasText: 'It is open elsewhere' })).toBeHidden();
});
