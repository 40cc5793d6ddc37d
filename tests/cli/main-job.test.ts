import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobResult, Output } from '../../src/shared/contract/index.ts';
import { Desk, passphrase, proffer, secretFile, workFolder } from './proffer.ts';

const folder = workFolder();
const desk = new Desk(folder);
const incoming = join(folder, 'incoming');
mkdirSync(join(incoming, 'mail'), { recursive: true });
writeFileSync(join(incoming, 'calls.csv'), 'when,number\n2025-03-04,+12025550143\n');
writeFileSync(
  join(incoming, 'mail', 'complaint.eml'),
  'From: jose@example.com\nSubject: Hilfe\n\nIch wurde angerufen.\n',
);

type Evidence = Output<'evidence.list'>;
type Exported = JobResult<'referral.export'>;
type Verified = JobResult<'verify.package'>;
const inCase = ['--case', 'EX-1'];
const signed = ['--signatory-name', 'Ana Lima', '--signatory-address', '1 Sample Yard'];

describe('the main job from the command line', () => {
  let recoveryKey = '';

  it('makes a vault and checks its recovery key back', async () => {
    recoveryKey = await desk.create();
    const key = secretFile(folder, 'recovery-key', recoveryKey);
    const confirmed = await proffer([
      ...['vault', 'recovery-key', 'confirm', '--vault', desk.vault, '--recovery-key-file', key, '--json'],
    ]);
    expect(confirmed).toMatchObject({ code: 0 });
    const status = await desk.ask<Output<'vault.status'>>('vault.status', ['vault', 'status']);
    expect(status).toMatchObject({
      state: 'unlocked',
      recoveryConfirmed: true,
      owner: { person: 'Ana Lima' },
    });
  });

  it('opens a case and takes in a file and a folder', async () => {
    await desk.createCase();
    const taken = await desk.ask<JobResult<'evidence.intake'>>('evidence.intake', [
      ...['evidence', 'add', join(incoming, 'calls.csv'), join(incoming, 'mail'), ...inCase],
      ...['--source', 'José Müller', '--method', 'received'],
    ]);
    expect(taken).toMatchObject({ added: 2, complete: true, refused: [] });
    const list = await desk.ask<Evidence>('evidence.list', ['evidence', 'list', ...inCase]);
    expect(list.rows.map((row) => [row.exhibit, row.path])).toEqual([
      ['E-0001', 'calls.csv'],
      ['E-0002', 'mail/complaint.eml'],
    ]);
    const one = await desk.ask<Output<'evidence.get'>>('evidence.get', [
      'evidence',
      'show',
      'E-0002',
      ...inCase,
    ]);
    expect(one).toMatchObject({
      name: 'complaint.eml',
      source: 'José Müller',
      custody: [{ action: 'acquired' }],
    });
  });

  it('records who, what, when and how much', async () => {
    await desk.ask('entity.create', [
      ...['entity', 'add', 'person', 'José Müller', ...inCase, '--role', 'victim', '--country', 'DE'],
      ...[
        '--field',
        'ageBand=70-79',
        '--field',
        'vulnerable=yes',
        '--field',
        'aliases=Pepe',
        '--evidence',
        '2',
      ],
    ]);
    const phone = await desk.ask<Output<'entity.get'>>('entity.create', [
      ...['entity', 'add', 'phone', '(202) 555-0143', '--default-country', 'US', ...inCase],
      ...['--role', 'scam-infrastructure', '--evidence', 'E-0001'],
    ]);
    expect(phone.normal).toBe('+12025550143');
    await desk.ask('entity.create', [
      ...[
        'entity',
        'add',
        'organisation',
        'Example Calls',
        ...inCase,
        '--role',
        'call-centre',
        '--country',
        'IN',
      ],
      ...['--field', 'region=Maharashtra'],
    ]);
    await desk.ask('link.create', [
      'link',
      'add',
      'phone:+12025550143',
      'contacted',
      'José Müller',
      ...inCase,
    ]);
    const event = await desk.ask<Output<'event.get'>>('event.create', [
      ...['event', 'add', ...inCase, '--kind', 'call', '--title', 'First call', '--when', '2025-03-04 10:00'],
      ...[
        '--zone',
        'Europe/Berlin',
        '--participant',
        'victim=José Müller',
        '--participant',
        'instrument=+12025550143',
      ],
      ...['--evidence', '1'],
    ]);
    expect(event.when.earliest).toBe(Date.UTC(2025, 2, 4, 9, 0));
    const loss = await desk.ask<Output<'loss.get'>>('loss.create', [
      ...['loss', 'add', ...inCase, '--victim', 'José Müller', '--amount', '1200.50', '--currency', 'EUR'],
      ...['--method', 'bank-transfer', '--when', '2025-03', '--zone', 'Europe/Berlin'],
    ]);
    expect(loss.amount).toEqual({ minor: 120_050, currency: 'EUR' });
    const overview = await desk.ask<Output<'case.overview'>>('case.overview', ['case', 'overview', 'ex-1']);
    expect(overview.counts).toMatchObject({
      evidence: 2,
      entities: 3,
      links: 1,
      events: 1,
      losses: 1,
      victims: 1,
    });
    const timeline = await desk.run('event', 'timeline', ...inCase);
    expect(timeline.stdout).toMatch(/2025-03-0[34] .* UTC\nCall +1 ·+●·+\n/);
  });

  it('tells what an agency wants, and shows the documents before anything leaves', async () => {
    const agencies = await proffer(['referral', 'agencies', '--json']);
    const ids = (JSON.parse(agencies.stdout) as Output<'referral.agencies'>).agencies.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['US-FBI-FO', 'US-IC3', 'IN-CBI']));
    const unsigned = await desk.ask<Output<'referral.readiness'>>(
      'referral.readiness',
      ['referral', 'check', ...inCase, '--agency', 'IN-CBI'],
      1,
    );
    const missing = unsigned.readiness.items.filter((item) => item.level === 'block' && !item.satisfied);
    expect(missing.map((item) => item.field)).toEqual(['signatory.name']);
    await desk.ask('referral.readiness', ['referral', 'check', ...inCase, '--agency', 'IN-CBI', ...signed]);
    const to = join(folder, 'preview');
    const preview = await desk.ask<JobResult<'referral.preview'>>('referral.preview', [
      ...['referral', 'preview', ...inCase, '--agency', 'IN-CBI', ...signed, '--to', to],
    ]);
    expect(preview.documents.length).toBeGreaterThan(0);
    for (const document of preview.documents) {
      expect(existsSync(join(to, document.name.replaceAll('/', '_')))).toBe(true);
    }
  });

  it('seals packages that verify, also when a package of the same exhibits went to another agency before', async () => {
    const to = join(folder, 'packages');
    const status = await desk.ask<Output<'vault.status'>>('vault.status', ['vault', 'status']);
    for (const agency of ['US-FBI-FO', 'IN-CBI']) {
      const made = await desk.ask<Exported>('referral.export', [
        ...['referral', 'export', ...inCase, '--agency', agency, ...signed, '--to', to],
      ]);
      const outcome = await proffer([
        'verify',
        made.path,
        '--fingerprint',
        status.fingerprint!,
        '--file-hash',
        '--json',
      ]);
      const verified = JSON.parse(outcome.stdout) as Verified;
      expect(verified.findings).toEqual([]);
      expect(verified).toMatchObject({
        verdict: 'valid',
        sha256: made.referral.packageSha256,
        signature: { trusted: true },
      });
      expect(outcome.code).toBe(0);
    }
    const list = await desk.ask<Output<'referral.list'>>('referral.list', ['referral', 'list', ...inCase]);
    expect(list.total).toBe(2);
  });

  it('finds a package that was changed: exit code 1', async () => {
    const [row] = (await desk.ask<Output<'referral.list'>>('referral.list', ['referral', 'list', ...inCase]))
      .rows;
    const bytes = readFileSync(row!.packagePath);
    const damaged = join(folder, 'damaged.zip');
    bytes[Math.floor(bytes.length / 3)]! ^= 1;
    writeFileSync(damaged, bytes);
    const outcome = await proffer(['verify', damaged]);
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toMatch(/^Invalid\n/);
  });

  it('verifies evidence and log, writes a copy, takes back a change', async () => {
    const verified = await desk.ask<JobResult<'evidence.verify'>>('evidence.verify', [
      'evidence',
      'verify',
      ...inCase,
    ]);
    expect(verified).toEqual({ checked: 2, ok: 2, failed: [] });
    const to = join(folder, 'copies');
    const copy = await desk.ask<JobResult<'evidence.export'>>('evidence.export', [
      ...['evidence', 'export', '1', ...inCase, '--to', to, '--purpose', 'counsel'],
    ]);
    expect(readFileSync(copy.path)).toEqual(readFileSync(join(incoming, 'calls.csv')));
    const undone = await desk.ask<Output<'log.undo'>>('log.undo', ['log', 'undo', ...inCase]);
    expect(undone.undone.summary).toMatch(/^Loss added/);
    expect(await desk.ask('log.verify', ['log', 'verify'])).toMatchObject({ intact: true });
  });

  it('backs up, restores, changes and resets the passphrase', async () => {
    const backup = await desk.ask<JobResult<'vault.backup'>>('vault.backup', [
      'vault',
      'backup',
      join(folder, 'backups'),
    ]);
    const restored = join(folder, 'restored');
    await desk.ask('vault.restore', ['vault', 'restore', backup.folder, restored]);
    const next = secretFile(folder, 'next', 'another good passphrase');
    const at = ['--vault', restored, '--json'];
    const change = ['vault', 'change-passphrase', ...at, '--passphrase-file', desk.passphraseFile];
    expect(await proffer([...change, '--new-passphrase-file', next])).toMatchObject({ code: 0 });
    expect((await proffer(['vault', 'status', ...at, '--passphrase-file', desk.passphraseFile])).code).toBe(
      7,
    );
    expect((await proffer(['vault', 'check', ...at, '--passphrase-file', next])).code).toBe(0);
    const key = join(folder, 'recovery-key');
    const reset = [
      'vault',
      'reset-passphrase',
      ...at,
      '--recovery-key-file',
      key,
      '--new-passphrase-fd',
      '3',
    ];
    expect(await proffer(reset, { fd3: passphrase })).toMatchObject({ code: 0 });
    expect((await proffer(['vault', 'status', ...at, '--passphrase-file', desk.passphraseFile])).code).toBe(
      0,
    );
  });
});
