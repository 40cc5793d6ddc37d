/**
 * The plug is pulled, again and again, while everything happens at once in one vault: what the engine acknowledged is
 * there and whole, what it did not is there whole or not at all.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../src/engine/engine.ts';
import type { FaultPoint } from '../../src/engine/store/fault-point.ts';
import { startChild } from '../support/child.ts';
import {
  type Desk,
  failureOf,
  newEngine,
  openDesk,
  passphrase,
  resources,
  storedFiles,
  writeFiles,
} from '../support/desk.ts';

type Line =
  | { kind: 'open' }
  | { kind: 'evidence'; ids: string[] }
  | { kind: 'change'; seq: number; summary: string }
  | { kind: 'event'; id: string; title: string }
  | { kind: 'narrative'; text: string }
  | { kind: 'changing-passphrase' | 'passphrase'; next: string }
  | { kind: 'package'; path: string; sha256: string }
  | { kind: 'backup'; folder: string; passphrase: string };

/** One vault that lives through all kills of a test, and what was ever acknowledged of it. */
interface Survivor {
  desk: Desk;
  engine: Engine;
  caseId: string;
  /** What opens the vault now; two where a change of it was cut off. */
  passphrases: string[];
  lines: Line[];
  deaths: number;
}

async function newSurvivor(): Promise<Survivor> {
  const desk = await openDesk();
  const { engine } = desk;
  const record = await engine.call('case.create', {
    reference: 'NH-1',
    title: 'Survivor',
    scheme: 'tech-support',
    narrative: 'They called and said they were the bank.',
    nexus: [{ recipient: 'US', text: 'The victims live in the district.' }],
  });
  const victim = await engine.call('entity.create', {
    caseId: record.id,
    kind: 'person',
    value: 'Vera Example',
    roles: ['victim'],
    country: 'US',
  });
  await engine.call('loss.create', {
    caseId: record.id,
    victimId: victim.id,
    amount: { minor: 120_050, currency: 'USD' },
    method: 'bank-transfer',
    when: { text: '2025-03' },
  });
  await engine.call('entity.create', {
    caseId: record.id,
    kind: 'organisation',
    value: 'Help Desk Ltd',
    roles: ['suspect'],
  });
  const files = writeFiles(desk.base, { 'call.txt': 'They called.' }, 'first');
  await engine.run('evidence.intake', { caseId: record.id, paths: [files] });
  await engine.call('vault.lock', {});
  return { desk, engine, caseId: record.id, passphrases: [passphrase], lines: [], deaths: 0 };
}

const child = new URL('./crash-child.ts', import.meta.url).pathname;

/** Lets a child work until the fault, or until a while after its first acknowledged work, kills it. */
async function runUntilKilled(survivor: Survivor, how: { fault: string } | { after: number }): Promise<void> {
  const { desk, passphrases } = survivor;
  const seed = survivor.deaths + 1;
  const outputPath = join(desk.base, `lines-${seed}`);
  const output = openSync(outputPath, 'w');
  const environment = { ...process.env, ...('fault' in how ? { PROFFER_FAULT: how.fault } : {}) };
  const running = spawn(
    process.execPath,
    [child, desk.folder, passphrases[0]!, survivor.caseId, desk.base, String(seed)],
    { env: environment, stdio: ['ignore', output, 'pipe'] },
  );
  closeSync(output);
  let errors = '';
  running.stderr?.on('data', (text: Buffer) => {
    errors += text.toString();
  });
  let timer: NodeJS.Timeout | undefined;
  const watch = setInterval(() => {
    if (!('after' in how) || !readFileSync(outputPath, 'utf8').includes('"open"')) return;
    clearInterval(watch);
    timer = setTimeout(() => running.kill('SIGKILL'), how.after);
  }, 3);
  const signal = await new Promise<NodeJS.Signals | null>((resolve, reject) => {
    running.on('error', reject);
    running.on('close', (_code, died) => resolve(died));
  });
  clearInterval(watch);
  clearTimeout(timer);
  expect(signal, `the child ended by itself: ${errors}`).toBe('SIGKILL');
  survivor.deaths += 1;
  const text = readFileSync(outputPath, 'utf8');
  const whole = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean);
  const lines = whole.map((line) => JSON.parse(line) as Line);
  for (const line of lines) {
    if (line.kind === 'changing-passphrase') survivor.passphrases.push(line.next);
    if (line.kind === 'passphrase') survivor.passphrases = [line.next];
  }
  survivor.lines.push(...lines);
}

/** Opens the vault as a person would, and compares it with everything that was ever acknowledged. */
async function expectWhole(survivor: Survivor): Promise<void> {
  const { desk, engine, caseId, lines } = survivor;
  await unlock(survivor);
  const { database } = engine.session();
  const of = <K extends Line['kind']>(kind: K) =>
    lines.filter((line): line is Extract<Line, { kind: K }> => line.kind === kind);

  const check = await engine.run('vault.check', {});
  expect(check.findings).toEqual([]);
  const title = database.prepare('SELECT title FROM event WHERE id = ?').pluck();
  for (const event of of('event')) expect(title.get(event.id)).toBe(event.title);
  const last = of('narrative').at(-1);
  if (last) {
    const now = (await engine.call('case.get', { id: caseId })).narrative;
    const read = (text: string) => /^Narrative (\S+)\.(\d+):/.exec(text)?.slice(1).map(String) ?? ['', '-1'];
    const [[run, round], [lastRun, lastRound]] = [read(now), read(last.text)];
    // The one that was under way may have come through too; or the last one was taken back by an undo that was not told.
    if (run === lastRun) expect(Math.abs(Number(round) - Number(lastRound))).toBeLessThanOrEqual(1);
    // The same of a run that was killed before it told of its first, or of the first that a run had told of.
    else expect(Number(run) > Number(lastRun) ? round : lastRound).toBe('0');
  }
  const summary = database.prepare('SELECT summary FROM change_log WHERE seq = ?').pluck();
  for (const change of of('change')) expect(summary.get(change.seq)).toBe(change.summary);
  const exists = database.prepare('SELECT 1 FROM evidence WHERE id = ?').pluck();
  for (const { ids } of of('evidence')) for (const id of ids) expect(exists.get(id)).toBe(1);
  const verified = await engine.run('evidence.verify', {});
  expect(verified.failed).toEqual([]);

  // Nothing half, and nothing that no record knows of.
  const contents = database.prepare('SELECT count(*) FROM content').pluck().get();
  expect(storedFiles(desk.folder)).toHaveLength(contents as number);
  expect(readdirSync(join(desk.folder, 'tmp'))).toEqual([]);
  expect(readdirSync(desk.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  const uncustodied =
    'SELECT count(*) FROM evidence WHERE NOT EXISTS (SELECT 1 FROM custody WHERE evidence_id = evidence.id)';
  expect(database.prepare(uncustodied).pluck().get()).toBe(0);

  const recorded = database
    .prepare('SELECT package_path AS path, package_sha256 AS sha256 FROM referral')
    .all() as {
    path: string;
    sha256: string;
  }[];
  const hashes = new Map(recorded.map(({ path, sha256 }) => [path, sha256]));
  for (const path of packages(desk.base)) {
    expect(hashes.get(path), `${path} is under its name, but not on record`).toBe(fileHash(path));
  }
  for (const { path, sha256 } of of('package')) expect(fileHash(path)).toBe(sha256);
  await engine.call('vault.lock', {});
}

async function unlock({ engine, desk, passphrases }: Survivor): Promise<void> {
  const { folder } = desk;
  // The newest that was begun, then the ones before it.
  for (const [index, one] of [...passphrases].reverse().entries()) {
    try {
      await engine.call('vault.unlock', { folder, passphrase: one });
      passphrases.splice(0, passphrases.length, one);
      return;
    } catch (error) {
      if (index === passphrases.length - 1) throw error;
    }
  }
}

const fileHash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

const packages = (base: string) =>
  existsSync(join(base, 'out'))
    ? (readdirSync(join(base, 'out'), { recursive: true, encoding: 'utf8' }) as string[])
        .filter((name) => name.endsWith('.zip'))
        .map((name) => join(base, 'out', name))
    : [];

/** Every backup that has its final name is whole, whether its end was told or not. */
async function expectBackupsWhole({ desk, lines, passphrases }: Survivor): Promise<number> {
  const root = join(desk.base, 'backups');
  const finished = existsSync(root) ? readdirSync(root).filter((name) => !name.endsWith('.unfinished')) : [];
  const told = lines.flatMap((line) => (line.kind === 'backup' ? [line] : []));
  for (const { folder } of told) expect(finished).toContain(folder.slice(root.length + 1));
  const used = [
    ...passphrases,
    ...lines.flatMap((line) => (line.kind === 'changing-passphrase' ? [line.next] : [])),
  ];
  for (const name of finished) {
    const folder = join(desk.base, 'restored', name);
    let restored = false;
    for (const one of used.reverse()) {
      const input = { backup: join(root, name), folder, passphrase: one };
      restored ||= await desk.engine.run('vault.restore', input).then(
        () => true,
        (error) => {
          if (error.code !== 'wrong-passphrase' && error.code !== 'conflict') throw error;
          return false;
        },
      );
    }
    expect(restored, `${name} is restored`).toBe(true);
    rmSync(folder, { recursive: true });
    rmSync(join(root, name), { recursive: true });
  }
  return finished.length;
}

const points: [FaultPoint, number][] = [
  ['staging-created', 1],
  ['segment-written', 2],
  ['before-sync', 2],
  ['synced', 1],
  ['before-rename', 1],
  ['renamed', 3],
  ['folders-synced', 1],
  ['recorded', 1],
  ['recorded', 2],
  ['log-before-commit', 1],
  ['log-before-commit', 4],
  ['log-before-commit', 9],
  ['log-committed', 1],
  ['log-committed', 6],
  ['vault-header-written', 1],
  ['package-recorded', 1],
  ['backup-whole', 1],
];

test('killed at each named point, one after the other', async () => {
  const survivor = await newSurvivor();
  for (const [point, count] of points) {
    await runUntilKilled(survivor, { fault: `${point}:${count}` });
    await expectWhole(survivor);
  }
  expect(survivor.deaths).toBe(points.length);
  await expectBackupsWhole(survivor);
}, 300_000);

test('killed at 24 random moments, one after the other', async () => {
  const survivor = await newSurvivor();
  for (let run = 0; run < 24; run++) {
    const after = Math.floor(Math.random() * 1000);
    await runUntilKilled(survivor, { after });
    await expectWhole(survivor).catch((error) => {
      throw new Error(`after kill ${run}, ${after} ms after the vault was open`, { cause: error });
    });
    survivor.lines = survivor.lines.filter((line) => line.kind !== 'backup' || existsSync(line.folder));
    if (run % 5 === 4) {
      await expectBackupsWhole(survivor);
      survivor.lines = survivor.lines.filter((line) => line.kind !== 'backup');
    }
  }
  const kinds = new Set(survivor.lines.map(({ kind }) => kind));
  expect([...kinds]).toEqual(expect.arrayContaining(['evidence', 'event', 'narrative', 'passphrase']));
}, 400_000);

describe('a vault killed while it is made', () => {
  const creator = new URL('./create-child.ts', import.meta.url);

  test.each(['log-before-commit:1', 'log-committed:1', 'vault-database-made:1'])(
    'before its header: none (%s)',
    async (fault) => {
      const { base } = await openDesk();
      const folder = join(base, 'made');
      expect(await startChild(creator, [folder, passphrase], { PROFFER_FAULT: fault }).ended).toBe('SIGKILL');
      const engine = newEngine();
      expect((await engine.call('vault.inspect', { folder })).kind).toBe('other');
      expect((await failureOf(engine.call('vault.unlock', { folder, passphrase }))).code).toBe('not-found');
    },
  );

  test('between the two copies of its header: whole', async () => {
    const { base } = await openDesk();
    const folder = join(base, 'made');
    const child = startChild(creator, [folder, passphrase], { PROFFER_FAULT: 'vault-header-written:1' });
    expect(await child.ended).toBe('SIGKILL');
    const engine = newEngine();
    const status = await engine.call('vault.unlock', { folder, passphrase });
    expect(status.owner?.person).toBe('Ada Example');
    expect(status.notices.join(' ')).toContain('not closed in order');
    expect((await engine.run('vault.check', {})).findings).toEqual([]);
    expect(readFileSync(join(folder, 'vault.copy.json'))).toEqual(readFileSync(join(folder, 'vault.json')));
    // Its recovery key was never told, so a new one is made.
    const { recoveryKey } = await engine.call('vault.replaceRecoveryKey', { passphrase });
    await engine.call('vault.lock', {});
    expect((await engine.call('vault.unlock', { folder, recoveryKey })).state).toBe('unlocked');
  });

  test('a failure while it is made leaves the folder empty for another try', async () => {
    const { base } = await openDesk();
    const folder = join(base, 'made');
    mkdirSync(folder);
    const owner = { person: 'A', organisation: 'B' };
    const engine = new Engine({ resources, kdf: { name: 'scrypt', N: 1000, r: 8, p: 1 } });
    await expect(engine.call('vault.create', { folder, passphrase, owner })).rejects.toThrow(/scrypt/i);
    expect(readdirSync(folder)).toEqual([]);
  });
});
