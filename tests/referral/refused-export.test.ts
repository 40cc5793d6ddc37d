/** An export that fails leaves nothing behind, neither in the folder nor on record. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { failureOf, flipByte, passphrase, storedFiles } from '../support/desk.ts';
import { agencyId, hash, openReferralCase, type ReferralCase, signatory } from './referral-case.ts';

let prepared: ReferralCase;
beforeEach(async () => {
  prepared = await openReferralCase();
});

describe('nothing is left behind, and nothing on record, when', () => {
  async function refused(code: string, folder = 'out') {
    const { desk, exportTo, listed } = prepared;
    const failed = await failureOf(exportTo(folder));
    expect(failed.code).toBe(code);
    const place = join(desk.base, folder);
    expect(existsSync(place) ? readdirSync(place) : []).toEqual([]);
    expect(await listed()).toEqual([]);
    return failed;
  }

  test('a piece of evidence is damaged', async () => {
    const { desk, exportTo } = prepared;
    for (const path of storedFiles(desk.folder)) {
      const bytes = readFileSync(path);
      flipByte(path, -1);
      await refused('integrity-failed');
      writeFileSync(path, bytes);
    }
    expect((await exportTo('out')).referral.version).toBe(1);
  });

  test('a piece of evidence is gone', async () => {
    const { desk, exportTo, listed } = prepared;
    rmSync(storedFiles(desk.folder)[0]!);
    const failed = await failureOf(exportTo('out'));
    expect(failed.code).toMatch(/integrity-failed|not-found/);
    expect(readdirSync(join(desk.base, 'out'))).toEqual([]);
    expect(await listed()).toEqual([]);
  });

  test('it is cancelled at any moment', async () => {
    const { desk, caseId, listed } = prepared;
    for (const delay of [0, 5, 40, 120, 300, 600]) {
      const folder = join(desk.base, 'out');
      const { jobId } = await desk.engine.call('referral.export', { caseId, agencyId, folder, signatory });
      await new Promise((resolve) => setTimeout(resolve, delay));
      await desk.engine.call('job.cancel', { jobId });
      const job = await desk.engine.call('job.wait', { jobId });
      const found = existsSync(folder) ? readdirSync(folder) : [];
      if (job.state === 'done') {
        expect([found.length, (await listed()).length]).toEqual([1, 1]);
        break;
      }
      expect(job.state).toBe('cancelled');
      expect(found).toEqual([]);
      expect(await listed()).toEqual([]);
    }
  });

  test('the vault is locked meanwhile', async () => {
    const { desk, caseId, listed } = prepared;
    const folder = join(desk.base, 'out');
    await desk.engine.call('referral.export', { caseId, agencyId, folder, signatory });
    await new Promise((resolve) => setTimeout(resolve, 60));
    await desk.engine.call('vault.lock', {});
    await desk.engine.call('vault.unlock', { folder: desk.folder, passphrase });
    const found = existsSync(folder) ? readdirSync(folder) : [];
    expect(found.length).toBe((await listed()).length);
    expect((await desk.engine.run('vault.check', {})).findings).toEqual([]);
  });

  test('the case is not ready, and says what is missing and where to mend it', async () => {
    const { desk, caseId } = prepared;
    await desk.engine.call('case.update', { id: caseId, fields: { narrative: '' } });
    const failed = await refused('invalid-input');
    expect(failed.details.missing).toEqual(
      expect.arrayContaining([expect.objectContaining({ mend: 'case' })]),
    );
  });

  test('the case is marked RED or AMBER+STRICT', async () => {
    const { desk, caseId } = prepared;
    for (const marking of ['red', 'amber+strict'] as const) {
      await desk.engine.call('case.update', { id: caseId, fields: { marking } });
      await refused('denied-by-marking');
    }
  });

  test('the folder lies in the vault', async () => {
    const { desk, exportTo } = prepared;
    const inside = exportTo('vault/tmp/out');
    expect((await failureOf(inside)).code).toBe('invalid-input');
    expect(readdirSync(join(desk.folder, 'tmp'))).toEqual([]);
  });
});

test('a package of the same name that lies there already is not replaced', async () => {
  const { exportTo } = prepared;
  const { path } = await exportTo('out');
  writeFileSync(path, "somebody's own");
  expect((await failureOf(exportTo('out'))).code).toBe('conflict');
  expect(readFileSync(path, 'utf8')).toBe("somebody's own");
});

test('two exports at the same moment give one version each or one is told to try again', async () => {
  const { desk, exportTo, listed } = prepared;
  const results = await Promise.allSettled([exportTo('out-1'), exportTo('out-2')]);
  const failed = results.filter((one) => one.status === 'rejected').map((one) => one.reason.code);
  expect(failed.every((code) => code === 'conflict')).toBe(true);
  const made = results.filter((one) => one.status === 'fulfilled').length;
  expect(made).toBeGreaterThan(0);
  const rows = await listed();
  for (const folder of ['out-1', 'out-2']) {
    const place = join(desk.base, folder);
    for (const name of existsSync(place) ? readdirSync(place) : [])
      expect(rows.map(({ packageSha256 }) => packageSha256)).toContain(hash(join(place, name)));
  }
  expect((await desk.engine.run('vault.check', {})).findings).toEqual([]);
});
