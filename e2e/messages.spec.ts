import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { go, prepareDesk } from './harness/desk.ts';
import { expect, test } from './harness/workbench.ts';

const pictures = join(import.meta.dirname, '..', 'test-artifacts', 'screenshots', 'messages');

test('what was done is said below the page and covers nothing of it; the narrative is a click away', async ({
  workbench: { window },
  sandbox,
}) => {
  mkdirSync(pictures, { recursive: true });
  await prepareDesk(window, sandbox);
  await go(window, 'Overview');
  await window.getByRole('button', { name: 'Write it' }).click();
  const edit = window.getByRole('dialog');
  await edit.getByRole('textbox', { name: 'Narrative' }).fill('Calls in the name of a brand.');
  await edit.getByRole('button', { name: 'Save case' }).click();
  await expect(window.getByText('Case saved.')).toBeVisible();
  const edges = await window.evaluate(() => ({
    page: document.querySelector('.shell-main')!.getBoundingClientRect().bottom,
    said: document.querySelector('.toasts')!.getBoundingClientRect().top,
  }));
  expect(edges.said).toBeGreaterThanOrEqual(edges.page);
  await window.screenshot({ path: join(pictures, 'said.png') });
  await expect(window.getByRole('button', { name: 'Write it' })).toHaveCount(0);
});
