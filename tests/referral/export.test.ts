/** The way out of the vault, end to end: the same state gives the same bytes, and nothing leaves that must stay. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../src/shared/contract/index.ts';
import {
  type Desk,
  failureOf,
  flipByte,
  openDesk,
  passphrase,
  storedFiles,
  writeFiles,
} from '../support/desk.ts';
import { openPackage, readableText } from './package.ts';

let desk: Desk;
let caseId: string;
let victimId: string;
let evidenceIds: string[];

const agencyId = 'US-FBI-FO';
const signatory = { name: 'Ada Example', place: 'Nordhaven', address: '1 Example Street' };

beforeEach(async () => {
  desk = await openDesk();
  const { engine } = desk;
  const record = await engine.call('case.create', {
    reference: 'NH-1',
    title: 'Refund scam',
    scheme: 'tech-support',
    narrative: 'They called and said they were the bank.',
    nexus: ['US', 'IN'].map((recipient) => ({
      recipient,
      text: 'Victims in the district; premises of the call centre in Kolkata, India.',
    })),
  });
  caseId = record.id;
  const files = writeFiles(desk.base, {
    'call.txt': 'They called.',
    'list.csv': 'a;b\n',
    'big.bin': Buffer.alloc(3 << 20, 9),
  });
  evidenceIds = (await engine.run('evidence.intake', { caseId, paths: [files] })).evidenceIds;
  const victim = await engine.call('entity.create', {
    caseId,
    kind: 'person',
    value: 'Vera Example',
    roles: ['victim'],
    country: 'DE',
  });
  victimId = victim.id;
  await engine.call('entity.create', {
    caseId,
    kind: 'organisation',
    value: 'Help Desk Ltd',
    roles: ['suspect'],
  });
  await engine.call('loss.create', {
    caseId,
    victimId,
    amount: { minor: 120_050, currency: 'EUR' },
    method: 'bank-transfer',
    when: { text: '2025-03-04' },
  });
  await engine.call('event.create', {
    caseId,
    kind: 'call',
    title: 'First call',
    when: { text: '2025-03-04 10:00', zone: 'Europe/Berlin' },
    participants: [{ entityId: victimId, part: 'victim' }],
    evidenceIds: [evidenceIds[0]!],
  });
});

const exportTo = (folder: string, more: Partial<Input<'referral.export'>> = {}) =>
  desk.engine.run('referral.export', {
    caseId,
    agencyId,
    folder: join(desk.base, folder),
    signatory,
    ...more,
  });
const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const listed = async () =>
  (await desk.engine.call('referral.list', { caseId, sort: 'version', direction: 'ascending' })).rows;

describe('the same state', () => {
  test('gives the same bytes: twice, after a look and a check, and after the vault was locked in between', async () => {
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

describe('nothing is left behind, and nothing on record, when', () => {
  async function refused(code: string, folder = 'out') {
    const failed = await failureOf(exportTo(folder));
    expect(failed.code).toBe(code);
    const place = join(desk.base, folder);
    expect(existsSync(place) ? readdirSync(place) : []).toEqual([]);
    expect(await listed()).toEqual([]);
    return failed;
  }

  test('a piece of evidence is damaged', async () => {
    for (const path of storedFiles(desk.folder)) {
      const bytes = readFileSync(path);
      flipByte(path, -1);
      await refused('integrity-failed');
      writeFileSync(path, bytes);
    }
    expect((await exportTo('out')).referral.version).toBe(1);
  });

  test('a piece of evidence is gone', async () => {
    rmSync(storedFiles(desk.folder)[0]!);
    const failed = await failureOf(exportTo('out'));
    expect(failed.code).toMatch(/integrity-failed|not-found/);
    expect(readdirSync(join(desk.base, 'out'))).toEqual([]);
    expect(await listed()).toEqual([]);
  });

  test('it is cancelled at any moment', async () => {
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
    await desk.engine.call('case.update', { id: caseId, fields: { narrative: '' } });
    const failed = await refused('invalid-input');
    expect(failed.details.missing).toEqual(
      expect.arrayContaining([expect.objectContaining({ mend: 'case' })]),
    );
  });

  test('the case is marked RED or AMBER+STRICT', async () => {
    for (const marking of ['red', 'amber+strict'] as const) {
      await desk.engine.call('case.update', { id: caseId, fields: { marking } });
      await refused('denied-by-marking');
    }
  });

  test('the folder lies in the vault', async () => {
    const inside = exportTo('vault/tmp/out');
    expect((await failureOf(inside)).code).toBe('invalid-input');
    expect(readdirSync(join(desk.folder, 'tmp'))).toEqual([]);
  });
});

test('a package of the same name that lies there already is not replaced', async () => {
  const { path } = await exportTo('out');
  writeFileSync(path, "somebody's own");
  expect((await failureOf(exportTo('out'))).code).toBe('conflict');
  expect(readFileSync(path, 'utf8')).toBe("somebody's own");
});

test('two exports at the same moment give one version each or one is told to try again', async () => {
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

describe('what is marked', () => {
  test('RED or AMBER+STRICT is kept back, counted, and nowhere in the package, nor is what names it', async () => {
    const { engine } = desk;
    const mark = 'Quezelthorp';
    const files = writeFiles(
      desk.base,
      { [`${mark}.txt`]: `about ${mark}`, 'strict.txt': 'strict words' },
      'red',
    );
    const red = await engine.run('evidence.intake', { caseId, paths: [files], marking: 'red' });
    await engine.call('evidence.update', { id: red.evidenceIds[1]!, fields: { marking: 'amber+strict' } });
    await engine.call('entity.create', {
      caseId,
      kind: 'person',
      value: `Otto ${mark}`,
      roles: ['victim'],
      country: 'US',
      marking: 'red',
    });
    await engine.call('entity.create', {
      caseId,
      kind: 'domain',
      value: `${mark}.example`,
      marking: 'amber+strict',
    });
    await engine.call('event.create', {
      caseId,
      kind: 'call',
      title: `Call to ${mark}`,
      when: { text: '2025' },
      marking: 'red',
    });
    const { disclosures } = await engine.call('referral.readiness', { caseId, agencyId, signatory });
    const kept = disclosures.filter(({ category }) => category.includes('TLP:RED'));
    expect(kept.map(({ category, action, count }) => [category.split(' ')[0], action, count])).toEqual([
      ['Evidence', 'withheld', 2],
      ['Entities', 'withheld', 2],
      ['Events', 'withheld', 1],
    ]);
    const { path, referral } = await exportTo('out');
    expect(referral.exhibits).toBe(3);
    const opened = openPackage(path, join(desk.base, 'x'));
    expect(readableText(opened).toLowerCase()).not.toContain(mark.toLowerCase());
    for (const [name, bytes] of opened.files) expect(bytes.includes(mark), name).toBe(false);
    expect([...opened.files.values()].some((bytes) => bytes.includes('strict words'))).toBe(false);
  });

  test("a person kept back is not named by others' texts either", async () => {
    // Only those who are in the draft were protected in it; one kept back altogether stood in every title.
    const { engine } = desk;
    for (const [name, more] of [
      ['Ottilie Wimblefax', { marking: 'red' as const }],
      ['Brunhild Hobblestone', {}],
    ] as const) {
      const { id } = await engine.call('entity.create', {
        caseId,
        kind: 'person',
        value: name,
        roles: ['victim'],
        country: 'DE',
        ...more,
      });
      if (name.startsWith('Brunhild')) await engine.call('entity.hide', { id, hidden: true });
      await engine.call('event.create', {
        caseId,
        kind: 'call',
        title: `They called ${name}`,
        when: { text: '2025' },
      });
    }
    const { path } = await exportTo('out');
    const text = readableText(openPackage(path, join(desk.base, 'x')));
    expect(text).not.toContain('Wimblefax');
    expect(text).not.toContain('Hobblestone');
  });
});

describe.each(['US-FBI-FO', 'US-IC3', 'IN-CBI', 'IN-NCRP'])(
  'the identity of victims is not in a package for %s',
  (agency) => {
    const secrets = ['Thistlemoor', 'Puddlemere', '2025550143', '202 555 0143', 'canary.mail', 'Marrowgate'];

    test('not in titles, notes, narrative, names of files, PDFs or records, whatever the spelling', async () => {
      const { engine } = desk;
      const victim = await engine.call('entity.create', {
        caseId,
        kind: 'person',
        value: 'Ágnes Thistlemoor',
        roles: ['victim'],
        country: 'CA',
        note: 'Ágnes Thistlemoor lives at 12 Puddlemere Lane, call 202 555 0143',
        fields: {
          aliases: ['Aggie Marrowgate'],
          phone: '+1 202 555 0143',
          email: 'canary.mail@example.org',
          address: '12 Puddlemere Lane',
          city: 'Toronto',
        },
        evidenceIds,
      });
      const files = writeFiles(
        desk.base,
        {
          'Statement of Ágnes Thistlemoor.txt': 'They called.',
          'Thistlemoor, Agnes/canary.mail@example.org.eml': 'From: a@example.org\nSubject: x\n\nbody',
        },
        'named',
      );
      const taken = await engine.run('evidence.intake', {
        caseId,
        paths: [files],
        acquisition: { source: 'Ágnes Thistlemoor' },
      });
      await engine.call('evidence.update', {
        id: taken.evidenceIds[0]!,
        fields: { description: 'Statement of AGNES THISTLEMOOR' },
      });
      await engine.call('event.create', {
        caseId,
        kind: 'call',
        title: 'Call to Ágnes Thistlemoor (Aggie Marrowgate)',
        description:
          'Wrote from canary.mail@example.org; phoned 202-555-0143 and +12025550143; sent to 12 Puddlemere Lane.',
        when: { text: '2025-03-04' },
        participants: [{ entityId: victim.id, part: 'victim' }],
      });
      const phone = await engine.call('entity.create', { caseId, kind: 'phone', value: '+1 202 555 0143' });
      await engine.call('link.create', {
        caseId,
        kind: 'owns',
        fromId: victim.id,
        toId: phone.id,
        note: 'Thistlemoor',
      });
      await engine.call('loss.create', {
        caseId,
        victimId: victim.id,
        amount: { minor: 5000, currency: 'CAD' },
        method: 'gift-card',
        note: 'Agnes Thistlemoor paid',
      });
      await engine.call('case.update', {
        id: caseId,
        fields: {
          narrative:
            'They called Ágnes Thistlemoor, agnes thistlemoor and AGNES\u00a0THISTLEMOOR at +1 (202) 555-0143. '.repeat(
              30,
            ),
          nexus: ['US', 'IN'].map((recipient) => ({
            recipient,
            text: 'Premises in Kolkata, West Bengal, India; Mrs Thistlemoor lives at 12 Puddlemere Lane.',
          })),
        },
      });
      const ready = await engine.call('referral.readiness', { caseId, agencyId: agency, signatory });
      const blocking = ready.readiness.items.filter(
        ({ level, satisfied }) => level === 'block' && !satisfied,
      );
      if (blocking.some(({ field }) => field === 'subject.premises_region')) {
        await engine.call('entity.create', {
          caseId,
          kind: 'organisation',
          value: 'Call Centre Pvt',
          roles: ['call-centre'],
          country: 'IN',
          fields: { region: 'West Bengal', city: 'Kolkata' },
        });
      }
      const { path } = await exportTo('out', { agencyId: agency });
      const opened = openPackage(path, join(desk.base, 'x'));
      const text = readableText(opened).normalize('NFKD').toLowerCase();
      for (const secret of secrets) expect(text, secret).not.toContain(secret.toLowerCase());
      expect(text.replace(/[\s().+-]/g, '')).not.toContain('2025550143');
      expect((await engine.run('verify.package', { path })).verdict).toBe('valid');
    });
  },
);
