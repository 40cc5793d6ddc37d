import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { layOutHeap, unreadable } from './harness/case-heap.ts';
import { listenForComplaints, nameless, sidewaysScroll } from './harness/complaints.ts';
import { find, go, named } from './harness/desk.ts';
import { dropFiles } from './harness/drop-files.ts';
import { createCase, createVault } from './harness/new-case.ts';
import { expect, test } from './harness/workbench.ts';

const pictures = join(import.meta.dirname, '..', 'test-artifacts', 'screenshots', 'whole-case');

/** The number beside the title of a list, once it stands still: what was shown before is shown until the answer is there. */
async function listed(window: Page): Promise<number> {
  const count = window.locator('.page-head .count').first();
  const read = async () => Number((await count.innerText()).replaceAll(',', ''));
  let number = await read();
  await expect(async () => {
    const before = number;
    await window.waitForTimeout(250);
    number = await read();
    expect(number).toBe(before);
  }).toPass();
  return number;
}

/** The number on one of the two lists under review: `Found 1,204`. */
async function waiting(window: Page, list: 'Found' | 'Proposals'): Promise<number> {
  const words = window.getByText(new RegExp(`^${list} [\\d,]+$`)).first();
  await expect(words).toBeVisible();
  return Number((await words.innerText()).replace(/\D/g, ''));
}

const rowsOf = (grid: Locator, text: string | RegExp) => grid.getByRole('row').filter({ hasText: text });

/** Counts of the case as its pages tell them. */
async function counted(window: Page) {
  const counts: Record<string, number> = {};
  for (const place of ['Entities', 'Losses', 'Links', 'Events']) {
    await go(window, place);
    await expect(window.getByRole('heading', { name: place, level: 1 })).toBeVisible();
    counts[place] = await listed(window);
  }
  return counts as Record<'Entities' | 'Losses' | 'Links' | 'Events', number>;
}

test('a heap dropped on the window becomes a reviewed case, and a batch of it is taken back', async ({
  workbench: { app, window },
  sandbox,
  provide,
}) => {
  test.setTimeout(300_000);
  mkdirSync(pictures, { recursive: true });
  const complaints = await listenForComplaints(window);
  const heap = layOutHeap(join(sandbox, 'heap'));
  const size = async (width: number, height: number) => {
    await app.evaluate(
      ({ BrowserWindow }, [wide, high]) => BrowserWindow.getAllWindows()[0]!.setContentSize(wide!, high!),
      [width, height],
    );
  };
  const look = async (name: string, more: { large?: boolean } = {}) => {
    for (const scheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme: scheme });
      await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
      await window.waitForTimeout(200);
      await window.screenshot({ path: join(pictures, `${name}-${scheme}.png`), animations: 'disabled' });
    }
    expect.soft(await sidewaysScroll(window), name).toEqual([]);
    expect.soft(await nameless(window), name).toEqual([]);
    await window.emulateMedia({ colorScheme: 'light' });
    if (!more.large) return;
    await size(1920, 1080);
    await window.waitForTimeout(300);
    await window.screenshot({ path: join(pictures, `${name}-1920.png`), animations: 'disabled' });
    expect.soft(await sidewaysScroll(window), `${name}, large`).toEqual([]);
    await size(1280, 800);
  };
  await size(1280, 800);

  await test.step('a vault, a case, and the heap dropped on the window', async () => {
    await createVault(app, window, join(sandbox, 'vault'));
    await createCase(window, 'NH-2025-0150', 'Whole case (fictional)');
    await go(window, 'Evidence');
    await expect(window.getByTestId('file-drop')).toBeVisible();
    await dropFiles(window, [provide(heap.folder)]);
    await window
      .getByRole('textbox', { name: named('From whom or what') })
      .fill('Complaints desk (fictional)');
    await window.getByRole('button', { name: 'Start intake' }).click();
    await expect(window.getByText(`${heap.files} files taken in`)).toBeVisible({ timeout: 60_000 });
  });

  await test.step('it is read by itself; what cannot be read is named, and the rest goes on', async () => {
    const stop = window.getByRole('button', { name: 'Stop reading' });
    await expect(stop).toBeVisible();
    await look('01-reading');
    await expect(stop).toBeHidden({ timeout: 150_000 });
    await expect(window.getByText(/not read yet/)).toBeHidden();
    const known = [...unreadable.own, ...(heap.withReal ? unreadable.real : [])];
    const failed = window.getByText(/(\d+) pieces? could not be read/);
    const number = Number(/\d+/.exec(await failed.innerText())![0]);
    if (heap.withReal) expect(number).toBeGreaterThanOrEqual(known.length);
    else expect(number).toBe(known.length);
    await window.getByRole('button', { name: 'Show', exact: true }).click();
    for (const name of known) await expect(window.getByRole('dialog')).toContainText(name);
    await look('02-could-not-be-read');
    await window.keyboard.press('Escape');
    await expect(window.getByRole('dialog')).toBeHidden();
    // Attachments of mails and files in archives are evidence of their own.
    expect(await listed(window)).toBeGreaterThan(heap.files);
    await look('03-evidence', { large: true });
  });

  await test.step('a list of victims is imported with a preset', async () => {
    await go(window, 'Imports');
    await expect(window.getByRole('region', { name: 'Not imported yet' })).toBeVisible();
    await look('04-imports-waiting');
    await window.getByRole('button', { name: 'Import a table' }).first().click();
    await find(window, window.getByRole('combobox', { name: /Evidence that is a table/ }), 'complaints.csv');
    await window.getByRole('combobox', { name: 'Start from' }).click();
    await window.getByRole('option', { name: /Preset: Victims/ }).click();
    const declare = async (label: string, option: string) => {
      await window.getByRole('combobox', { name: label, exact: true }).click();
      await window.getByRole('option', { name: option }).first().click();
    };
    await declare('Order of dates of Date', 'Month, day, year');
    await find(window, window.getByRole('combobox', { name: 'Time zone of Date' }), 'America/New_York');
    await declare('Currency of Amount', 'USD');
    await declare('Decimals of Amount', '1,234.56');
    const confirm = window.getByRole('button', { name: 'Confirm all' });
    if (await confirm.isVisible()) await confirm.click();
    await expect(window.getByRole('region', { name: 'Preview' })).not.toContainText('To be declared');
    await window.getByRole('button', { name: 'Try all rows' }).click();
    await expect(window.getByText('What would be made of it')).toBeVisible();
    await look('05-mapping', { large: true });
    await window.getByRole('button', { name: /^Import 62 rows/ }).click();
    const detail = window.getByRole('complementary', { name: 'Import details' });
    await expect(detail).toContainText('Complete');
    await expect(detail.getByRole('grid', { name: 'Findings' })).toContainText('row 62');
    await look('06-imported');
  });
  const ofTable = await counted(window);
  // One row of 62 names no amount.
  expect(ofTable.Losses).toBe(61);

  await test.step('a partner’s intelligence is looked into and imported', async () => {
    await go(window, 'Intelligence');
    await window.getByRole('button', { name: 'Import STIX or MISP' }).first().click();
    const dialog = window.getByRole('dialog', { name: 'Import STIX or MISP' });
    await find(
      window,
      dialog.getByRole('combobox', { name: 'File, taken in as evidence before' }),
      'kestrel-bundle',
    );
    await dialog.getByRole('button', { name: 'Look inside' }).click();
    await expect(dialog.getByText('kestrel-refunds[.]example')).toBeVisible();
    await look('07-intelligence');
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(dialog.getByText('4 entities added')).toBeVisible();
    await dialog.getByRole('button', { name: 'Done' }).click();
  });

  const grid = window.getByRole('grid', { name: 'Found in evidence' });
  const search = window.getByRole('searchbox', { name: 'Search finds' });
  await test.step('what was found is gone through: the house’s own passed over, one rejected, the rest in bulk', async () => {
    await go(window, 'Review');
    const all = await waiting(window, 'Found');
    expect(all).toBeGreaterThan(100);
    await look('08-found', { large: true });
    await search.fill('abuse@nordhaven');
    await rowsOf(grid, 'abuse[at]nordhaven').first().click();
    await look('09-find');
    await window.getByRole('button', { name: 'Always pass over *.nordhaven[.]example' }).click();
    await expect(rowsOf(grid, 'abuse[at]nordhaven')).toHaveCount(0);
    await search.fill('deskreach');
    await rowsOf(grid, 'deskreach-get').first().click();
    await window.keyboard.press('r');
    await expect.poll(() => waiting(window, 'Found')).toBeLessThanOrEqual(all - 2);
    await search.fill('nordhaven-');
    await expect(rowsOf(grid, 'nordhaven-support[.]example').first()).toBeVisible();
    const before = await waiting(window, 'Found');
    // Names that cannot be registered are doubtful: all at once takes none of them, a person's own choice does.
    await window.getByRole('button', { name: 'Accept all…' }).click();
    await expect(
      window.getByText('Nothing in this list is sure enough to be accepted unseen.'),
    ).toBeVisible();
    const rows = rowsOf(grid, 'nordhaven-');
    const number = await rows.count();
    expect(number).toBeGreaterThan(3);
    for (let at = 0; at < number; at++) await rows.nth(at).getByRole('checkbox').click();
    await window.getByRole('button', { name: new RegExp(`^Accept ${number}(?! finds)`) }).click();
    await expect(window.getByText(`${number} accepted. One undo takes it back.`)).toBeVisible();
    await expect.poll(() => waiting(window, 'Found')).toBe(before - number);
  });

  await test.step('complaints as records: one corrected, one rejected, the rest accepted together', async () => {
    await window
      .getByText(/^Proposals/)
      .first()
      .click();
    const proposals = window.getByRole('grid', { name: 'Proposals' });
    await expect.poll(() => waiting(window, 'Proposals')).toBe(14);
    await look('10-proposals', { large: true });
    await rowsOf(proposals, 'Bruce Tallowood').click();
    const panel = window.getByRole('complementary', { name: 'Proposal' });
    await expect(panel.getByRole('textbox', { name: 'Amount' })).toHaveValue('12,750.50');
    await expect(panel.getByRole('textbox', { name: 'Phone' })).toHaveValue('+61491570156');
    await expect(panel.getByText(/is taken to mean AUD/).first()).toBeVisible();
    await panel.getByRole('textbox', { name: 'Name' }).fill('Bruce A. Tallowood');
    await panel.getByRole('textbox', { name: 'Amount' }).click();
    await expect(panel.getByText('Edited')).toBeVisible();
    await look('11-proposal');
    await rowsOf(proposals, 'Renewal invoice').click();
    await window.getByRole('button', { name: /^Reject/ }).click();
    await expect.poll(() => waiting(window, 'Proposals')).toBe(13);
    await window.getByRole('button', { name: /^Accept all 13/ }).click();
    await window.getByRole('dialog').getByRole('button', { name: 'Accept 13' }).click();
    // The message goes away by itself: it is waited for first.
    await expect(window.getByText(/13 complaints accepted: .* 14 losses and \d+ links added/)).toBeVisible();
    await expect.poll(() => waiting(window, 'Proposals')).toBe(0);
    await look('12-accepted');
  });

  const reviewed = await counted(window);
  await test.step('victims, losses, infrastructure and links stand there, each with what it rests on', async () => {
    expect(reviewed.Losses - ofTable.Losses).toBe(14);
    expect(reviewed.Links).toBeGreaterThan(ofTable.Links + 10);
    await look('13-events', { large: true });
    await go(window, 'Losses');
    const totals = window.getByRole('region', { name: 'Totals per currency' });
    for (const sum of ['AUD 15,230.50', 'CAD 13,450.00', 'EUR 23,919.75', 'GBP 8,590.00'])
      await expect(totals).toContainText(sum);
    await look('14-losses', { large: true });
    await go(window, 'Links');
    await look('15-links');
    await go(window, 'Entities');
    await window.getByRole('searchbox', { name: 'Search entities' }).fill('Tallowood');
    await rowsOf(window.getByRole('grid', { name: 'Entities' }), 'Bruce A. Tallowood').click();
    const panel = window.getByRole('complementary', { name: 'Entity details' });
    await expect(panel).toContainText('au-2025-05-15-remote-access.eml');
    await expect(panel).toContainText(/page \d+, line \d+/i);
    await expect(panel).toContainText('+61 1800 975 711');
    await look('16-victim', { large: true });
    const restsOn = async (searched: string, ...texts: (string | RegExp)[]) => {
      await window.getByRole('searchbox', { name: 'Search entities' }).fill(searched);
      await rowsOf(window.getByRole('grid', { name: 'Entities' }), searched.replaceAll('.', '[.]'))
        .first()
        .click();
      for (const text of texts) await expect(panel).toContainText(text);
    };
    await restsOn('Max Beispiel', 'complaints.csv', 'row 2');
    await restsOn('nordhaven-alert.test', 'kestrel-bundle.json', 'gb-2025-06-19-bank-transfer.eml');
    await look('17-site');
  });

  await test.step('a number is found however it is written', async () => {
    await window.keyboard.press('Control+Shift+F');
    await window.getByRole('searchbox', { name: 'Search everything' }).fill('0061 1800-975-711');
    await expect(window.locator('.search-hit').first()).toContainText('Same identifier');
    expect(await window.locator('.search-hit').count()).toBeGreaterThan(3);
    await look('18-search', { large: true });
  });

  await test.step('the accepted complaints are taken back as one; the table and the rest stay', async () => {
    await window.goBack();
    await go(window, 'Imports');
    await rowsOf(window.getByRole('grid', { name: 'Imports' }), '13 proposals accepted').click();
    await look('19-imports');
    await window.getByRole('button', { name: 'Take back' }).click();
    await window.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    const detail = window.getByRole('complementary', { name: 'Import details' });
    await expect(detail).toContainText('Taken back');
    await look('20-taken-back');
    const left = await counted(window);
    expect(left.Losses).toBe(ofTable.Losses);
    expect(left.Links).toBeLessThan(reviewed.Links);
    expect(left.Entities).toBeGreaterThan(ofTable.Entities);
    await go(window, 'Entities');
    await window.getByRole('searchbox', { name: 'Search entities' }).fill('Tallowood');
    await expect(window.getByText('No entity matches')).toBeVisible();
    await window.getByRole('searchbox', { name: 'Search entities' }).fill('nordhaven-support');
    await expect(
      rowsOf(window.getByRole('grid', { name: 'Entities' }), 'nordhaven-support[.]example').first(),
    ).toBeVisible();
    await go(window, 'Review');
    await expect.poll(() => waiting(window, 'Proposals')).toBe(13);
  });

  await test.step('and done again from the log, where all of it stands', async () => {
    await go(window, 'Log');
    const entries = window.getByRole('grid', { name: /log/i });
    await rowsOf(entries, /^.*undo.*13 proposals accepted/i)
      .first()
      .click();
    await look('21-log');
    await window.getByRole('button', { name: 'Do again' }).click();
    await window.getByRole('dialog').getByRole('button').last().click();
    await expect.poll(async () => (await counted(window)).Losses, { timeout: 30_000 }).toBe(reviewed.Losses);
    expect(await counted(window)).toEqual(reviewed);
    await go(window, 'Overview');
    await expect(window.getByRole('heading', { level: 1 })).toContainText('Whole case');
    // Those of the list and those who complained themselves.
    await expect(window.getByText('Victims', { exact: true }).locator('..')).toContainText(`${62 + 13}`);
    await look('22-overview', { large: true });
  });
  expect(complaints).toEqual([]);
});
