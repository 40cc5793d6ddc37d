import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromEngine } from './harness/ask-engine.ts';
import { go, prepareDesk, takeIn } from './harness/desk.ts';
import { expect, test } from './harness/workbench.ts';

const screenshots = join(import.meta.dirname, '..', 'samples', 'case', 'screenshots');

const chat = [
  '01/02/24, 09:00 - Ada: They asked for gift cards worth 500 dollars.',
  '01/02/24, 09:05 - Support Desk: Send the codes to +1 202 555 0143',
  '02/02/24, 09:06 - Ada: IMG-1.jpg (file attached)',
].join('\n');

test('evidence is read by itself: text, messages, text in pictures, metadata; what cannot be read is named', async ({
  workbench,
  sandbox,
  provide,
  picture,
}) => {
  const { app, window } = workbench;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1280, 800));
  const { caseId } = await prepareDesk(window, sandbox);
  const made = (name: string, text: string) => {
    const path = join(sandbox, name);
    writeFileSync(path, text);
    return provide(path);
  };
  const paths = [
    made('WhatsApp Chat with Support.txt', chat),
    made('damaged.pdf', '%PDF-1.4\nnothing more'),
    made(
      'letter.html',
      '<title>Refund</title><p>Dear customer</p><a href="http://refund.example/pay">Pay</a>',
    ),
    provide(join(screenshots, 'us-locked-computer.png')),
  ];

  await test.step('what is taken in is read without being asked', async () => {
    await takeIn(window, caseId, paths);
    await go(window, 'Evidence');
    await expect
      .poll(() => fromEngine(window, 'reading.summary', { caseId }), { timeout: 60_000 })
      .toMatchObject({ unread: 0, waiting: 0, running: 0, failed: 1 });
    await expect(window.getByText('1 piece could not be read')).toBeVisible();
    await picture(window, '60-reading-strip');
    await window.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(window.getByRole('dialog')).toContainText('damaged.pdf');
    await picture(window, '61-could-not-be-read');
    await window.keyboard.press('Escape');
  });

  await test.step('the messages of a chat, whose times wait for a person', async () => {
    await window.getByRole('row').filter({ hasText: 'WhatsApp Chat' }).click();
    await window.getByRole('tab', { name: 'Text' }).click();
    await window.getByRole('button', { name: 'Show text' }).click();
    await expect(window.getByRole('log', { name: 'Messages' })).toContainText('gift cards');
    await expect(window.getByRole('log', { name: 'Messages' })).toContainText('01/02/24, 09:00');
    await picture(window, '62-messages');
    await window.getByRole('tab', { name: 'Metadata' }).click();
    await expect(window.getByText(/whether the day or the month comes first/)).toBeVisible();
    await window.getByRole('button', { name: 'Read again…' }).click();
    await window.getByRole('combobox', { name: 'Order of day and month' }).click();
    await window.getByRole('option', { name: 'Day, month, year' }).click();
    await picture(window, '63-read-again');
    await window.getByRole('dialog').getByRole('button', { name: 'Read again' }).click();
    await expect(window.getByText(/whether the day or the month comes first/)).toBeHidden();
    await window.getByRole('tab', { name: 'Text' }).click();
    await window.getByRole('button', { name: 'Show text' }).click();
    await expect(window.getByRole('log', { name: 'Messages' })).toContainText('2024-02-01 09:00:00');
  });

  await test.step('text recognised in a picture, said to be that', async () => {
    await window.getByRole('row').filter({ hasText: 'us-locked-computer.png' }).click();
    await window.getByRole('tab', { name: 'Text' }).click();
    await window.getByRole('button', { name: 'Show text' }).click();
    await expect(window.getByText(/Recognised from a picture/)).toBeVisible();
    await picture(window, '64-recognised-text');
    await window.emulateMedia({ colorScheme: 'dark' });
    await window.getByRole('tab', { name: 'Metadata' }).click();
    await expect(window.getByText('Text and metadata')).toBeVisible();
    await picture(window, '65-metadata-dark');
    await window.emulateMedia({ colorScheme: 'light' });
  });

  await test.step('a saved page: its words and where it leads, nothing of it live', async () => {
    await window.getByRole('row').filter({ hasText: 'letter.html' }).click();
    await window.getByRole('tab', { name: 'Text' }).click();
    await window.getByRole('button', { name: 'Show text' }).click();
    await expect(window.getByRole('document', { name: 'Text of page 1' })).toContainText('Dear customer');
    await window.getByRole('button', { name: 'Further' }).click();
    await expect(window.getByRole('document', { name: 'Text of page 2' })).toContainText(
      'http://refund.example/pay',
    );
  });
});
