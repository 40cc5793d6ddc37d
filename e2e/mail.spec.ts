import { join } from 'node:path';
import { fromEngine } from './harness/ask-engine.ts';
import { go, prepareDesk, takeIn } from './harness/desk.ts';
import { expect, test } from './harness/workbench.ts';

const sampleCase = join(import.meta.dirname, '..', 'samples', 'case');

test('mail: conversations of a case, a message with its hops and files, a mailbox and one message taken out of it', async ({
  workbench,
  sandbox,
  picture,
}) => {
  const { window } = workbench;
  const { caseId } = await prepareDesk(window, sandbox);
  await takeIn(window, caseId, [
    join(sampleCase, 'complaints'),
    join(sampleCase, 'partner'),
    join(sampleCase, 'lures'),
  ]);
  const { jobId } = await fromEngine<{ jobId: string }>(window, 'evidence.read', { caseId });
  await fromEngine(window, 'job.wait', { jobId });

  await test.step('conversations, and the message of one', async () => {
    await go(window, 'Mail');
    const rows = window.getByRole('grid', { name: 'Conversations' }).getByRole('row');
    await expect(rows.nth(5)).toBeVisible();
    await picture(window, '60-mail');
    await rows.filter({ hasText: 'fraud with gift cards' }).first().click();
    const panel = window.getByRole('complementary', { name: 'Conversation' });
    await panel.getByRole('button', { name: 'Show message' }).click();
    await expect(panel.getByRole('document', { name: 'Body of the message' })).toBeVisible();
    await picture(window, '61-mail-message');
    await panel.getByRole('tab', { name: /^Hops/ }).click();
    await expect(panel.getByRole('table', { name: 'Hops, the last on top' })).toBeVisible();
    await picture(window, '62-mail-hops');
    await panel.getByRole('tab', { name: /^Parts/ }).click();
    await expect(
      panel.getByRole('table', { name: 'Parts of the message' }).getByRole('link').first(),
    ).toBeVisible();
    await picture(window, '63-mail-parts');
  });

  await test.step('a mailbox, and a message taken out of it', async () => {
    await go(window, 'Evidence');
    await window.getByRole('row').filter({ hasText: 'meridane-complaints.mbox' }).first().click();
    const panel = window.getByRole('complementary', { name: 'Evidence details' });
    await panel.getByRole('tab', { name: 'Mail' }).click();
    await panel.getByRole('grid', { name: 'Messages of the mailbox' }).getByRole('row').nth(1).click();
    await panel.getByRole('button', { name: 'Show message' }).click();
    await expect(panel.getByRole('document', { name: 'Body of the message' })).toBeVisible();
    await picture(window, '64-mailbox');
    await panel.getByRole('button', { name: 'Take out as evidence' }).click();
    await expect(panel.getByText('Taken out of the mailbox as')).toBeVisible();
  });
});
