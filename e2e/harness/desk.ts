import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { fromEngine } from './ask-engine.ts';
import { expect } from './workbench.ts';

export const passphrase = 'seven lorries carry blue thread';

/** A field by its whole label; a field that must be filled carries an asterisk. */
export const named = (label: string): RegExp => new RegExp(`^${label}( \\*)?$`);

/** Goes to an area of the case, or of the desk, by the rail. */
export const go = (window: Page, place: string): Promise<void> =>
  window
    .getByRole('navigation', { name: 'Areas' })
    .getByRole('link', { name: new RegExp(`^${place}`) })
    .first()
    .click();

/** Types into a list that finds as one types, and takes what it finds. */
export async function find(window: Page, field: Locator, typed: string): Promise<void> {
  await field.fill(typed);
  await window
    .getByRole('option', { name: new RegExp(typed) })
    .first()
    .click();
}

export interface PreparedDesk {
  vault: string;
  caseId: string;
  recoveryKey: string;
}

/** An unlocked vault with one empty case, made behind the screens: for stories that begin on the second day. */
export async function prepareDesk(window: Page, sandbox: string): Promise<PreparedDesk> {
  const vault = join(sandbox, 'vault');
  const { recoveryKey } = await fromEngine<{ recoveryKey: string }>(window, 'vault.create', {
    folder: vault,
    passphrase,
    owner: { person: 'Ines Example', organisation: 'Nordhaven Software (fictional)' },
  });
  await fromEngine(window, 'vault.confirmRecoveryKey', { recoveryKey });
  const { id: caseId } = await fromEngine<{ id: string }>(window, 'case.create', {
    reference: 'NH-2025-0148',
    title: 'Second day (fictional)',
    scheme: 'tech-support',
  });
  await openCase(window);
  return { vault, caseId, recoveryKey };
}

/** From the list of cases into the one there is. */
export async function openCase(window: Page): Promise<void> {
  const row = window.getByRole('row').filter({ hasText: 'NH-2025-0148' });
  await expect(row).toBeVisible();
  await row.dblclick();
  await expect(window.getByRole('heading', { level: 1 })).toContainText('Second day');
}

/** Takes files in behind the screens; answers the ids of the evidence. */
export async function takeIn(window: Page, caseId: string, paths: string[]): Promise<string[]> {
  const { jobId } = await fromEngine<{ jobId: string }>(window, 'evidence.intake', { caseId, paths });
  const job = await fromEngine<{ state: string; result: { evidenceIds: string[] } }>(window, 'job.wait', {
    jobId,
  });
  expect(job.state).toBe('done');
  return job.result.evidenceIds;
}

/** Locks the vault by its key, and waits for the door. */
export async function lock(window: Page): Promise<void> {
  await window.keyboard.press('Control+l');
  await expect(window.getByRole('heading', { name: 'Unlock the vault' })).toBeVisible();
}

export async function unlock(window: Page, given: string): Promise<void> {
  await window.getByRole('textbox', { name: named('Passphrase') }).fill(given);
  await window.getByRole('button', { name: 'Unlock' }).click();
}
