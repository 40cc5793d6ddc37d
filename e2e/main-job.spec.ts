import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { choosePaths } from './harness/choose-paths.ts';
import { dropFiles } from './harness/drop-files.ts';
import { expect, test } from './harness/workbench.ts';

const passphrase = 'seven lorries carry blue thread';
const sampleCase = join(import.meta.dirname, '..', 'samples', 'case');

/** A field by its whole label; a field that must be filled carries an asterisk. */
const named = (label: string) => new RegExp(`^${label}( \\*)?$`);

/** Opens a select by its label and takes one of its options. */
async function choose(
  scope: Page | ReturnType<Page['getByRole']>,
  window: Page,
  label: string,
  option: string,
) {
  await scope
    .getByRole('combobox', { name: label, exact: true })
    .or(scope.getByLabel(label, { exact: true }))
    .first()
    .click();
  await window
    .getByRole('option', { name: new RegExp(`^${option}`) })
    .first()
    .click();
}

test('the main job: from an empty folder to a sealed referral for India, verified', async ({
  workbench,
  sandbox,
  provide,
  picture,
}) => {
  test.setTimeout(240_000);
  const { app, window } = workbench;
  const vault = join(sandbox, 'vault');
  const outbox = join(sandbox, 'outbox');
  const files = provide(sampleCase);

  await test.step('a vault is created and its recovery key checked back', async () => {
    await choosePaths(app, vault);
    await window.getByRole('button', { name: /Create a vault/ }).click();
    await window.getByRole('button', { name: 'Choose folder…' }).click();
    await window.getByRole('textbox', { name: named('Passphrase') }).fill(passphrase);
    await window.getByRole('textbox', { name: named('Passphrase again') }).fill(passphrase);
    await window.getByRole('textbox', { name: named('Your name') }).fill('Ines Example');
    await window.getByRole('textbox', { name: named('Organisation') }).fill('Nordhaven Software (fictional)');
    await picture(window, '01-create-vault');
    await window.getByRole('button', { name: 'Create vault' }).click();
    await expect(window.getByTestId('recovery-key').locator('span')).toHaveCount(14);
    const key = (await window.getByTestId('recovery-key').locator('span').allInnerTexts()).join('-');
    await picture(window, '02-recovery-key');
    await window.getByRole('button', { name: 'I have written it down' }).click();
    await window.getByRole('textbox', { name: named('Recovery key') }).fill(key.toLowerCase());
    await window.getByRole('button', { name: 'Check key' }).click();
  });

  await test.step('a case is opened', async () => {
    await window
      .getByRole('button', { name: /New case/ })
      .first()
      .click();
    const dialog = window.getByRole('dialog');
    await dialog.getByLabel(/Reference/).fill('NH-2025-0147');
    await dialog.getByLabel(/Title/).fill('Call centres that impersonate Nordhaven (fictional)');
    await dialog
      .getByLabel(/Narrative/)
      .fill(
        'Callers claimed to be Nordhaven support, frightened customers with a locked screen, took remote control of ' +
          'their computers and made them transfer money to accounts and wallets named in the exhibits. All persons, ' +
          'companies and numbers here are fictional.',
      );
    await picture(window, '03-new-case');
    await dialog.getByRole('button', { name: /Create case|Open case/ }).click();
    await expect(window.getByText('NH-2025-0147').first()).toBeVisible();
    await window.getByRole('button', { name: 'Edit case' }).click();
    const editor = window.getByRole('dialog');
    await editor.getByRole('button', { name: 'Add a country or agency' }).click();
    await editor
      .getByRole('textbox', { name: 'Jurisdiction: India' })
      .fill(
        'The call centre works from Maharashtra; the accounts that received the money are held in India.',
      );
    await editor.getByRole('button', { name: /Save/ }).click();
    await expect(editor).toBeHidden();
    await picture(window, '04-overview');
  });

  await test.step('files and a folder are dropped on the window', async () => {
    await go(window, 'Evidence');
    await expect(window.getByTestId('file-drop')).toBeVisible();
    await dropFiles(window, [files]);
    await window
      .getByRole('textbox', { name: named('From whom or what') })
      .fill('Complaints desk of Nordhaven (fictional)');
    await picture(window, '05-intake');
    await window.getByRole('button', { name: 'Start intake' }).click();
    await expect(window.getByText('39 files taken in')).toBeVisible({ timeout: 60_000 });
    await picture(window, '06-evidence');
  });

  await test.step('a piece is looked at: facts, custody, its text without running anything', async () => {
    await window.getByRole('searchbox', { name: 'Search evidence' }).fill('.eml');
    await window.getByRole('row').filter({ hasText: '.eml' }).first().click();
    await expect(window.getByRole('table', { name: 'Custody' })).toContainText('Acquired');
    await window.getByRole('button', { name: 'Show content' }).click();
    await expect(window.getByRole('document', { name: /^Content of/ })).toContainText('Subject:');
    await expect(window.getByRole('table', { name: 'Custody' })).toContainText('Viewed');
    await picture(window, '07-evidence-detail');
  });

  await test.step('who and what is in it', async () => {
    await go(window, 'Entities');
    for (const entity of [
      { kind: 'Person', value: 'José Beispiel-Müller', role: 'Victim', country: 'Germany', region: '' },
      {
        kind: 'Organisation',
        value: 'Blue Lantern Services (fictional)',
        role: 'Call centre',
        country: 'India',
        region: 'Maharashtra',
      },
      {
        kind: 'Phone number',
        value: '+1 202 555 0143',
        role: 'Scam infrastructure',
        country: '',
        region: '',
      },
    ]) {
      await window.getByRole('button', { name: 'New entity' }).first().click();
      const dialog = window.getByRole('dialog');
      await choose(dialog, window, 'Kind', entity.kind);
      await dialog.getByRole('textbox', { name: /^(Name|As found)( \*)?$/ }).fill(entity.value);
      await choose(dialog, window, 'Roles', entity.role);
      if (entity.country) await choose(dialog, window, 'Country', entity.country);
      if (entity.region) await dialog.getByRole('textbox', { name: /State/ }).fill(entity.region);
      if (entity.region) await picture(window, '08-new-entity');
      await dialog.getByRole('button', { name: 'Save entity' }).click();
      await expect(dialog).toBeHidden();
    }
    await picture(window, '09-entities');
  });

  await test.step('an event goes on the timeline', async () => {
    await go(window, 'Events');
    await window.getByRole('button', { name: 'New event' }).first().click();
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('textbox', { name: named('Title') }).fill('First call to José, screen locked');
    await dialog.getByRole('textbox', { name: named('When, as written') }).fill('2025-03-04 10:12');
    await dialog
      .getByRole('combobox', { name: named('Time zone') })
      .first()
      .fill('Berlin');
    await window
      .getByRole('option', { name: /Berlin/ })
      .first()
      .click();
    await dialog.getByRole('combobox', { name: named('Taking part') }).fill('José');
    await window.getByRole('option', { name: /José/ }).first().click();
    await picture(window, '10-new-event');
    await dialog.getByRole('button', { name: 'Save event' }).click();
    await expect(dialog).toBeHidden();
    await expect(window.getByText('First call to José, screen locked').first()).toBeVisible();
    await picture(window, '11-timeline');
  });

  await test.step('a loss in euros', async () => {
    await go(window, 'Losses');
    await window.getByRole('button', { name: 'New loss' }).first().click();
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('combobox', { name: named('Victim') }).fill('José');
    await window.getByRole('option', { name: /José/ }).first().click();
    await dialog.getByRole('textbox', { name: named('Amount') }).fill('1234.56');
    await choose(dialog, window, 'Currency of amount', 'EUR');
    await dialog.getByRole('button', { name: 'Save loss' }).click();
    await expect(dialog).toBeHidden();
    await picture(window, '12-losses');
  });

  let packagePath = '';
  await test.step('a package is exported for India', async () => {
    await go(window, 'Referral');
    await window
      .getByText(/Central Bureau of Investigation/)
      .first()
      .click();
    await expect(window.getByText(/needed before this can be exported/)).toBeVisible();
    await picture(window, '13-what-is-missing');
    const signatory = window.getByRole('region', { name: 'Signatory' });
    await signatory.getByRole('textbox', { name: named('Name') }).fill('Ines Example');
    await signatory.getByRole('textbox', { name: named('Address') }).fill('1 Example Street, Example Town');
    await window.getByRole('button', { name: 'Preview' }).click();
    await expect(window.locator('canvas').first()).toBeVisible({ timeout: 30_000 });
    await picture(window, '14-preview');
    await window.keyboard.press('Escape');
    await choosePaths(app, outbox);
    await window.getByRole('button', { name: 'Export referral' }).click();
    await window.getByRole('button', { name: 'Export and seal' }).click();
    await expect
      .poll(() => (existsSync(outbox) ? readdirSync(outbox).filter((name) => !name.startsWith('.')) : []), {
        timeout: 60_000,
      })
      .toEqual(['nh-2025-0147_in-cbi_v1.zip']);
    packagePath = join(outbox, 'nh-2025-0147_in-cbi_v1.zip');
    await picture(window, '15-exported');
  });

  await test.step('the package is verified', async () => {
    await go(window, 'Verify');
    await choosePaths(app, packagePath);
    await window.getByRole('button', { name: 'Choose package' }).first().click();
    await expect(window.getByText(/^Valid/).first()).toBeVisible({ timeout: 60_000 });
    await picture(window, '16-verified');
  });

  await test.step('the log tells all of it and proves itself', async () => {
    await window.goBack();
    await go(window, 'Log');
    await expect(window.getByText(/Referral sealed/).first()).toBeVisible();
    await window
      .getByRole('button', { name: /Verify/ })
      .first()
      .click();
    await expect(window.getByText(/intact/i).first()).toBeVisible({ timeout: 30_000 });
    await picture(window, '17-log');
  });

  await test.step('the vault is locked and unlocked', async () => {
    await window.keyboard.press('Control+l');
    await expect(window.getByRole('textbox', { name: named('Passphrase') })).toBeVisible();
    await expect(window.getByText('NH-2025-0147')).toHaveCount(0);
    await picture(window, '18-locked');
    await window.getByRole('textbox', { name: named('Passphrase') }).fill('not the passphrase');
    await window.getByRole('button', { name: 'Unlock' }).click();
    await expect(window.getByText(/This passphrase does not open the vault/)).toBeVisible();
    await window.getByRole('textbox', { name: named('Passphrase') }).fill(passphrase);
    await window.getByRole('button', { name: 'Unlock' }).click();
    await expect(window.getByText('NH-2025-0147').first()).toBeVisible();
    await picture(window, '19-unlocked');
  });
});

const go = (window: Page, place: string) =>
  window
    .getByRole('navigation')
    .getByRole('link', { name: new RegExp(`^${place}`) })
    .first()
    .click();
