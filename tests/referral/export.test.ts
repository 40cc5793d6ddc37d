/** The way out of the vault, end to end: the same state gives the same bytes, and each export is on record. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { passphrase } from '../support/desk.ts';
import { openPackage } from './package.ts';
import { agencyId, hash, openReferralCase, type ReferralCase } from './referral-case.ts';

let prepared: ReferralCase;
beforeEach(async () => {
  prepared = await openReferralCase();
});

describe('the same state', () => {
  test('gives the same bytes: twice, after a look and a check, and after the vault was locked in between', async () => {
    const { desk, caseId, exportTo, listed } = prepared;
    const first = await exportTo('out-1');
    const second = await exportTo('out-2');
    await desk.engine.run('evidence.verify', { caseId });
    await desk.engine.call('case.overview', { id: caseId });
    await desk.engine.call('vault.lock', {});
    await desk.engine.call('vault.unlock', { folder: desk.folder, passphrase });
    const third = await exportTo('out-3');
    expect(readFileSync(second.path).equals(readFileSync(first.path))).toBe(true);
    expect(readFileSync(third.path).equals(readFileSync(first.path))).toBe(true);
    expect(first.referral.packageSha256).toBe(hash(first.path));
    expect([second.referral.id, third.referral.id]).toEqual([first.referral.id, first.referral.id]);
    expect(await listed()).toHaveLength(1);
  });

  test('handed out again is on record again: a custody entry of each exhibit, an entry of the log', async () => {
    const { desk, caseId, exportTo } = prepared;
    const first = await exportTo('out-1');
    const exports = async () =>
      (await desk.engine.call('log.list', {})).rows.filter((row) => row.reason === 'export');
    expect(await exports()).toHaveLength(1);
    const second = await exportTo('out-2');
    const third = await exportTo('out-3');
    for (const { path } of [second, third]) expect(hash(path)).toBe(first.referral.packageSha256);
    expect((await exports()).map((one) => one.summary)).toEqual([
      expect.stringContaining('Another copy of the referral sealed for'),
      expect.stringContaining('Another copy of the referral sealed for'),
      expect.stringContaining('Referral sealed for'),
    ]);
    const { rows } = await desk.engine.call('evidence.list', { caseId });
    for (const { id } of rows) {
      const { custody } = await desk.engine.call('evidence.get', { id });
      expect(custody.filter((one) => one.action === 'exported').map((one) => one.purpose)).toEqual([
        'Re-verified and disclosed in a sealed referral package',
        'Re-verified and disclosed in another copy of the same sealed referral package',
        'Re-verified and disclosed in another copy of the same sealed referral package',
      ]);
    }
    expect((await desk.engine.run('log.verify', { rows: true })).intact).toBe(true);
  });

  test('is exported in another vault with the same records, but as what it is: another key, another package', async () => {
    const { desk, exportTo } = prepared;
    const backup = await desk.engine.run('vault.backup', { folder: join(desk.base, 'backups') });
    const first = await exportTo('out-1');
    await desk.engine.call('vault.lock', {});
    const folder = join(desk.base, 'restored');
    await desk.engine.run('vault.restore', { backup: backup.folder, folder, passphrase });
    await desk.engine.call('vault.unlock', { folder, passphrase });
    const again = await exportTo('out-2');
    expect(again.referral.stateHash).toBe(first.referral.stateHash);
    const [one, other] = [
      openPackage(first.path, join(desk.base, 'x1')),
      openPackage(again.path, join(desk.base, 'x2')),
    ];
    for (const [name, bytes] of one.files) {
      // The time of sealing and the export's own custody lie in the seal, outside of what is compared.
      if (!name.startsWith('seal/')) expect(other.files.get(name)?.equals(bytes), name).toBe(true);
    }
  });
});

test('a changed state is a new version; the old package and its record stay as they were', async () => {
  const { desk, caseId, exportTo, listed } = prepared;
  const first = await exportTo('out');
  const bytes = readFileSync(first.path);
  await desk.engine.call('case.update', { id: caseId, fields: { narrative: 'They called twice.' } });
  const second = await exportTo('out');
  expect([first.referral.version, second.referral.version]).toEqual([1, 2]);
  expect(second.path).not.toBe(first.path);
  expect(readFileSync(first.path).equals(bytes)).toBe(true);
  expect((await listed()).map(({ version, packageSha256 }) => [version, packageSha256])).toEqual([
    [1, hash(first.path)],
    [2, hash(second.path)],
  ]);
  for (const { path } of [first, second]) {
    const checked = await desk.engine.run('verify.package', {
      path,
      fingerprint: desk.engine.session().fingerprint,
    });
    expect([checked.verdict, checked.signature?.trusted, checked.custody?.intact]).toEqual([
      'valid',
      true,
      true,
    ]);
  }
});

test('each disclosed piece has the export in its custody, and the log has the export', async () => {
  const { desk, caseId, evidenceIds, exportTo } = prepared;
  await exportTo('out');
  for (const id of evidenceIds) {
    const { custody, check } = await desk.engine.call('evidence.get', { id });
    expect(custody.at(-1)).toMatchObject({ action: 'exported', details: { agency: agencyId } });
    expect(check).toBe('ok');
  }
  const { rows } = await desk.engine.call('log.list', { caseId });
  expect(rows[0]).toMatchObject({ reason: 'export', summary: expect.stringContaining('version 1') });
  expect((await desk.engine.run('vault.check', {})).findings).toEqual([]);
});
