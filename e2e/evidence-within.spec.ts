import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromEngine } from './harness/ask-engine.ts';
import { inBothSchemes } from './harness/both-schemes.ts';
import { go, prepareDesk, takeIn } from './harness/desk.ts';
import { expect, test } from './harness/workbench.ts';

const bundle = JSON.stringify({
  type: 'bundle',
  id: 'bundle--00000000-0000-4000-8000-000000000900',
  objects: [
    {
      type: 'domain-name',
      spec_version: '2.1',
      id: 'domain-name--00000000-0000-4000-8000-000000000001',
      value: 'login-desk.example',
    },
  ],
});

const part = (type: string, name: string, text: string): string[] => [
  '--x',
  `Content-Type: ${type}; name="${name}"`,
  `Content-Disposition: attachment; filename="${name}"`,
  '',
  text,
];
const mail = [
  'From: Partner Desk <desk@partner.example>',
  'To: Ines Example <ines@nordhaven.example>',
  'Date: Fri, 14 Mar 2025 10:00:00 +0000',
  'Subject: Lists as agreed (fictional)',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=x',
  '',
  '--x',
  'Content-Type: text/plain',
  '',
  'The lists are attached.',
  ...part('application/json', 'partner-bundle.json', bundle),
  ...part('text/csv', 'callers.csv', 'number,seen\n+1 202 555 0143,2025-03-04\n+1 202 555 0144,2025-03-05'),
  ...part('text/plain', 'readme.txt', 'Nothing in here.'),
  '--x--',
  '',
].join('\r\n');

test('attachments stand by their mail, are offered for import, and go with it', async ({
  workbench,
  sandbox,
  picture,
}) => {
  test.setTimeout(120_000);
  const { window, app } = workbench;
  const { caseId } = await prepareDesk(window, sandbox);
  const file = join(sandbox, 'lists.eml');
  writeFileSync(file, mail);
  writeFileSync(join(sandbox, 'note.txt'), 'A note of the call.');
  await takeIn(window, caseId, [file, join(sandbox, 'note.txt')]);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1280, 800));
  const look = (name: string) => inBothSchemes(window, `within-${name}`, (shown) => picture(window, shown));
  const waiting = async () =>
    (await fromEngine<{ total: number }>(window, 'import.candidates', { caseId, waiting: true })).total;
  await expect.poll(waiting, { timeout: 60_000 }).toBe(2);

  await go(window, 'Evidence');
  const grid = window.getByRole('grid', { name: 'Evidence' });
  const row = (text: string) => grid.getByRole('row').filter({ hasText: text });
  await expect(row('partner-bundle.json')).toContainText('↳ E-0001');
  await expect(row('lists.eml').getByTitle('3 pieces taken out of it')).toBeVisible();
  await look('list');

  await test.step('those of one piece alone, and none of them', async () => {
    await row('lists.eml').click();
    const panel = window.getByRole('complementary', { name: 'Evidence details' });
    await expect(panel.getByRole('link', { name: 'callers.csv' })).toBeVisible();
    await panel.getByRole('button', { name: 'List all 3' }).click();
    await expect(row('note.txt')).toHaveCount(0);
    await expect(row('readme.txt')).toBeVisible();
    await look('of-one');
    await window.getByRole('button', { name: 'Show all evidence' }).click();
    await expect(row('note.txt')).toBeVisible();
    const only = window.getByRole('button', { name: /^Only what was taken in/ });
    await only.click();
    await expect(row('readme.txt')).toHaveCount(0);
    await only.click();
  });

  await test.step('what can be imported is one step away', async () => {
    await row('callers.csv').click();
    const panel = window.getByRole('complementary', { name: 'Evidence details' });
    await expect(panel.getByRole('button', { name: 'Import as a table' })).toBeVisible();
    await expect(panel.getByRole('link', { name: 'E-0001' })).toBeVisible();
    await look('offer');
    await go(window, 'Imports');
    const offered = window.getByRole('region', { name: 'Not imported yet' });
    await expect(offered).toContainText('2 files can be imported');
    await look('waiting');
    await offered.getByRole('button', { name: 'Import as intelligence' }).click();
    const dialog = window.getByRole('dialog', { name: 'Import STIX or MISP' });
    await dialog.getByRole('button', { name: 'Look inside' }).click();
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(dialog.getByText('STIX 2.1 bundle imported')).toBeVisible();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await go(window, 'Evidence');
    await row('partner-bundle.json').click();
    await expect(panel.getByText(/^Imported as intelligence on/)).toBeVisible();
    await look('imported');
  });

  await test.step('hidden, the mail takes them along', async () => {
    await row('lists.eml').click();
    await window.getByRole('button', { name: 'More actions' }).click();
    await window.getByRole('menuitem', { name: 'Hide…' }).click();
    const dialog = window.getByRole('dialog', { name: 'Hide this evidence?' });
    await expect(
      dialog.getByRole('checkbox', { name: 'Hide 3 pieces taken out of it as well' }),
    ).toBeChecked();
    await look('hide');
    await dialog.getByRole('button', { name: 'Hide evidence' }).click();
    await expect(row('readme.txt')).toHaveCount(0);
    await expect(row('note.txt')).toBeVisible();
  });
});
