import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fromEngine } from './harness/ask-engine.ts';
import { choosePaths } from './harness/choose-paths.ts';
import { find, go, lock, named, openCase, passphrase, prepareDesk, takeIn, unlock } from './harness/desk.ts';
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
    await expect(window.getByText(/never checked back/)).toHaveCount(0);
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
  await card.getByLabel(named('Minutes without a touch')).fill('2');
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

test('evidence: a copy goes out on the record, a piece is hidden and brought back', async ({
  workbench,
  sandbox,
  provide,
  picture,
}) => {
  const { app, window } = workbench;
  const { caseId } = await prepareDesk(window, sandbox);
  const original = join(sampleCase, 'infrastructure', 'domains.txt');
  await takeIn(window, caseId, [provide(original)]);
  await go(window, 'Evidence');
  await window.getByRole('row').filter({ hasText: 'domains.txt' }).click();
  const panel = window.getByRole('complementary', { name: 'Evidence details' });

  await panel.getByRole('button', { name: 'More actions' }).click();
  await window.getByRole('menuitem', { name: /Export a copy/ }).click();
  const question = window.getByRole('dialog');
  await expect(question.getByRole('button', { name: 'Choose folder…' })).toBeDisabled();
  await question.getByLabel(/Purpose/).fill('For the registrar, by hand');
  const outbox = join(sandbox, 'outbox');
  await choosePaths(app, outbox);
  await picture(window, '26-export-copy');
  await question.getByRole('button', { name: 'Choose folder…' }).click();
  await expect(window.getByText(/Done: .*outbox/)).toBeVisible();
  const [copy] = readdirSync(outbox).filter((name) => !name.startsWith('.'));
  const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  const bytes = await fromEngine<{ rows: { sha256: string }[] }>(window, 'evidence.list', { caseId });
  expect(copy).toContain('domains.txt');
  expect(bytes.rows[0]?.sha256).toBe(digest(original));
  await expect(panel.getByRole('table', { name: 'Custody' })).toContainText('Exported');

  await panel.getByRole('button', { name: 'More actions' }).click();
  await window.getByRole('menuitem', { name: /Hide/ }).click();
  await window.getByRole('dialog').getByLabel('Reason').fill('Belongs to another case');
  await window.getByRole('dialog').getByRole('button', { name: 'Hide evidence' }).click();
  await expect(window.getByRole('row').filter({ hasText: 'domains.txt' })).toHaveCount(0);
  await expect(panel.getByText('Hidden', { exact: true }).first()).toBeVisible();
  await window.getByRole('button', { name: 'Show hidden' }).click();
  await expect(window.getByRole('row').filter({ hasText: 'domains.txt' })).toBeVisible();
  await picture(window, '27-hidden');
  await panel.getByRole('button', { name: 'More actions' }).click();
  await window.getByRole('menuitem', { name: 'Bring back' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Bring back' }).click();
  await window.getByRole('button', { name: 'Show hidden' }).click();
  await expect(window.getByRole('row').filter({ hasText: 'domains.txt' })).toBeVisible();
});

test('entities: made while an event is written, linked, and the last change taken back', async ({
  workbench,
  sandbox,
  picture,
}) => {
  const { window } = workbench;
  await prepareDesk(window, sandbox);

  await test.step('a person nobody has entered yet, in the middle of a new event', async () => {
    await go(window, 'Events');
    await window.getByRole('button', { name: 'New event' }).first().click();
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('textbox', { name: named('Title') }).fill('Call to Renée Exemple');
    await dialog.getByRole('textbox', { name: named('When, as written') }).fill('2025-04-23 09:30');
    await find(window, dialog.getByRole('combobox', { name: named('Time zone') }).first(), 'Paris');
    for (const { value, kind, role } of [
      { value: 'Renée Exemple', kind: 'Person', role: 'Victim' },
      { value: '+1 202 555 0147', kind: 'Phone number', role: 'Scam infrastructure' },
    ]) {
      await dialog.getByRole('button', { name: 'New entity for taking part' }).click();
      const form = dialog.getByRole('group', { name: 'New entity' });
      await form.getByRole('combobox', { name: 'Kind' }).click();
      await window.getByRole('option', { name: kind, exact: true }).click();
      await form.getByRole('textbox', { name: named('Name, number or address') }).fill(value);
      await form.getByRole('combobox', { name: 'Role' }).click();
      await window.getByRole('option', { name: role, exact: true }).click();
      if (kind === 'Person') await picture(window, '28-new-entity-in-event');
      await form.getByRole('button', { name: 'Create entity' }).click();
      await expect(form).toBeHidden();
    }
    await expect(dialog.getByRole('button', { name: 'Remove Renée Exemple' })).toBeVisible();
    await picture(window, '29-event-with-both');
    await dialog.getByRole('button', { name: 'Save event' }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('a link between the two', async () => {
    await go(window, 'Entities');
    await window.getByRole('row').filter({ hasText: 'Renée Exemple' }).click();
    const panel = window.getByRole('complementary', { name: 'Entity details' });
    await panel.getByRole('button', { name: 'New link' }).click();
    const dialog = window.getByRole('dialog');
    await dialog.getByText(/^Other →/).click();
    await find(window, dialog.getByRole('combobox', { name: named('Relation') }), 'contacted');
    await find(window, dialog.getByRole('combobox', { name: named('Other entity') }), '202');
    await picture(window, '30-new-link');
    await dialog.getByRole('button', { name: 'Create link' }).click();
    await expect(dialog).toBeHidden();
    const links = panel.getByRole('region', { name: 'Links' });
    await expect(links).toContainText(/202.*contacted.*this/s);
    await picture(window, '31-linked');
  });

  await test.step('undo takes the link back, and the log brings it again', async () => {
    const links = window
      .getByRole('complementary', { name: 'Entity details' })
      .getByRole('region', { name: 'Links' });
    await window.keyboard.press('Control+z');
    const question = window.getByRole('dialog');
    await expect(question).toContainText(/Link added/i);
    await picture(window, '32-undo');
    await question.getByRole('button', { name: 'Undo' }).click();
    await expect(links).toContainText('Not linked to anything yet');
    await go(window, 'Log');
    await window
      .getByRole('row')
      .filter({ hasText: /Undone:/ })
      .first()
      .click();
    const entry = window.getByRole('complementary', { name: 'Log entry' });
    await picture(window, '33-undone');
    await entry.getByRole('button', { name: 'Do again' }).click();
    await window.getByRole('dialog').getByRole('button', { name: 'Do it again' }).click();
    await expect(window.getByRole('row').filter({ hasText: /Done again:/ })).toBeVisible();
    await expect(entry.getByRole('button', { name: 'Do again' })).toHaveCount(0);
    await go(window, 'Entities');
    await window.getByRole('row').filter({ hasText: 'Renée Exemple' }).click();
    await expect(links).toContainText('contacted');
  });
});

/** So many files of their own content that an intake of them can be met half way. */
function manyFiles(folder: string, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const part = join(folder, `box-${String(Math.floor(index / 250)).padStart(2, '0')}`);
    if (index % 250 === 0) mkdirSync(part, { recursive: true });
    writeFileSync(join(part, `note-${index}.txt`), `note ${index} `.repeat(400));
  }
}

/** Waits until an intake has taken some files in, and tells that it runs still. */
async function halfWay(window: Page, caseId: string): Promise<void> {
  await expect
    .poll(
      async () =>
        (await fromEngine<{ total: number }>(window, 'evidence.list', { caseId, limit: 1 })).total > 0,
      { timeout: 30_000, intervals: [40] },
    )
    .toBe(true);
}

test('an intake is cancelled and goes on; the engine dies in the middle of it, and it goes on again', async ({
  workbench,
  sandbox,
  picture,
}) => {
  test.setTimeout(400_000);
  const { app, window } = workbench;
  const { caseId, vault } = await prepareDesk(window, sandbox);
  const folder = join(sandbox, 'boxes');
  // So many that on a fast machine, too, there is a middle to cut the intake in.
  const count = 14_000;
  manyFiles(folder, count);
  await go(window, 'Evidence');
  await choosePaths(app, folder);
  await window.getByRole('button', { name: 'Add folder' }).first().click();
  await window.getByRole('dialog').getByRole('button', { name: 'Start intake' }).click();

  await test.step('cancelled by the person', async () => {
    await halfWay(window, caseId);
    await window.getByRole('button', { name: 'Cancel intake' }).click();
    await picture(window, '34-intake-in-hand');
    await window.getByRole('dialog').getByRole('button', { name: 'Stop intake' }).click();
    await expect(window.getByRole('status').filter({ hasText: 'Intake cut short' })).toBeVisible();
    await picture(window, '35-intake-cancelled');
  });

  await test.step('the engine is killed in the middle of what was left', async () => {
    const { processId } = await fromEngine<{ processId: number }>(window, 'engine.ping', {});
    await window.getByRole('button', { name: 'Go on' }).click();
    await expect(window.getByRole('button', { name: 'Cancel intake' })).toBeVisible();
    // The application may run as another user than this test: main has the right to end its own child.
    await app.evaluate((_electron, id) => process.kill(id, 'SIGKILL'), processId);
    await expect(window.getByText(/The engine stopped/).first()).toBeVisible();
    await expect(window.getByRole('textbox', { name: named('Passphrase') })).toBeVisible();
    await expect(window.getByText(vault).first()).toBeVisible();
    await expect(window.getByText('NH-2025-0148')).toHaveCount(0);
    await picture(window, '36-engine-lost');
  });

  await test.step('unlocked again, the intake goes on to its end, and all of it is whole', async () => {
    await unlock(window, passphrase);
    await openCase(window);
    await go(window, 'Evidence');
    // It was in the middle: what was reported as taken in is there, and some was not reached.
    const { total } = await fromEngine<{ total: number }>(window, 'evidence.list', { caseId, limit: 1 });
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(count);
    const cut = window.getByRole('status').filter({ hasText: 'Intake cut short' });
    await expect(cut).toBeVisible();
    await picture(window, '37-interrupted');
    await cut.getByRole('button', { name: 'Go on' }).click();
    await expect(window.getByText(/files taken in, /)).toBeVisible({ timeout: 60_000 });
    await expect(window.getByText(count.toLocaleString('en'), { exact: true })).toBeVisible();
    await picture(window, '38-went-on');
    const list = await fromEngine<{ total: number }>(window, 'evidence.list', { caseId, limit: 1 });
    expect(list.total).toBe(count);
    await window.getByRole('button', { name: 'Verify', exact: true }).click();
    await window.getByRole('menuitem', { name: 'All evidence' }).click();
    // What was taken in is being read meanwhile.
    await expect(window.getByText(/every hash is as it was at intake/)).toBeVisible({ timeout: 180_000 });
  });
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

/**
 * One page that is one scanned picture: 32 by 32 points of CCITT Group 4 fax (ITU-T T.6). Each row is like the white
 * one above it, which is one bit `1`; the last bits are the end-of-block mark. `Decode [1 0]` turns white to black.
 */
function scannedPage(): Buffer {
  const rows = 'f'.repeat(8);
  const picture = Buffer.from(`${rows}001001`, 'hex');
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const at: number[] = [];
  const object = (dictionary: string, stream?: Buffer) => {
    at.push(parts.reduce((sum, part) => sum + part.length, 0));
    parts.push(Buffer.from(`${at.length} 0 obj\n<< ${dictionary} >>\n`));
    if (stream) parts.push(Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n'));
    parts.push(Buffer.from('endobj\n'));
  };
  object('/Type /Catalog /Pages 2 0 R');
  object('/Type /Pages /Kids [3 0 R] /Count 1');
  object(
    '/Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /XObject << /S 5 0 R >> >>',
  );
  const content = Buffer.from('q 100 0 0 100 50 50 cm /S Do Q');
  object(`/Length ${content.length}`, content);
  object(
    '/Type /XObject /Subtype /Image /Width 32 /Height 32 /BitsPerComponent 1 /ColorSpace /DeviceGray /Decode [1 0] ' +
      `/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 32 /Rows 32 >> /Length ${picture.length}`,
    picture,
  );
  const start = parts.reduce((sum, part) => sum + part.length, 0);
  const entries = at.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${at.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${at.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

test('a scanned page is drawn, by a decoder that is no WebAssembly', async ({
  workbench,
  sandbox,
  picture,
}) => {
  const { window } = workbench;
  const { caseId } = await prepareDesk(window, sandbox);
  const path = join(sandbox, 'scan.pdf');
  writeFileSync(path, scannedPage());
  await takeIn(window, caseId, [path]);
  await go(window, 'Evidence');
  await window.getByRole('row').filter({ hasText: 'scan.pdf' }).click();
  await window.getByRole('button', { name: 'Show content' }).click();
  const page = window.getByRole('img', { name: /page 1 of 1/ });
  await expect(page).toBeVisible();
  const grey = (across: number, down: number) =>
    page.evaluate(
      (element, [x, y]) => {
        const canvas = element as HTMLCanvasElement;
        const at = [Math.floor(canvas.width * x), Math.floor(canvas.height * y)] as const;
        return canvas.getContext('2d')!.getImageData(...at, 1, 1).data[0]!;
      },
      [across, down] as const,
    );
  await expect.poll(() => grey(0.5, 0.5)).toBeLessThan(40);
  expect(await grey(0.1, 0.1)).toBeGreaterThan(215);
  await picture(window, '40-scanned-page');
});
