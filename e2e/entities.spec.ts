import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fromEngine } from './harness/ask-engine.ts';
import { inBothSchemes } from './harness/both-schemes.ts';
import { listenForComplaints } from './harness/complaints.ts';
import { find, go, named, prepareDesk } from './harness/desk.ts';
import { expect, test } from './harness/workbench.ts';

const pictures = join(import.meta.dirname, '..', 'test-artifacts', 'screenshots', 'entities');

test('a victim is cared for, her money counted once, her twin merged, her card never kept', async ({
  workbench: { app, window },
  sandbox,
}) => {
  test.setTimeout(180_000);
  mkdirSync(pictures, { recursive: true });
  const complaints = await listenForComplaints(window);
  const { caseId } = await prepareDesk(window, sandbox);
  const add = (kind: string, value: string, more: object = {}) =>
    fromEngine<{ id: string }>(window, 'entity.create', { caseId, kind, value, ...more });
  const look = async (name: string) => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1280, 800));
    await inBothSchemes(window, name, (shown) =>
      window.screenshot({ path: join(pictures, `${shown}.png`), animations: 'disabled' }),
    );
  };
  const victim = await add('person', 'Margaret Example', {
    roles: ['victim'],
    country: 'US',
    fields: { email: 'margaret@mail.example', region: 'Ohio', city: 'Dayton', ageBand: '70-79' },
  });
  await add('person', 'M. Example', {
    roles: ['victim'],
    country: 'US',
    fields: { phone: '+1 202 555 0143' },
  });
  const mule = await add('bank-account', 'GB82 WEST 1234 5698 7654 32', { roles: ['payment-destination'] });
  for (const [kind, value, more] of [
    ['social-account', 't.me/fake_support', { roles: ['scam-infrastructure'] }],
    ['remote-access', 'AnyDesk 123 456 789', { roles: ['scam-infrastructure'] }],
    ['payment-card', '4111 1111 1111 1111', { roles: ['victim'] }],
    ['gift-card', 'XKJH-4F2G-9911-ABCD', { fields: { brand: 'Example Store' } }],
    ['device', 'IMEI 490154203237518', {}],
    ['asn', 'AS64500', {}],
  ] as const)
    await add(kind, value, more);
  const loss = await fromEngine<{ id: string }>(window, 'loss.create', {
    caseId,
    victimId: victim.id,
    amount: { minor: 100_000, currency: 'USD' },
    method: 'bank-transfer',
    when: { text: '2025-06-17' },
  });
  for (const minor of [60_000, 40_000])
    await fromEngine(window, 'payment.create', {
      caseId,
      amount: { minor, currency: 'USD' },
      rail: 'bank-transfer',
      victimId: victim.id,
      toId: mule.id,
      when: { text: '2025-06-18' },
    });

  await test.step('a place of the call centre, with its State', async () => {
    await go(window, 'Entities');
    await window.getByRole('button', { name: 'New entity' }).first().click();
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Kind', exact: true }).click();
    await window.getByRole('option', { name: 'Place', exact: true }).click();
    await dialog.getByRole('textbox', { name: named('As found') }).fill('B-12, Sector 63, Noida');
    await dialog.getByRole('textbox', { name: 'State or province' }).fill('Uttar Pradesh');
    await dialog.getByRole('textbox', { name: 'Police station' }).fill('Sector 63');
    await look('place-new');
    await dialog
      .getByRole('textbox', { name: 'Note', exact: true })
      .fill('Her card 4111 1111 1111 1111 was read out there.');
    await dialog.getByRole('button', { name: 'Save entity' }).click();
    await expect(window.getByText(/Masked before it was saved: 1 payment card number/)).toBeVisible();
    await expect(window.getByRole('complementary')).toContainText('Her card 4111 11•• •••• 1111');
    await look('masked');
    await window.getByRole('button', { name: 'Dismiss message' }).first().click();
  });

  await test.step('two records of her become one', async () => {
    await window.getByRole('row').filter({ hasText: 'Margaret Example' }).click();
    const panel = window.getByRole('complementary');
    await expect(panel).toContainText('Not asked yet');
    await panel.getByRole('button', { name: 'Merge' }).click();
    const dialog = window.getByRole('dialog');
    await find(window, dialog.getByRole('combobox', { name: named('The same as') }), 'M. Example');
    await look('merge');
    await dialog.getByRole('button', { name: 'Make one record' }).click();
    await expect(window.getByRole('row').filter({ hasText: 'M. Example' })).toHaveCount(0);
    await expect(panel).toContainText('+1 202 555 0143');
    await panel.getByRole('button', { name: 'Edit', exact: true }).click();
    await window.getByRole('dialog').getByRole('combobox', { name: 'Consent', exact: true }).click();
    await window.getByRole('option', { name: 'Given' }).click();
    await look('victim-edit');
    await window.getByRole('dialog').getByRole('button', { name: 'Save entity' }).click();
    await expect(panel).toContainText('Given');
    await panel.getByRole('button', { name: 'Note a disclosure' }).click();
    const note = window.getByRole('dialog');
    await note.getByRole('textbox', { name: named('To') }).fill('Her bank');
    await note.getByRole('textbox', { name: named('What was told') }).fill('Name and account');
    await note.getByRole('button', { name: 'Save disclosure' }).click();
    await expect(panel).toContainText('Her bank');
    await look('victim');
  });

  await test.step('her payments are what her loss consisted of', async () => {
    await go(window, 'Losses');
    await expect(window.getByRole('region', { name: 'Totals per currency' })).toContainText('USD 1,000.00');
    await look('losses');
    await window.getByRole('row').filter({ hasText: 'Margaret' }).dblclick();
    const dialog = window.getByRole('dialog');
    for (const parts of [1, 2]) {
      await dialog.getByRole('button', { name: 'Part of this loss' }).first().click();
      await expect(dialog.getByRole('button', { name: 'Take out' })).toHaveCount(parts);
    }
    await expect(dialog).toContainText('Itemised in full');
    await dialog.getByText('Itemised in full').scrollIntoViewIfNeeded();
    await look('loss-payments');
    await window.keyboard.press('Escape');
    await window.getByText('Payments', { exact: true }).first().click();
    await expect(window.getByRole('heading', { name: 'Payments', level: 1 })).toBeVisible();
    await look('payments');
    await window.getByRole('row').filter({ hasText: 'USD 600.00' }).dblclick();
    await expect(window.getByRole('dialog')).toContainText('Part of the loss');
    await look('payment-edit');
    await window.keyboard.press('Escape');
    expect(loss.id).toBeTruthy();
  });

  await test.step('links stand in a list and can be changed', async () => {
    await go(window, 'Links');
    await window.getByRole('button', { name: 'New link' }).first().click();
    const dialog = window.getByRole('dialog');
    await find(window, dialog.getByRole('combobox', { name: named('From') }), 'Margaret');
    await find(window, dialog.getByRole('combobox', { name: named('To') }), 'GB82');
    await dialog.getByRole('button', { name: 'Create link' }).click();
    const row = window.getByRole('row').filter({ hasText: 'Margaret' });
    await expect(row).toBeVisible();
    await row.getByText('uses', { exact: true }).dblclick();
    await window.getByRole('dialog').getByRole('combobox', { name: 'Relation' }).click();
    await window.getByRole('option', { name: 'paid', exact: true }).click();
    await look('link-edit');
    await window.getByRole('dialog').getByRole('button', { name: 'Save link' }).click();
    await expect(row).toContainText('paid');
    await look('links');
  });

  await test.step('two of one name are laid side by side, and the decision is remembered', async () => {
    await add('person', 'Robert Example', { roles: ['victim'], fields: { city: 'Dayton' } });
    await add('person', 'robert example', { roles: ['suspect'] });
    await go(window, 'Entities');
    await expect(window.getByRole('row').nth(8)).toBeVisible();
    await look('entities');
    await window.getByRole('button', { name: '1 to decide' }).click();
    await window.getByRole('row').filter({ hasText: 'Robert' }).click();
    await expect(window.getByRole('complementary')).toContainText('Dayton');
    await look('duplicates');
    await window.getByRole('button', { name: 'Two different ones' }).last().click();
    await expect(window.getByText('Nothing to decide')).toBeVisible();
  });

  await test.step('twenty with one telephone are one group: a family in it is told apart, the rest made one', async () => {
    const cities = ['Dayton', 'Akron', 'Toledo'];
    const names = ['Harold', 'Dorothy', 'H.', 'Harry', 'Harald'];
    for (let at = 0; at < 20; at++)
      await add('person', `${names[at % 5]} Sample ${at + 1}`, {
        roles: ['victim'],
        country: 'US',
        fields: {
          phone: '+1 202 555 0168',
          ...(at % 4 === 3 ? {} : { city: cities[at % 3] }),
          ...(at % 2 ? { email: `h.sample${at % 6}@mail.example` } : {}),
        },
      });
    await window.getByRole('row').filter({ hasText: '555' }).click();
    const panel = window.getByRole('complementary');
    await expect(panel).toContainText('20 records share the telephone');
    await expect(panel).toContainText('a call centre');
    await look('duplicates-group');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1920, 1080));
    await inBothSchemes(window, 'duplicates-group-wide', (shown) =>
      window.screenshot({ path: join(pictures, `${shown}.png`), animations: 'disabled' }),
    );
    const members = panel.getByRole('grid', { name: 'Records of the group' });
    const dorothy = members.getByRole('row').filter({ hasText: 'Dorothy Sample 2' });
    await dorothy.getByRole('checkbox').check();
    await panel.getByRole('button', { name: 'Differs from all others' }).click();
    await expect(dorothy).toContainText('from all');
    await members.getByRole('row').filter({ hasText: 'Harry Sample 4' }).getByRole('radio').check();
    for (const name of ['Harold Sample 1', 'H. Sample 3', 'Harry Sample 4'])
      await members.getByRole('row').filter({ hasText: name }).first().getByRole('checkbox').check();
    await panel.getByRole('button', { name: '3 are the same' }).click();
    await look('duplicates-same');
    await window.getByRole('dialog').getByRole('button', { name: 'Make one record' }).click();
    await expect(panel).toContainText('18 records share the telephone');
    await panel.getByRole('button', { name: 'Later' }).click();
    await expect(window.getByText('Nothing to decide')).toHaveCount(0);
    await window.getByText('Later', { exact: true }).first().click();
    await expect(window.getByRole('row').filter({ hasText: '555' })).toContainText('18');
  });
  expect(complaints).toEqual([]);
});
