import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine/engine.ts';
import { resourcesFolder } from '../../src/engine/entry/resources-folder.ts';
import { Desk, failureOf, passphrase, proffer, program, secretFile, start, workFolder } from './proffer.ts';

const folder = workFolder();
const desk = new Desk(folder);
const status = ['vault', 'status', '--vault', desk.vault];
let recoveryKey = '';

beforeAll(async () => {
  recoveryKey = await desk.create();
  await desk.createCase();
});

describe('a passphrase', () => {
  it('comes from a file, from a descriptor, or is replaced by the recovery key', async () => {
    expect((await proffer([...status, '--passphrase-file', desk.passphraseFile])).code).toBe(0);
    expect((await proffer([...status, '--passphrase-fd', '3'], { fd3: `${passphrase}\n` })).code).toBe(0);
    const key = secretFile(folder, 'key', recoveryKey);
    expect((await proffer([...status, '--recovery-key-file', key])).code).toBe(0);
    const byEnvironment = { env: { PROFFER_VAULT: desk.vault } };
    expect(
      (await proffer(['vault', 'status', '--passphrase-file', desk.passphraseFile], byEnvironment)).code,
    ).toBe(0);
  });

  it('that is wrong has an exit code of its own', async () => {
    const outcome = await proffer([...status, '--json', '--passphrase-fd', '3'], {
      fd3: 'not the right one',
    });
    expect(outcome.code).toBe(7);
    expect(failureOf(outcome).code).toBe('wrong-passphrase');
  });

  it('is never an argument', async () => {
    const outcome = await proffer([...status, '--passphrase', passphrase]);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain("unknown option '--passphrase'");
  });

  it('needs a source where there is no terminal, and only one', async () => {
    const none = await proffer(status);
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toContain('--passphrase-file');
    const both = await proffer(
      [...status, '--passphrase-file', desk.passphraseFile, '--passphrase-fd', '3'],
      { fd3: 'x' },
    );
    expect(both.code).toBe(2);
    expect((await proffer([...status, '--passphrase-fd', '7'])).code).toBe(2);
  });

  it('is one line: an empty, a longer or a missing file is refused', async () => {
    const file = join(folder, 'wrong-file');
    writeFileSync(file, `${passphrase}\nand more\n`);
    expect((await proffer([...status, '--passphrase-file', file])).code).toBe(3);
    writeFileSync(file, '');
    expect((await proffer([...status, '--passphrase-file', file])).code).toBe(3);
    expect((await proffer([...status, '--passphrase-file', join(folder, 'absent')])).code).toBe(4);
  });

  it('of a new vault has twelve characters at least', async () => {
    const args = [
      'vault',
      'create',
      '--vault',
      join(folder, 'other'),
      '--person',
      'A',
      '--organisation',
      'B',
    ];
    expect((await proffer([...args, '--passphrase-fd', '3'], { fd3: 'short' })).code).toBe(3);
    expect(existsSync(join(folder, 'other'))).toBe(false);
  });

  it('stands in no argument and no environment of any process', async () => {
    if (!existsSync('/proc/self/cmdline'))
      return console.warn('SKIPPED: /proc is absent, process arguments are not read');
    // The descriptor is kept open, so the program waits for the passphrase while it is looked at.
    const { child, ended } = start([...status, '--passphrase-fd', '3'], { fd3: passphrase });
    const seen = new Set<string>();
    let over = false;
    const watch = (async () => {
      while (!over) {
        for (const pid of descendants(child.pid!)) {
          for (const name of ['cmdline', 'environ']) {
            try {
              seen.add(readFileSync(`/proc/${pid}/${name}`, 'utf8'));
            } catch {
              // It ended between listing and reading.
            }
          }
        }
        await new Promise((next) => setTimeout(next, 5));
      }
    })();
    const outcome = await ended;
    over = true;
    await watch;
    expect(outcome.code).toBe(0);
    const texts = [...seen].join('\n');
    expect(texts).toContain('main.ts');
    expect(texts).not.toContain(passphrase);
  });
});

/** A process and its children, as /proc tells them. */
function descendants(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = /\) . (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1];
        return [[Number(name), Number(parent)] as const];
      } catch {
        return [];
      }
    });
  return [pid, ...parents.filter(([, parent]) => parent === pid).map(([child]) => child)];
}

describe('a terminal', () => {
  // util-linux's script(1) gives a program a terminal of its own; every Debian has it.
  const hasTerminal = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

  it('is asked without showing what is typed, and NO_COLOR is obeyed', () => {
    if (!hasTerminal) return console.warn('SKIPPED: script(1) is absent, the hidden prompt is not tried');
    const run = (more: Record<string, string>, args: string) =>
      spawnSync(
        'script',
        ['--quiet', '--return', '--command', `${process.execPath} ${program} ${args}`, '/dev/null'],
        {
          input: `${passphrase}\r`,
          encoding: 'utf8',
          env: { ...process.env, TERM: 'xterm', ...more },
        },
      );
    const coloured = run({ PROFFER_VAULT: desk.vault }, 'case list');
    expect(coloured.status, coloured.stdout).toBe(0);
    expect(coloured.stdout).toContain('Passphrase: ');
    expect(coloured.stdout).toContain('EX-1');
    expect(coloured.stdout).toContain('\u001b[1mReference');
    const plain = run({ PROFFER_VAULT: desk.vault, NO_COLOR: '1' }, 'case list');
    expect(plain.stdout).toContain('EX-1');
    expect(plain.stdout).not.toContain('\u001b[1m');
    const unplain = run({ PROFFER_VAULT: desk.vault }, 'case list --no-color');
    expect(unplain.stdout).not.toContain('\u001b[1m');
  });
});

describe('a recovery key', () => {
  it('goes into a private file where one is named, and is not shown then', async () => {
    const file = join(folder, 'saved-key');
    const args = ['vault', 'recovery-key', 'replace', '--save-recovery-key', file];
    const outcome = await desk.run(...args);
    expect(outcome.code).toBe(0);
    const saved = readFileSync(file, 'utf8').trim();
    expect(outcome.stdout).not.toContain(saved);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await proffer([...status, '--recovery-key-file', file])).code).toBe(0);
    expect((await desk.run(...args)).code).toBe(5);
  });
});

describe('a vault that is open elsewhere', () => {
  it('is refused with the name of who holds it', async () => {
    const engine = new Engine({ resources: resourcesFolder() });
    await engine.call('vault.unlock', { folder: desk.vault, passphrase });
    try {
      const outcome = await desk.run('case', 'list', '--json');
      expect(outcome.code).toBe(6);
      expect(failureOf(outcome)).toMatchObject({
        code: 'locked',
        details: { holder: { processId: process.pid } },
      });
      expect(failureOf(outcome).message).toContain(`process ${process.pid}`);
      const inspected = await proffer(['vault', 'inspect', '--vault', desk.vault, '--json']);
      expect(JSON.parse(inspected.stdout)).toMatchObject({
        kind: 'vault',
        holder: { processId: process.pid },
      });
    } finally {
      await engine.close();
    }
    expect((await desk.run('case', 'list')).code).toBe(0);
  });
});
