import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import type { JobResult, Output } from '../../src/shared/contract/index.ts';
import { canonicalJson } from '../../src/shared/domain/canonical-json.ts';
import { errorCodes } from '../../src/shared/domain/errors.ts';
import { Desk, failureOf, proffer, program, workFolder } from './proffer.ts';

const folder = workFolder();
const desk = new Desk(folder);
const awkward = [
  'evil\u001b[2J\u001b]0;owned\u0007.txt',
  'invoice\u202efdp.exe',
  'two\nlines\rover.csv',
  'zero\u200bwidth.txt',
];
const incoming = join(folder, 'incoming');
/** Every character that drives a terminal or turns the reading direction; line ends of our own are none. */
const dangerous = /[^\P{Cc}\n]|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

beforeAll(async () => {
  await desk.create();
  await desk.createCase();
  mkdirSync(incoming);
  for (const name of awkward) writeFileSync(join(incoming, name), `content of ${name}`);
  symlinkSync('/etc/passwd', join(incoming, 'link\u001b[31m'));
});

describe('names out of evidence', () => {
  it('are taken in as they are, what is refused is told: exit code 1', async () => {
    const result = await desk.run('evidence', 'add', incoming, '--case', 'EX-1');
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/^4 files taken in/);
    expect(result.stdout).toContain('1 entry refused');
    expect(result.stdout).not.toMatch(dangerous);
  });

  it('reach neither the terminal nor a JSON reader unescaped, and JSON keeps them exactly', async () => {
    for (const args of [
      ['evidence', 'list', '--case', 'EX-1'],
      ['evidence', 'show', '1', '--case', 'EX-1'],
      ['log', 'list'],
      ['log', 'show', '3'],
    ]) {
      for (const more of [[], ['--json']]) {
        const outcome = await desk.run(...args, ...more);
        expect(outcome.code).toBe(0);
        expect(outcome.stdout + outcome.stderr).not.toMatch(dangerous);
      }
    }
    const list = await desk.ask<Output<'evidence.list'>>('evidence.list', [
      'evidence',
      'list',
      '--case',
      'EX-1',
    ]);
    expect(list.rows.map((row) => row.name).sort()).toEqual([...awkward].sort());
    const shown = await desk.run('evidence', 'list', '--case', 'EX-1');
    expect(shown.stdout).toContain('⟦RLO⟧');
    expect(shown.stdout).toContain('two⟦LF⟧lines⟦CR⟧over.csv');
  });

  it('stay safe in a complaint', async () => {
    const outcome = await desk.run('case', 'show', 'NO\u001b[2J\u202eSUCH');
    expect(outcome.code).toBe(4);
    expect(outcome.stderr).not.toMatch(dangerous);
  });
});

describe('an answer', () => {
  it('in JSON is one document, also when it is a failure of the command line', async () => {
    const missing = await desk.run('case', 'show', 'NONE', '--json');
    expect(failureOf(missing).code).toBe('not-found');
    const unknown = await proffer(['case', 'create', '--bogus', '--json']);
    expect(unknown).toMatchObject({ code: 2, stderr: '' });
    expect(failureOf(unknown).code).toBe('usage');
  });

  it('whose reader goes away ends the program quietly', async () => {
    const child = spawn(process.execPath, [program, 'log', 'list', ...desk.access], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += String(text);
    });
    const code = await new Promise((done) => child.once('close', done));
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('of help and version is 0, of nonsense 2', async () => {
    expect((await proffer(['--help'])).code).toBe(0);
    expect((await proffer(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await proffer(['referral', 'export', '--help'])).stdout).toContain('--signatory-device-kind');
    for (const args of [[], ['bogus'], ['case'], ['case', 'list', '--limit', 'x'], ['case', 'list']]) {
      expect((await proffer(args)).code).toBe(2);
    }
  });
});

describe('what is wrong is told in the words of the command line', () => {
  it('a text that leaves something open names the option that declares it', async () => {
    const victim = ['entity', 'add', 'person', 'Vera Example', '--case', 'EX-1', '--role', 'victim'];
    expect((await desk.run(...victim)).code).toBe(0);
    const loss = ['loss', 'add', '--case', 'EX-1', '--victim', 'Vera Example', '--method', 'cash'];
    expect((await desk.run(...loss, '--amount', '1200')).stderr).toContain('--currency');
    expect((await desk.run(...loss, '--amount', '12 EUR', '--when', '03/04/2025')).stderr).toContain(
      '--day-order',
    );
  });

  it('what a referral lacks comes with the command that mends it', async () => {
    const { stdout, code } = await desk.run(...['referral', 'check', '--case', 'EX-1', '--agency', 'IN-CBI']);
    expect(code).toBe(1);
    for (const words of ['entity edit --field region=', '--signatory-name']) expect(stdout).toContain(words);
  });
});

describe('evidence', () => {
  it('from a path that is not there: nothing is taken in', async () => {
    const missing = join(incoming, 'absent.txt');
    const failed = await desk.run('evidence', 'add', incoming, missing, '--case', 'EX-1');
    expect(failed.code).toBe(exitCodeOf('not-found'));
    expect(failed.stderr).toContain('absent.txt');
    const { batches } = await desk.ask<Output<'evidence.batches'>>('evidence.batches', [
      ...['evidence', 'batches', '--case', 'EX-1'],
    ]);
    expect(batches).toHaveLength(1);
  });

  it('is hidden and brought back, several pieces in one go', async () => {
    const shown = async () =>
      (await desk.ask<Output<'evidence.list'>>('evidence.list', ['evidence', 'list', '--case', 'EX-1']))
        .total;
    const hide = ['evidence', 'hide', 'E-0001', '2', '--case', 'EX-1'];
    const done = await desk.ask<Output<'evidence.hideMany'>>('evidence.hideMany', hide);
    expect(done.rows.map((row) => [row.number, row.hidden])).toEqual([
      [1, true],
      [2, true],
    ]);
    expect(await shown()).toBe(2);
    expect((await desk.run(...hide, '--undo')).code).toBe(0);
    expect(await shown()).toBe(4);
  });
});

describe('exit codes', () => {
  it('are one for each failure, and the manual lists the same', () => {
    const codes = errorCodes.map(exitCodeOf);
    expect(new Set([0, 1, 2, ...codes]).size).toBe(errorCodes.length + 3);
    const manual = readFileSync(resolve(import.meta.dirname, '../../docs/command-line.md'), 'utf8');
    for (const code of errorCodes)
      expect(manual).toMatch(new RegExp(`^\\| ${exitCodeOf(code)} \\| \`${code}\` \\|`, 'm'));
  });

  it('tell what kind of failure it was', async () => {
    const again = ['vault', 'create', '--person', 'A', '--organisation', 'B'];
    expect((await desk.run(...again)).code).toBe(exitCodeOf('conflict'));
    const same = ['case', 'create', '--reference', 'EX-1', '--title', 'T', '--scheme', 'other'];
    expect((await desk.run(...same)).code).toBe(exitCodeOf('conflict'));
    const noPhone = ['entity', 'add', 'phone', 'not a number', '--case', 'EX-1'];
    expect((await desk.run(...noPhone)).code).toBe(exitCodeOf('invalid-input'));
    expect((await desk.run('evidence', 'show', '99', '--case', 'EX-1')).code).toBe(exitCodeOf('not-found'));
    expect((await proffer(['verify', join(folder, 'absent.zip')])).code).toBe(exitCodeOf('not-found'));
  });

  it('tell a damaged vault and one of a newer version apart', async () => {
    const header = join(desk.vault, 'vault.json');
    const kept = readFileSync(header);
    const copies = readFileSync(header, 'utf8');
    const second = copyNameOf(desk.vault);
    const keptSecond = second && readFileSync(second);
    try {
      for (const path of [header, second]) if (path) writeFileSync(path, 'no header');
      expect((await desk.run('case', 'list')).code).toBe(exitCodeOf('corrupt'));
      const { checksum: _checksum, ...rest } = JSON.parse(copies) as Record<string, unknown>;
      const body = { ...rest, version: 99 };
      const checksum = createHash('sha256').update(canonicalJson(body)).digest('hex');
      const newer = JSON.stringify({ ...body, checksum });
      for (const path of [header, second]) if (path) writeFileSync(path, newer);
      expect((await desk.run('case', 'list')).code).toBe(exitCodeOf('newer-version'));
    } finally {
      writeFileSync(header, kept);
      if (second && keptSecond) writeFileSync(second, keptSecond);
    }
    expect((await desk.run('case', 'list')).code).toBe(0);
  });

  it('tell a log that was put back to an earlier state', async () => {
    const database = join(desk.vault, 'vault.db');
    const old = join(folder, 'old.db');
    copyFileSync(database, old);
    await desk.createCase('EX-2');
    for (const name of ['vault.db-wal', 'vault.db-shm']) rmSync(join(desk.vault, name), { force: true });
    copyFileSync(old, database);
    const result = await desk.ask<JobResult<'log.verify'>>('log.verify', ['log', 'verify'], 1);
    expect(result.findings.map((finding) => finding.code)).toContain('truncated');
  });
});

/** The second copy of the header beside the first. */
function copyNameOf(vault: string): string | null {
  const path = join(vault, 'vault.copy.json');
  try {
    readFileSync(path);
    return path;
  } catch {
    return null;
  }
}
