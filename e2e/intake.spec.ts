import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fromEngine } from './harness/ask-engine.ts';
import { choosePaths } from './harness/choose-paths.ts';
import { go, named, openCase, passphrase, prepareDesk, unlock } from './harness/desk.ts';
import { expect, test } from './harness/workbench.ts';

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
