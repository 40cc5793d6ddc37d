import { find, go, named, prepareDesk } from './harness/desk.ts';
import { expect, test } from './harness/workbench.ts';

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
