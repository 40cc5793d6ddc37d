/** Someone who can write the vault folder, or the way to it, has no key: nothing outside may be written or lost by it. */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import {
  contentsOf,
  failureOf,
  newEngine,
  openCase,
  openDesk,
  passphrase,
  storedFiles,
  writeFiles,
} from '../support/desk.ts';

const takeIn = async (engine: Engine, caseId: string, folder: string) => {
  const { evidenceIds } = await engine.run('evidence.intake', {
    caseId,
    paths: [folder],
    acquisition: { method: 'received', source: 'a complainant' },
  });
  return evidenceIds;
};

describe.skipIf(process.platform === 'win32')('what stands in the place of a vault’s own file', () => {
  it('as a link to another vault’s evidence does not have that swept away', async () => {
    const victim = await openDesk();
    await takeIn(victim.engine, await openCase(victim.engine), writeFiles(victim.base, { 'a.txt': 'kept' }));
    await victim.engine.close();
    const desk = await openDesk();
    await desk.engine.close();
    rmSync(join(desk.folder, 'evidence'), { recursive: true });
    symlinkSync(join(victim.folder, 'evidence'), join(desk.folder, 'evidence'));
    // Looks like the end of a killed process, after which leftovers are swept.
    writeFileSync(join(desk.folder, 'holder.json'), '{}');
    const before = contentsOf(victim.folder);
    const failure = await failureOf(newEngine().call('vault.unlock', { folder: desk.folder, passphrase }));
    expect(failure).toMatchObject({ code: 'corrupt', details: { name: 'evidence' } });
    expect(contentsOf(victim.folder)).toEqual(before);
  });

  it.each(['tmp', 'vault.db', 'vault.json', 'lock', 'holder.json', 'log-head.json'])(
    'as a link is refused: %s',
    async (name) => {
      const desk = await openDesk();
      await desk.engine.close();
      const elsewhere = join(desk.base, 'elsewhere');
      if (existsSync(join(desk.folder, name))) renameSync(join(desk.folder, name), elsewhere);
      symlinkSync(elsewhere, join(desk.folder, name));
      const failure = await failureOf(newEngine().call('vault.unlock', { folder: desk.folder, passphrase }));
      expect(failure).toMatchObject({ code: 'corrupt', details: { name } });
    },
  );

  it.each(['holder.json', 'log-head.json', 'vault.db-shm'])(
    'as a pipe is refused, not waited for: %s',
    async (name) => {
      const desk = await openDesk();
      await desk.engine.close();
      rmSync(join(desk.folder, name), { force: true });
      execFileSync('mkfifo', [join(desk.folder, name)]);
      const failure = await failureOf(newEngine().call('vault.unlock', { folder: desk.folder, passphrase }));
      expect(failure).toMatchObject({ code: 'corrupt', details: { name } });
    },
  );
});

test('evidence whose records were lost with an older vault.db is never swept away', async () => {
  const desk = await openDesk();
  const caseId = await openCase(desk.engine);
  await desk.engine.close();
  copyFileSync(join(desk.folder, 'vault.db'), join(desk.base, 'old.db'));
  await desk.engine.call('vault.unlock', { folder: desk.folder, passphrase });
  await takeIn(desk.engine, caseId, writeFiles(desk.base, { 'a.txt': 'the only copy' }));
  await desk.engine.close();
  const stored = storedFiles(desk.folder);
  copyFileSync(join(desk.base, 'old.db'), join(desk.folder, 'vault.db'));
  // At the first opening after it the log tells; at a later one it has a new, sound chain.
  for (const _opening of [1, 2]) {
    writeFileSync(join(desk.folder, 'holder.json'), '{}');
    await desk.engine.call('vault.unlock', { folder: desk.folder, passphrase });
    await desk.engine.close();
    expect(storedFiles(desk.folder)).toEqual(stored);
  }
});

describe.skipIf(process.platform === 'win32')('through a link that leads into the vault', () => {
  it('no readable copy and no backup is written', async () => {
    const desk = await openDesk();
    const folder = writeFiles(desk.base, { 'a.txt': 'in the clear' });
    const [id] = await takeIn(desk.engine, await openCase(desk.engine), folder);
    symlinkSync(desk.folder, join(desk.base, 'link'));
    const before = readdirSync(desk.folder);
    for (const place of ['link', 'link/not/made/yet']) {
      const target = join(desk.base, place);
      const copy = desk.engine.run('evidence.export', { id: id!, folder: target, purpose: 'to read' });
      expect(await failureOf(copy)).toMatchObject({ code: 'invalid-input' });
      const backup = desk.engine.run('vault.backup', { folder: target });
      expect(await failureOf(backup)).toMatchObject({ code: 'invalid-input' });
    }
    expect(readdirSync(desk.folder)).toEqual(before);
  });
});

test('a file with the longest name a disk takes can be copied out again', async () => {
  const desk = await openDesk();
  const name = `${'\u6f22'.repeat(83)}.txt`;
  const [id] = await takeIn(desk.engine, await openCase(desk.engine), writeFiles(desk.base, { [name]: 'x' }));
  const out = join(desk.base, 'out');
  const { path } = await desk.engine.run('evidence.export', { id: id!, folder: out, purpose: 'to read' });
  expect(path).toMatch(/\u6f22\.txt$/);
});

test('what is put into the empty folder while a backup is restored into it stays', async () => {
  const desk = await openDesk();
  const backup = await desk.engine.run('vault.backup', { folder: join(desk.base, 'backups') });
  const target = join(desk.base, 'restored');
  mkdirSync(target);
  const restored = desk.engine.run('vault.restore', { backup: backup.folder, folder: target, passphrase });
  while (!existsSync(`${target}.unfinished`)) await new Promise(setImmediate);
  writeFileSync(join(target, 'mine.txt'), 'mine');
  expect(await failureOf(restored)).toMatchObject({ code: 'conflict' });
  expect(readdirSync(target)).toEqual(['mine.txt']);
});

test('of two that make a vault in one folder at once, one does, and the other takes nothing from it', async () => {
  const desk = await openDesk();
  const folder = join(desk.base, 'contested');
  const owner = { person: 'A', organisation: 'B' };
  const [first, second] = [newEngine(), newEngine()];
  const made = await Promise.allSettled([
    first.call('vault.create', { folder, passphrase, owner }).then(() => first.close()),
    second.call('vault.create', { folder, passphrase, owner }).then(() => second.close()),
  ]);
  expect(made.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  const opened = await newEngine().call('vault.unlock', { folder, passphrase });
  expect(opened).toMatchObject({ state: 'unlocked' });
});
