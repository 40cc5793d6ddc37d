/** A link on the way to what was chosen is the person's own; one that leads into the vault changes nothing about that. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCase, openDesk, writeFiles } from '../support/desk.ts';

const acquisition = { method: 'received', source: 'a complainant' } as const;

test.skipIf(process.platform === 'win32')('a file chosen through a linked folder is taken in', async () => {
  const { engine, base } = await openDesk();
  const caseId = await openCase(engine);
  symlinkSync(writeFiles(base, { 'a.txt': 'a' }), join(base, 'link'));
  const paths = [join(base, 'link', 'a.txt')];
  expect(await engine.run('evidence.intake', { caseId, paths, acquisition })).toMatchObject({
    added: 1,
    refused: [],
  });
});

test.skipIf(process.platform === 'win32')(
  'what lies in the vault is not, whichever way leads to it',
  async () => {
    const { engine, base, folder } = await openDesk();
    const caseId = await openCase(engine);
    await engine.run('evidence.intake', { caseId, paths: [writeFiles(base, { 'a.txt': 'a' })], acquisition });
    symlinkSync(folder, join(base, 'link'));
    const paths = ['vault.db', 'evidence'].map((name) => join(base, 'link', name));
    const { added, refused } = await engine.run('evidence.intake', { caseId, paths, acquisition });
    expect(added).toBe(0);
    expect(refused.map(({ reason }) => reason)).toEqual(['inside-vault', 'inside-vault']);
  },
);
