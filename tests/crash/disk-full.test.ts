/** A vault on a disk that fills up: what was acknowledged is whole, what failed says why, and with room again all goes on. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ProfferError } from '../../src/shared/domain/errors.ts';
import {
  newEngine,
  openCase,
  owner,
  passphrase,
  storedFiles,
  temporaryBase,
  writeFiles,
} from '../support/desk.ts';

let mounted: string | null = null;

afterEach(() => {
  if (mounted) spawnSync('umount', ['-l', mounted]);
  mounted = null;
});

/** A small disk of its own; null, and said so, where this user may not mount one. */
function smallDisk(base: string, megabytes: number): string | null {
  const place = join(base, 'small');
  mkdirSync(place);
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', place], {
    encoding: 'utf8',
  });
  if (made.status === 0) {
    mounted = place;
    return place;
  }
  console.warn(`SKIPPED: disk full: no small disk can be mounted here (${made.stderr?.trim()})`);
  return null;
}

/** Does it until it fails for want of room; how often it was done before. */
async function untilFull(told: RegExp, work: (round: number) => Promise<unknown>): Promise<number> {
  for (let round = 0; round < 5000; round++) {
    try {
      await work(round);
    } catch (error) {
      expect(error).toBeInstanceOf(ProfferError);
      expect([(error as ProfferError).code, (error as ProfferError).message]).toEqual([
        'disk-full',
        expect.stringMatching(told),
      ]);
      return round;
    }
  }
  throw new Error('the disk never filled up');
}

test('edits, intake, backup and locking on a full disk', async (context) => {
  const base = temporaryBase();
  const small = smallDisk(base, 12);
  if (!small) return context.skip();
  const folder = join(small, 'vault');
  const engine = newEngine();
  await engine.call('vault.create', { folder, passphrase, owner });
  const caseId = await openCase(engine);

  const random = (round: number) =>
    Buffer.from(Array.from({ length: 300_000 }, (_one, at) => (at * (round + 3)) % 253));
  const acknowledged: string[] = [];
  // By the store, or by the database, whichever wants room first.
  const taken = await untilFull(/disk (that holds the vault )?is full/, async (round) => {
    const files = writeFiles(base, { [`${round}.bin`]: random(round) }, `in-${round}`);
    acknowledged.push(...(await engine.run('evidence.intake', { caseId, paths: [files] })).evidenceIds);
  });
  expect(taken).toBeGreaterThan(3);
  const backups = engine.run('vault.backup', { folder: join(small, 'backups') });
  await expect(backups).rejects.toMatchObject({ code: 'disk-full' });
  expect(readdirSync(join(small, 'backups'))).toEqual([]);

  const titles: string[] = [];
  const edited = await untilFull(/^The disk is full: nothing of this change was saved/, async (round) => {
    const event = {
      caseId,
      kind: 'call',
      title: `Event ${round}`,
      description: 'x'.repeat(20_000),
      when: { text: '2025' },
    } as const;
    titles.push((await engine.call('event.create', event)).title);
  });
  expect((await engine.call('event.list', { caseId, limit: 1000 })).total).toBe(edited);
  expect((await engine.call('vault.lock', {})).state).toBe('locked');

  // Room again: the log of the database had grown, and is put back into it.
  rmSync(join(small, 'backups'), { recursive: true, force: true });
  spawnSync('mount', ['-o', 'remount,size=40m', small]);
  const second = newEngine();
  const { notices } = await second.call('vault.unlock', { folder, passphrase });
  expect(notices.join(' ')).toContain('not closed in order');
  expect((await second.run('vault.check', {})).findings).toEqual([]);
  const events = await second.call('event.list', { caseId, limit: 1000, sort: 'title' });
  expect(events.rows.map(({ title }) => title).sort()).toEqual(titles.sort());
  const verified = await second.run('evidence.verify', { ids: acknowledged });
  expect(verified).toMatchObject({ checked: acknowledged.length, ok: acknowledged.length });
  expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  expect(storedFiles(folder).length).toBeGreaterThanOrEqual(acknowledged.length);
  writeFileSync(join(base, 'more'), 'more');
  expect(await second.run('evidence.intake', { caseId, paths: [join(base, 'more')] })).toMatchObject({
    added: 1,
  });
  await second.call('vault.lock', {});
});

test('a vault that does not fit is not half made, and an export that does not fit is not there', async (context) => {
  const base = temporaryBase();
  const small = smallDisk(base, 1);
  if (!small) return context.skip();
  writeFileSync(join(small, 'filler'), Buffer.alloc(1_000_000));
  const engine = newEngine();
  const folder = join(small, 'vault');
  await expect(engine.call('vault.create', { folder, passphrase, owner })).rejects.toMatchObject({
    code: expect.stringMatching(/disk-full|permission|ENOSPC|SQLITE_FULL|SQLITE_IOERR/),
  });
  expect(readdirSync(folder)).toEqual([]);

  const vault = join(base, 'vault');
  await engine.call('vault.create', { folder: vault, passphrase, owner });
  const caseId = await openCase(engine);
  const files = writeFiles(base, { 'a.bin': Buffer.alloc(2_000_000, 7) });
  const { evidenceIds } = await engine.run('evidence.intake', { caseId, paths: [files] });
  const copy = engine.run('evidence.export', {
    id: evidenceIds[0]!,
    folder: join(small, 'out'),
    purpose: 'test',
  });
  await expect(copy).rejects.toMatchObject({ code: 'disk-full' });
  expect(readdirSync(join(small, 'out'))).toEqual([]);
  const { custody } = await engine.call('evidence.get', { id: evidenceIds[0]! });
  expect(custody.map(({ action }) => action)).toEqual(['acquired']);
});
