import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { hostileTexts } from '../tests/support/hostile-texts.ts';
import { fromEngine } from './harness/ask-engine.ts';
import { listenForComplaints, sidewaysScroll } from './harness/complaints.ts';
import { go, named, prepareDesk, takeIn } from './harness/desk.ts';
import { dropFiles } from './harness/drop-files.ts';
import { expect, test } from './harness/workbench.ts';

const areas = [
  ...['overview', 'evidence', 'mail', 'imports', 'review', 'events', 'entities'],
  ...['links', 'losses', 'matches', 'intel', 'referral', 'log'],
];

/** Where the page shows a character that turns the reading direction of what stands beside it, as it came. */
const turnedText = (window: Page): Promise<string[]> =>
  window.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      if (/[\u202a-\u202e\u2066-\u2069]/.test(text) && node.parentElement?.checkVisibility())
        found.push(
          `${node.parentElement.tagName}.${node.parentElement.className}: ${JSON.stringify(text.slice(0, 60))}`,
        );
    }
    for (const field of document.querySelectorAll('[title],[aria-label]'))
      for (const name of ['title', 'aria-label'])
        if (/[\u202a-\u202e\u2066-\u2069]/.test(field.getAttribute(name) ?? ''))
          found.push(`${field.tagName} ${name}: ${JSON.stringify(field.getAttribute(name)?.slice(0, 60))}`);
    return [...new Set(found)].slice(0, 10);
  });

test('texts made to deceive are shown as what they are on every screen', async ({
  workbench,
  sandbox,
  provide,
  picture,
}) => {
  const { app, window } = workbench;
  const complaints = await listenForComplaints(window);
  const { caseId } = await prepareDesk(window, sandbox);
  const texts = Object.values(hostileTexts);
  await fromEngine(window, 'case.update', {
    id: caseId,
    fields: {
      title: `Second day ${hostileTexts.override}`,
      narrative: texts.join('\n'),
      nexus: [{ recipient: 'US', text: texts.join('\n') }],
    },
  });
  const folder = join(sandbox, 'hostile');
  mkdirSync(folder);
  for (const text of texts)
    writeFileSync(join(folder, `${text.replaceAll('/', '_').slice(0, 60)}.txt`), text);
  writeFileSync(
    join(folder, 'letter.eml'),
    `From: =?utf-8?Q?Ba=E2=80=AEnk?= <a@desk.example>\r\nTo: b@desk.example\r\nSubject: =?utf-8?B?${Buffer.from(hostileTexts.override).toString('base64')}?=\r\nDate: Mon, 3 Mar 2025 10:00:00 +0000\r\nContent-Type: text/html\r\n\r\n${hostileTexts.markup}<a href="file:///etc/passwd">open</a><iframe src="https://example.org/"></iframe>`,
  );
  await takeIn(window, caseId, [provide(folder)]);
  const { jobId } = await fromEngine<{ jobId: string }>(window, 'evidence.read', { caseId });
  await fromEngine(window, 'job.wait', { jobId });
  const ids: string[] = [];
  for (const value of texts) {
    if (value !== hostileTexts.filler) {
      const roles = ['victim', 'suspect'].slice(ids.length % 2, (ids.length % 2) + 1);
      const made = { caseId, kind: 'person', value, roles, note: value, keepInvalid: true };
      ids.push((await fromEngine<{ id: string }>(window, 'entity.create', made)).id);
    }
    const event = { caseId, kind: 'call', title: value, description: value, when: { text: '2025-03-04' } };
    await fromEngine(window, 'event.create', event);
  }
  for (const toId of ids.slice(1, 5))
    await fromEngine(window, 'link.create', { caseId, kind: 'related-to', fromId: ids[0], toId });
  await fromEngine(window, 'loss.create', {
    caseId,
    victimId: ids[0],
    amount: { minor: 120_050, currency: 'USD' },
    method: 'bank-transfer',
    when: { text: '2025-03' },
    note: texts.join(' '),
  });

  for (const area of areas) {
    await window.evaluate((hash) => {
      location.hash = hash;
    }, `#/cases/${caseId}/${area}`);
    await window.waitForTimeout(700);
    await picture(window, `hostile-${area}`);
    expect.soft(await turnedText(window), `${area} turns text`).toEqual([]);
    expect.soft(await sidewaysScroll(window), `${area} scrolls sideways`).toEqual([]);
    const row = window.getByRole('row').filter({ hasText: 'fdp.exe' }).first();
    if ((await row.count()) === 0) continue;
    await row.click();
    await window.waitForTimeout(700);
    await picture(window, `hostile-${area}-detail`);
    expect.soft(await turnedText(window), `the detail of ${area} turns text`).toEqual([]);
  }
  await expect(window).toHaveTitle(/Proffer/);
  expect(complaints).toEqual([]);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('what is dropped on the window but files, and a link of evidence, leads nowhere', async ({
  workbench,
  sandbox,
}) => {
  const { app, window } = workbench;
  await prepareDesk(window, sandbox);
  const before = window.url();
  const session = await window.context().newCDPSession(window);
  for (const item of [
    { mimeType: 'text/uri-list', data: 'file:///etc/passwd' },
    { mimeType: 'text/uri-list', data: 'https://example.org/' },
    { mimeType: 'text/plain', data: 'only words' },
    { mimeType: 'text/html', data: hostileTexts.markup },
  ])
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', {
        type,
        x: 640,
        y: 420,
        data: { items: [item], files: [], dragOperationsMask: 1 },
      });
  await window.evaluate(() => {
    for (const href of ['file:///etc/passwd', 'https://example.org/', 'javascript:document.title="taken"']) {
      const link = document.createElement('a');
      link.href = href;
      document.body.append(link);
      link.click();
      link.dispatchEvent(new MouseEvent('click', { button: 1, bubbles: true }));
      link.remove();
    }
    location.assign('data:text/html,taken');
  });
  await window.waitForTimeout(500);
  // Asked of main: the page itself may still be waiting for what was refused.
  const shown = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((one) => [one.webContents.getURL(), one.getTitle()]),
  );
  expect(shown).toEqual([[before, expect.stringContaining('Proffer')]]);
});

test('three thousand files and their folder dropped together are taken in once', async ({
  workbench,
  sandbox,
  provide,
  picture,
}) => {
  const { window } = workbench;
  const { caseId } = await prepareDesk(window, sandbox);
  const folder = join(sandbox, 'many');
  mkdirSync(folder);
  for (let index = 0; index < 3000; index++) writeFileSync(join(folder, `${index}.txt`), `call ${index}`);
  const place = provide(folder);
  const paths = Array.from({ length: 3000 }, (_, index) => join(place, `${index}.txt`));
  await go(window, 'Evidence');
  await expect(window.getByText('No evidence yet')).toBeVisible();
  await dropFiles(window, [...paths, place]);
  await picture(window, 'hostile-drop');
  const total = async () =>
    (await fromEngine<{ total: number }>(window, 'evidence.list', { caseId, limit: 1 })).total;
  await window.getByRole('textbox', { name: named('From whom or what') }).fill('Partner desk (fictional)');
  await window.getByRole('button', { name: 'Start intake' }).click();
  await expect.poll(total, { timeout: 60_000 }).toBe(3000);
});
