import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect } from 'vitest';
import { contract, type Method } from '../../src/shared/contract/index.ts';

export const program = resolve(import.meta.dirname, '../../bin/proffer.mjs');
export const passphrase = 'correct horse battery staple';

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Options {
  /** What comes through descriptor 3. */
  fd3?: string;
  env?: Record<string, string>;
}

/** Settings of the person running the tests that would change what a command does. */
function cleanEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { PROFFER_VAULT: _vault, NO_COLOR: _colour, ...rest } = process.env;
  return { ...rest, ...more };
}

/** Starts the real program and leaves it running. */
export function start(
  args: string[],
  options: Options = {},
): { child: ChildProcess; ended: Promise<Outcome> } {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', options.fd3 === undefined ? 'ignore' : 'pipe'],
    env: cleanEnvironment(options.env),
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    texts.stdout += text;
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    texts.stderr += text;
  });
  if (options.fd3 !== undefined) {
    // A program that refuses its arguments ends without reading it.
    (child.stdio[3] as NodeJS.WritableStream).on('error', () => {}).end(options.fd3);
  }
  const ended = new Promise<Outcome>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, ...texts }));
  });
  return { child, ended };
}

export const proffer = (args: string[], options: Options = {}): Promise<Outcome> =>
  start(args, options).ended;

/** A folder of this test file, gone afterwards. */
export function workFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'proffer-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function secretFile(folder: string, name: string, secret: string): string {
  const path = join(folder, name);
  writeFileSync(path, `${secret}\n`);
  chmodSync(path, 0o600);
  return path;
}

/** A person's desk: a vault, its passphrase in a file, and commands run against it. */
export class Desk {
  readonly folder: string;
  readonly vault: string;
  readonly passphraseFile: string;

  constructor(folder: string) {
    this.folder = folder;
    this.vault = join(folder, 'vault');
    this.passphraseFile = secretFile(folder, 'passphrase', passphrase);
  }

  get access(): string[] {
    return ['--vault', this.vault, '--passphrase-file', this.passphraseFile];
  }

  run(...args: string[]): Promise<Outcome> {
    return proffer([...args, ...this.access]);
  }

  /** Runs with `--json` and expects exactly one document of the contract's shape, and this exit code. */
  async ask<T>(method: Method, args: string[], code = 0): Promise<T> {
    const outcome = await this.run(...args, '--json');
    expect(outcome, outcome.stderr + outcome.stdout).toMatchObject({ code });
    const call = contract[method];
    return ('result' in call ? call.result : call.output).parse(JSON.parse(outcome.stdout)) as T;
  }

  async create(): Promise<string> {
    const made = await this.ask<{ recoveryKey: string }>('vault.create', [
      ...[
        'vault',
        'create',
        '--person',
        'Ana Lima',
        '--organisation',
        'Example Desk',
        '--email',
        'ana@desk.example',
      ],
    ]);
    return made.recoveryKey;
  }

  async createCase(reference = 'EX-1'): Promise<string> {
    const made = await this.ask<{ id: string }>('case.create', [
      ...['case', 'create', '--reference', reference, '--title', 'Calls in the name of a brand'],
      ...[
        '--scheme',
        'tech-support',
        '--narrative',
        'José was called.',
        '--nexus',
        'IN=The number is forwarded to India.',
        '--nexus',
        'US=A victim lives in Oregon.',
      ],
      ...['--organisation', '{"name":"Example Desk","part":"referrer","address":"1 Sample Yard"}'],
    ]);
    return made.id;
  }
}

/** The failure of a command run with `--json`. */
export function failureOf(outcome: Outcome): {
  code: string;
  message: string;
  details: Record<string, unknown>;
} {
  return (
    JSON.parse(outcome.stdout) as {
      error: { code: string; message: string; details: Record<string, unknown> };
    }
  ).error;
}
