import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fromEngine } from './harness/ask-engine.ts';
import { inBothSchemes } from './harness/both-schemes.ts';
import { listenForComplaints } from './harness/complaints.ts';
import { go, prepareDesk, takeIn } from './harness/desk.ts';
import { expect, test } from './harness/workbench.ts';

const pictures = join(import.meta.dirname, '..', 'test-artifacts', 'screenshots', 'review');

const complaint = `To whom it may concern,

On March 14, 2025 I got a pop-up from login-desk[.]example saying my computer was locked. I called (212) 555-0142 at once.
The man, who wrote from refund.desk@login-desk.example, said I must pay $399.99 for an order. I paid $1,500.00 by wire to IBAN GB82 WEST 1234 5698 7654 32 the same day.
I also bought 3 gift cards ($500 each) and read him the numbers. In total I lost $3,000.00.
My own number is (312) 555-0177.

Kind regards,
Rosa Template
`;
const list = `Numbers and sites of the desk, noted on 18 June 2025
+1 212 555 0150, +1 212 555 0151 and hxxps://pay[.]login-desk[.]example/step2
server 203.0.113[.]66, wallet bc1q04qye8ahwuefgdy98uujg0mkqw8l56x0e8qdkf
our own status page: status.house.example.com
`;

/** What the engine holds of one kind. */
const total = async (window: Page, method: string, caseId: string, more: object = {}) =>
  (await fromEngine<{ total: number }>(window, method, { caseId, ...more })).total;

test('what was found is gone through from the keyboard; a complaint becomes records, and goes with one undo', async ({
  workbench: { app, window },
  sandbox,
  provide,
}) => {
  test.setTimeout(180_000);
  mkdirSync(pictures, { recursive: true });
  const complaints = await listenForComplaints(window);
  const { caseId } = await prepareDesk(window, sandbox);
  const look = async (name: string) => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1280, 800));
    await inBothSchemes(window, name, (shown) =>
      window.screenshot({ path: join(pictures, `${shown}.png`), animations: 'disabled' }),
    );
  };

  await fromEngine(window, 'observable.setCountries', { caseId, countries: ['US'] });
  const written = join(sandbox, 'written');
  mkdirSync(written, { recursive: true });
  writeFileSync(join(written, 'complaint.txt'), complaint);
  writeFileSync(join(written, 'list.txt'), list);
  await takeIn(window, caseId, [provide(join(written, 'complaint.txt')), provide(join(written, 'list.txt'))]);
  const { jobId } = await fromEngine<{ jobId: string }>(window, 'evidence.read', { caseId });
  await fromEngine(window, 'job.wait', { jobId });

  await go(window, 'Review');
  const grid = window.getByRole('grid', { name: 'Found in evidence' });
  await expect(grid.getByRole('row').filter({ hasText: 'login-desk[.]example' }).first()).toBeVisible();
  const open = await total(window, 'observable.list', caseId);
  expect(open).toBeGreaterThan(8);
  await look('found');

  // J goes into the list, A takes what is selected, the next one moves up to its place.
  await window.keyboard.press('j');
  await expect(window.getByRole('complementary', { name: 'Find' })).toBeVisible();
  await expect(window.locator('.review-quote mark').first()).toBeVisible();
  await look('found-selected');
  await window.keyboard.press('a');
  await expect.poll(() => total(window, 'entity.list', caseId)).toBe(1);
  await expect.poll(() => total(window, 'observable.list', caseId)).toBe(open - 1);
  await expect(window.getByRole('complementary', { name: 'Find' })).toBeVisible();
  await window.keyboard.press('r');
  await expect.poll(() => total(window, 'observable.list', caseId, { states: ['rejected'] })).toBe(1);
  await window.keyboard.press('i');
  await expect.poll(() => total(window, 'observable.list', caseId, { states: ['ignored'] })).toBe(1);

  await window.getByRole('button', { name: 'Passed over…' }).click();
  await window.getByRole('textbox', { name: 'What is passed over' }).fill('*.house.example.com');
  await window.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(window.getByRole('dialog').getByText('*.house.example.com')).toBeVisible();
  await look('rules');
  await window.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(grid.getByRole('row').filter({ hasText: 'status[.]house' })).toHaveCount(0);

  await window.getByRole('button', { name: 'Paste a list' }).first().click();
  await window.getByRole('textbox', { name: /^Text/ }).fill('evil-one[.]example\nevil-two[.]example\n');
  await window.getByRole('textbox', { name: /^Source/ }).fill('Example Bank');
  await expect(window.getByRole('dialog').getByText('Domain: 2')).toBeVisible();
  await look('paste');
  await window.getByRole('button', { name: 'Save and search' }).click();
  await expect(grid.getByRole('row').filter({ hasText: 'evil-two[.]example' })).toBeVisible();

  // The big lever says what it takes and what it leaves, and nothing doubtful is taken.
  const sure = (
    await fromEngine<{ kinds: { kind: string; sure: number; doubtful: number }[] }>(
      window,
      'observable.acceptable',
      { caseId, rolesByKind: true },
    )
  ).kinds;
  const taken = sure.reduce((sum, { kind, sure: count }) => (kind === 'hash' ? sum : sum + count), 0);
  const doubtful = sure.reduce((sum, { doubtful: count }) => sum + count, 0);
  expect(taken).toBeGreaterThan(1);
  expect(doubtful).toBeGreaterThan(1);
  await window.getByRole('button', { name: 'Accept all…' }).click();
  const plan = window.getByRole('dialog', { name: `Accept ${taken} finds?` });
  await expect(plan.getByRole('row').filter({ hasText: 'Crypto wallet' })).toContainText(
    'Payment destination',
  );
  await expect(plan.getByRole('row').filter({ hasText: 'doubtful' })).toContainText(String(doubtful));
  await look('accept-all');
  await plan.getByRole('button', { name: `Accept ${taken}` }).click();
  await expect.poll(() => total(window, 'observable.list', caseId)).toBe(doubtful);

  // A number accepted so proves to be a victim's own: it is told in the review and on the record, and given back in one step.
  await fromEngine(window, 'entity.create', {
    caseId,
    kind: 'person',
    value: 'Otto Beispiel',
    roles: ['victim'],
    fields: { phone: '+1 212 555 0150' },
  });
  await expect(window.getByText('Somebody’s own contact')).toBeVisible();
  await look('own-contact');
  await window.getByRole('link', { name: 'Otto Beispiel' }).click();
  const person = window.getByRole('complementary', { name: 'Entity details' });
  await expect(person.getByText('Somebody’s own contact')).toBeVisible();
  await look('own-contact-entity');
  await person.getByRole('button', { name: 'Give back' }).click();
  await expect(person.getByText('Somebody’s own contact')).toHaveCount(0);
  expect(await total(window, 'observable.ownContacts', caseId)).toBe(0);
  await fromEngine(window, 'log.undo', { caseId });
  expect(await total(window, 'observable.ownContacts', caseId)).toBe(1);
  await fromEngine(window, 'observable.decideOwn', { caseId, belongsTo: 'owner' });

  // A table of victims proves the same of another: its import tells it, and is where it is put right.
  writeFileSync(
    join(written, 'victims.csv'),
    'Name,Phone\nAda Example,+1 212 555 0151\nMax Muster,+1 212 555 0199\n',
  );
  const [victimList] = await takeIn(window, caseId, [provide(join(written, 'victims.csv'))]);
  const { jobId: importing } = await fromEngine<{ jobId: string }>(window, 'import.table', {
    evidenceId: victimList,
    mapping: {
      format: (
        await fromEngine<{ format: object }>(window, 'import.inspectTable', { evidenceId: victimList })
      ).format,
      headerRow: 1,
      rowsAre: 'people',
      columns: [
        { index: 0, header: 'Name', use: 'person-name' },
        { index: 1, header: 'Phone', use: 'person-phone' },
      ],
    },
  });
  await fromEngine(window, 'job.wait', { jobId: importing });
  await go(window, 'Imports');
  await window.getByRole('row').filter({ hasText: 'victims.csv' }).click();
  const imported = window.getByRole('complementary', { name: 'Import details' });
  await expect(imported.getByText('Somebody’s own contact')).toBeVisible();
  await expect(imported.getByRole('grid', { name: 'Findings' })).toContainText('Ada Example');
  await look('own-contact-import');
  await imported.getByRole('button', { name: 'Give back' }).click();
  await expect(imported.getByText('Somebody’s own contact')).toHaveCount(0);
  expect(await total(window, 'observable.ownContacts', caseId)).toBe(0);
  await go(window, 'Review');

  await window
    .getByText(/^Proposals/)
    .first()
    .click();
  const proposals = window.getByRole('grid', { name: 'Proposals' });
  await expect(proposals.getByRole('row').filter({ hasText: 'Rosa Template' })).toContainText('USD 3,000.00');
  await window.keyboard.press('j');
  const panel = window.getByRole('complementary', { name: 'Proposal' });
  await expect(panel.getByText('Rosa Template').first()).toBeVisible();
  await expect(panel.getByText(/Page 1, line 4/).first()).toBeVisible();
  // Her country is proposed by her number, and a person may say otherwise.
  await expect(panel.getByText(/Country US, from the telephone number/)).toBeVisible();
  await expect(panel.getByRole('combobox', { name: 'Country of Rosa Template' })).toHaveValue(
    /United States/,
  );
  await look('proposal');
  await panel.getByRole('textbox', { name: 'Name' }).fill('Rosa M. Template');
  await panel.getByRole('textbox', { name: 'Phone' }).focus();
  await expect(panel.getByText('Edited')).toBeVisible();
  const before = await total(window, 'entity.list', caseId);
  await proposals.focus();
  await window.keyboard.press('a');
  await expect.poll(() => total(window, 'loss.list', caseId)).toBe(2);
  const victims = await fromEngine<{ rows: { display: string; country: string | null }[] }>(
    window,
    'entity.list',
    { caseId, roles: ['victim'] },
  );
  expect(victims.rows.map(({ display, country }) => `${display} ${country}`).sort()).toEqual([
    'Ada Example null',
    'Max Muster null',
    'Otto Beispiel null',
    'Rosa M. Template US',
  ]);
  expect(await total(window, 'link.list', caseId)).toBeGreaterThan(0);

  const imports = await fromEngine<{ rows: { id: string; reader: string }[] }>(window, 'import.list', {
    caseId,
  });
  const accepted = imports.rows.find(({ reader }) => reader === 'proposals');
  await fromEngine(window, 'import.undo', { id: accepted!.id });
  expect(await total(window, 'loss.list', caseId)).toBe(0);
  expect(await total(window, 'entity.list', caseId)).toBe(before);
  await expect(
    proposals
      .getByRole('row')
      .filter({ hasText: 'Rosa M. Template' })
      .or(proposals.getByRole('row').filter({ hasText: 'Rosa Template' }))
      .first(),
  ).toBeVisible();
  expect(complaints).toEqual([]);
});
