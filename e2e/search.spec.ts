import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fromEngine } from './harness/ask-engine.ts';
import { inBothSchemes } from './harness/both-schemes.ts';
import { listenForComplaints } from './harness/complaints.ts';
import { go, prepareDesk } from './harness/desk.ts';
import { expect, test } from './harness/workbench.ts';

const pictures = join(import.meta.dirname, '..', 'test-artifacts', 'screenshots', 'search');

const hits = (window: Page) => window.locator('.search-hit');

test('a number is found however it is written, in both cases, and each case points at the other', async ({
  workbench: { app, window },
  sandbox,
}) => {
  test.setTimeout(120_000);
  mkdirSync(pictures, { recursive: true });
  const complaints = await listenForComplaints(window);
  const { caseId } = await prepareDesk(window, sandbox);
  const { id: otherCase } = await fromEngine<{ id: string }>(window, 'case.create', {
    reference: 'NH-2025-0091',
    title: 'An older case (fictional)',
    scheme: 'tech-support',
  });
  const add = (into: string, kind: string, value: string, more: object = {}) =>
    fromEngine<{ id: string }>(window, 'entity.create', { caseId: into, kind, value, ...more });
  await add(caseId, 'phone', '+91 22 6555 0199', { roles: ['scam-infrastructure'], country: 'IN' });
  await add(otherCase, 'phone', '0091 22 65550199', { roles: ['call-centre'], defaultCountry: 'DE' });
  await add(caseId, 'domain', 'evil-support.com', { roles: ['scam-infrastructure'] });
  await add(otherCase, 'domain', 'evil-support[.]com');
  for (const [title, description] of [
    [
      'Pop-up with a number to call',
      'The page at hxxps://evil-support[.]com asked her to call +91 (22) 6555-0199 at once.',
    ],
    ['Call about a refund', 'The caller had her install AnyDesk and open the page of her bank.'],
    ['Second call about the refund', 'He asked for gift cards, 0091-22-65550199 on the display again.'],
  ])
    await fromEngine(window, 'event.create', {
      caseId,
      kind: 'call',
      title,
      description,
      when: { text: '2025-06-18' },
    });
  const look = async (name: string) => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1280, 800));
    await inBothSchemes(window, name, (shown) =>
      window.screenshot({ path: join(pictures, `${shown}.png`), animations: 'disabled' }),
    );
  };

  await window.keyboard.press('Control+Shift+F');
  await expect(window.getByRole('heading', { name: 'Search', level: 1 })).toBeVisible();
  await look('help');
  const box = window.getByRole('searchbox', { name: 'Search everything' });
  await box.fill('022 6555-0199');
  await expect(hits(window)).toHaveCount(4);
  await expect(hits(window).first()).toContainText('Same identifier');
  await expect(window.locator('.search-hit mark').filter({ hasText: '22-65550199' })).toBeVisible();
  await look('number');
  await box.fill('refund anyd');
  await expect(hits(window)).toHaveCount(1);
  await expect(hits(window)).toContainText('AnyDesk');
  await box.fill('call');
  await window.getByRole('button', { name: /^Events/ }).click();
  await look('words');
  await box.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { name: 'Events', level: 1 })).toBeVisible();

  await window.keyboard.press('Control+k');
  await window.getByRole('combobox', { name: 'Search commands and records' }).fill('evil-support');
  await expect(window.getByRole('option').filter({ hasText: 'NH-2025-0091' })).toBeVisible();
  await look('palette');
  await window.getByRole('option').filter({ hasText: 'NH-2025-0148' }).first().click();
  await expect(window.getByRole('complementary')).toContainText('Known in another case');
  await look('entity');

  await go(window, 'Matches');
  await expect(window.getByRole('row').filter({ hasText: 'NH-2025-0091: Call centre' })).toBeVisible();
  await look('matches');
  await window.getByRole('row').filter({ hasText: 'evil-support' }).click();
  await look('match');
  expect(complaints).toEqual([]);
});
