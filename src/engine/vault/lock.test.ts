/** One writer: whoever comes second is told who holds the vault; whoever died holds nothing. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startChild } from '../../../tests/support/child.ts';
import { contentsOf, failureOf, newEngine, openDesk, passphrase } from '../../../tests/support/desk.ts';
import { connect } from './database.ts';
import { openHeader, readHeader } from './header.ts';
import { deriveKeys } from './keys.ts';

const holdVault = new URL('../../../tests/support/hold-vault.ts', import.meta.url);

test('a second process is told who holds the vault, and a killed holder does not lock it out', async () => {
  const { engine, folder } = await openDesk();
  await engine.call('vault.lock', {});
  expect(existsSync(join(folder, 'holder.json'))).toBe(false);
  const child = startChild(holdVault, [folder, passphrase]);
  await child.said('open');

  const held = await failureOf(engine.call('vault.unlock', { folder, passphrase }));
  expect(held.code).toBe('locked');
  expect(held.message).toContain(`${userInfo().username} on ${hostname()} (process ${child.process.pid})`);
  expect(held.details.holder).toMatchObject({ processId: child.process.pid, host: hostname() });
  expect((await engine.call('vault.inspect', { folder })).holder?.processId).toBe(child.process.pid);

  child.process.kill('SIGKILL');
  expect(await child.ended).toBe('SIGKILL');
  expect(existsSync(join(folder, 'holder.json'))).toBe(true);
  expect((await engine.call('vault.inspect', { folder })).holder).toBe(null);
  const status = await engine.call('vault.unlock', { folder, passphrase });
  expect(status.state).toBe('unlocked');
  expect(status.notices.join(' ')).toContain('not closed in order');
  await engine.call('vault.lock', {});
  expect((await engine.call('vault.unlock', { folder, passphrase })).notices).toEqual([]);
});

test('an opening that was refused because the vault is held leaves the holder alone', async () => {
  const { folder } = await openDesk();
  const before = readFileSync(join(folder, 'holder.json'));
  const second = newEngine();
  const held = await failureOf(second.call('vault.unlock', { folder, passphrase }));
  expect(held.message).toContain(`(process ${process.pid})`);
  expect(readFileSync(join(folder, 'holder.json'))).toEqual(before);
});

test('who only looks, looks from where the vault is open too, and the lock holds on', async () => {
  const { engine, folder } = await openDesk();
  const before = readFileSync(join(folder, 'holder.json'));
  for (const looker of [engine, newEngine()]) {
    expect((await looker.call('vault.inspect', { folder })).holder?.processId).toBe(process.pid);
  }
  expect(readFileSync(join(folder, 'holder.json'))).toEqual(before);
  // Another process: within this one, reading the lock file by other means than SQLite would give the lock up.
  await expect(startChild(holdVault, [folder, passphrase]).said('open')).rejects.toThrow(/open already/);
});

test('a wrong passphrase on a held vault says so, and touches nothing', async () => {
  const { folder } = await openDesk();
  const before = contentsOf(folder);
  const failed = await failureOf(newEngine().call('vault.unlock', { folder, passphrase: 'wrong' }));
  expect(failed.code).toBe('wrong-passphrase');
  expect(contentsOf(folder)).toEqual(before);
});

test('a note of the holder that cannot be read counts as an unclean end', async () => {
  const { engine, folder } = await openDesk();
  await engine.call('vault.lock', {});
  writeFileSync(join(folder, 'holder.json'), '{"user":');
  const status = await engine.call('vault.unlock', { folder, passphrase });
  expect(status.notices.join(' ')).toContain('not closed in order');
});

test('part files of a killed process go at the next opening, others stay', async () => {
  const { engine, folder } = await openDesk();
  await engine.call('vault.lock', {});
  writeFileSync(join(folder, 'holder.json'), 'killed');
  writeFileSync(join(folder, '.0123456789abcdef.part'), 'half a header');
  writeFileSync(join(folder, 'notes.txt'), "somebody's own");
  await engine.call('vault.unlock', { folder, passphrase });
  expect(existsSync(join(folder, '.0123456789abcdef.part'))).toBe(false);
  expect(existsSync(join(folder, 'notes.txt'))).toBe(true);
});

describe('the file `lock` was removed while the vault is open', () => {
  test.each([
    ['its holder is named all the same', ['lock'], /\(process \d+\)/],
    ['also replaced by another', ['lock', 'new lock'], /\(process \d+\)/],
    ['and with it the note of the holder', ['lock', 'holder.json'], /open already: another program/],
  ])('%s', async (_story, removed, named) => {
    const { engine, folder, base } = await openDesk();
    await engine.call('vault.lock', {});
    const child = startChild(holdVault, [folder, passphrase]);
    await child.said('open');
    for (const name of removed) rmSync(join(folder, name), { force: true });
    if (removed.includes('new lock')) writeFileSync(join(folder, 'lock'), '');
    const before = contentsOf(folder);
    delete before.lock;

    const held = await failureOf(engine.call('vault.unlock', { folder, passphrase }));
    expect(held.code).toBe('locked');
    expect(held.message).toMatch(named);
    if (!removed.includes('holder.json')) {
      const restored = engine.run('vault.restore', { backup: folder, folder: join(base, 'r'), passphrase });
      expect((await failureOf(restored)).message).toMatch(/a vault that is open/);
    }
    const after = contentsOf(folder);
    delete after.lock;
    expect(after).toEqual(before);
    // Other tools too: the database itself is held.
    const header = await readHeader(folder);
    const keys = deriveKeys(await openHeader(header, { by: 'passphrase', passphrase }), header.vaultId);
    expect(() => connect(join(folder, 'vault.db'), keys.database, { create: false })).toThrow(/locked/);

    child.process.kill('SIGKILL');
    await child.ended;
    expect((await engine.call('vault.unlock', { folder, passphrase })).state).toBe('unlocked');
  });
});
