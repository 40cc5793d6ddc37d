/** Backups: whole or not there, checked before they count, and restored without overwriting anything. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  contentsOf,
  type Desk,
  failureOf,
  flipByte,
  newEngine,
  openCase,
  openDesk,
  passphrase,
  storedFiles,
  writeFiles,
} from '../../../tests/support/desk.ts';

let desk: Desk;
let caseId: string;
let target: string;

beforeEach(async () => {
  desk = await openDesk();
  target = join(desk.base, 'backups');
  caseId = await openCase(desk.engine, 'Backed up');
  const files = writeFiles(desk.base, {
    'a.txt': 'hello',
    'sub/b.txt': 'other',
    'same.txt': 'hello',
    'large.bin': Buffer.alloc(3 << 20, 7),
  });
  await desk.engine.run('evidence.intake', { caseId, paths: [files] });
});

const back = () => desk.engine.run('vault.backup', { folder: target });
const restore = (backup: string, folder = join(desk.base, 'restored')) =>
  desk.engine.run('vault.restore', { backup, folder, passphrase });

async function expectWhole(folder: string, evidence: number) {
  const engine = newEngine();
  const status = await engine.call('vault.unlock', { folder, passphrase });
  expect(status.notices).toEqual([]);
  const check = await engine.run('vault.check', {});
  expect(check.findings).toEqual([]);
  const verified = await engine.run('evidence.verify', {});
  expect([verified.checked, verified.ok]).toEqual([evidence, evidence]);
  await engine.call('vault.lock', {});
}

test('round trip: everything is there, nothing is readable, a second one takes a name of its own', async () => {
  const made = await back();
  expect(made.evidenceFiles).toBe(3);
  const again = await back();
  expect(again.folder).not.toBe(made.folder);
  expect(readdirSync(made.folder).sort()).toEqual([
    'evidence',
    'log-head.json',
    'vault.copy.json',
    'vault.db',
    'vault.json',
  ]);
  const before = contentsOf(made.folder);
  const restored = await restore(made.folder);
  expect(contentsOf(made.folder)).toEqual(before);
  await expectWhole(restored.folder, 4);
});

test('the recovery key of a backup is the one it had then', async () => {
  const made = await back();
  await desk.engine.call('vault.replaceRecoveryKey', { passphrase });
  const { folder } = await restore(made.folder);
  const engine = newEngine();
  expect((await engine.call('vault.unlock', { folder, recoveryKey: desk.recoveryKey })).state).toBe(
    'unlocked',
  );
});

test('a backup has a sound header even where the one of the vault was damaged since it was opened', async () => {
  writeFileSync(join(desk.folder, 'vault.json'), 'damage');
  const made = await back();
  await expectWhole((await restore(made.folder)).folder, 4);
});

test('made while an intake runs, it is of one moment and whole', async () => {
  // Its log head was read later than its database: restored, it said that history had been cut off.
  const more: Record<string, string> = {};
  for (let index = 0; index < 250; index++) more[`more/${index}.txt`] = `content ${index}`;
  const files = writeFiles(desk.base, more, 'in2');
  const { jobId } = await desk.engine.call('evidence.intake', { caseId, paths: [files] });
  const folders: string[] = [];
  let running = true;
  const intake = desk.engine.call('job.wait', { jobId }).then((job) => {
    running = false;
    return job;
  });
  do {
    folders.push((await back()).folder);
    for (let index = 0; index < 5; index++)
      await desk.engine.call('case.update', {
        id: caseId,
        fields: { title: `Title ${folders.length}.${index}` },
      });
  } while (running && folders.length < 2);
  expect((await intake).state).toBe('done');
  for (const [index, folder] of folders.entries()) {
    const restored = await restore(folder, join(desk.base, `restored-${index}`));
    const engine = newEngine();
    expect((await engine.call('vault.unlock', { folder: restored.folder, passphrase })).notices).toEqual([]);
    expect((await engine.run('vault.check', {})).findings).toEqual([]);
    await engine.call('vault.lock', {});
  }
});

test('a cancelled backup leaves nothing behind', async () => {
  const { jobId } = await desk.engine.call('vault.backup', { folder: target });
  await desk.engine.call('job.cancel', { jobId });
  expect((await desk.engine.call('job.wait', { jobId })).state).toBe('cancelled');
  expect(existsSync(target) ? readdirSync(target) : []).toEqual([]);
});

test('a backup is not made from evidence that is damaged or gone, and not into the vault itself', async () => {
  const [one] = storedFiles(desk.folder);
  const bytes = readFileSync(one!);
  flipByte(one!, -5);
  expect((await failureOf(back())).code).toBe('integrity-failed');
  rmSync(one!);
  expect((await failureOf(back())).code).toBe('integrity-failed');
  writeFileSync(one!, bytes);
  expect(readdirSync(target)).toEqual([]);
  for (const folder of [desk.folder, join(desk.folder, 'evidence', 'x')])
    expect((await failureOf(desk.engine.run('vault.backup', { folder }))).code).toBe('invalid-input');
});

describe('restore', () => {
  test.each<[string, (backup: string) => void, string]>([
    ['a flipped byte in its database', (backup) => flipByte(join(backup, 'vault.db'), 9000), 'corrupt'],
    ['a truncated database', (backup) => truncateSync(join(backup, 'vault.db'), 8192), 'corrupt'],
    ['no database', (backup) => rmSync(join(backup, 'vault.db')), 'corrupt'],
    [
      'a flipped byte in a piece of evidence',
      (backup) => flipByte(storedFiles(backup)[0]!, -30),
      'integrity-failed',
    ],
    [
      'a truncated piece of evidence',
      (backup) => truncateSync(storedFiles(backup)[1]!, 40),
      'integrity-failed',
    ],
    ['a missing piece of evidence', (backup) => rmSync(storedFiles(backup)[2]!), 'integrity-failed'],
    ['a damaged header', (backup) => flipByte(join(backup, 'vault.json'), 60), 'corrupt'],
    ['no header', (backup) => rmSync(join(backup, 'vault.json')), 'corrupt'],
    ['a write-ahead log beside it', (backup) => writeFileSync(join(backup, 'vault.db-wal'), 'x'), 'conflict'],
  ])('of a backup with %s is refused and leaves nothing', async (_what, damage, code) => {
    const { folder } = await back();
    damage(folder);
    const before = contentsOf(folder);
    expect((await failureOf(restore(folder))).code).toBe(code);
    expect(contentsOf(folder)).toEqual(before);
    expect(readdirSync(desk.base).filter((name) => name.startsWith('restored'))).toEqual([]);
  });

  test('overwrites nothing', async () => {
    const { folder } = await back();
    const place = join(desk.base, 'restored');
    mkdirSync(place);
    writeFileSync(join(place, 'mine.txt'), 'mine');
    expect((await failureOf(restore(folder))).code).toBe('conflict');
    expect((await failureOf(restore(folder, desk.folder))).code).toBe('conflict');
    expect(readdirSync(place)).toEqual(['mine.txt']);
    rmSync(join(place, 'mine.txt'));
    await expectWhole((await restore(folder)).folder, 4);
  });

  test('of two into one place the second is refused, and does not harm the first', async () => {
    const { folder } = await back();
    const results = await Promise.allSettled([restore(folder), restore(folder)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expectWhole(join(desk.base, 'restored'), 4);
  });

  test('takes the recovery key of the backup, one secret and no other', async () => {
    const { folder } = await back();
    const { recoveryKey } = desk;
    const later = await desk.engine.call('vault.replaceRecoveryKey', { passphrase });
    const input = { backup: folder, folder: join(desk.base, 'restored') };
    const refused = (secrets: object) =>
      failureOf(desk.engine.run('vault.restore', { ...input, ...secrets }));
    expect((await refused({ recoveryKey: later.recoveryKey })).code).toBe('wrong-passphrase');
    for (const secrets of [{}, { passphrase, recoveryKey }])
      expect((await refused(secrets)).message).toMatch(/either the passphrase or the recovery key/);
    await expectWhole((await desk.engine.run('vault.restore', { ...input, recoveryKey })).folder, 4);
  });

  test('a vault that is open, or was not closed in order, is no backup', async () => {
    expect((await failureOf(restore(desk.folder))).message).toMatch(/a vault that is open/);
    await desk.engine.call('vault.lock', {});
    writeFileSync(join(desk.folder, 'holder.json'), 'killed');
    expect((await failureOf(restore(desk.folder))).code).toBe('conflict');
  });

  test('wants the passphrase of the backup', async () => {
    const { folder } = await back();
    const wrong = desk.engine.run('vault.restore', {
      backup: folder,
      folder: join(desk.base, 'r'),
      passphrase: 'no',
    });
    expect((await failureOf(wrong)).code).toBe('wrong-passphrase');
  });

  test('cancelled leaves nothing behind', async () => {
    const { folder } = await back();
    const input = { backup: folder, folder: join(desk.base, 'restored'), passphrase };
    const { jobId } = await desk.engine.call('vault.restore', input);
    await desk.engine.call('job.cancel', { jobId });
    expect((await desk.engine.call('job.wait', { jobId })).state).toBe('cancelled');
    expect(readdirSync(desk.base).filter((name) => name.startsWith('restored'))).toEqual([]);
  });
});
