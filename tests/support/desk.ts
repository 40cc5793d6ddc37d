/** A desk to test at: an engine with a vault of its own, in a folder that goes when the test has ended. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import { Engine } from '../../src/engine/engine.ts';
import type { KeyDerivation } from '../../src/engine/vault/header.ts';
import { ProfferError } from '../../src/shared/domain/errors.ts';

export const projectRoot = new URL('../..', import.meta.url).pathname;
export const resources = join(projectRoot, 'resources');
export const passphrase = 'correct horse battery';
export const owner = { person: 'Ada Example', organisation: 'Nordhaven' };
/** The least the header allows: tests open hundreds of vaults. */
const cheapKdf: KeyDerivation = { name: 'scrypt', N: 1024, r: 8, p: 1 };

export interface Desk {
  engine: Engine;
  /** Of the test, with the vault and everything else in it. */
  base: string;
  /** Of the vault. */
  folder: string;
  recoveryKey: string;
}

const engines: Engine[] = [];
const bases: string[] = [];

afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
  for (const base of bases.splice(0)) rmSync(base, { recursive: true, force: true });
});

export function temporaryBase(): string {
  const base = mkdtempSync(join(tmpdir(), 'proffer-test-'));
  bases.push(base);
  return base;
}

export function newEngine(): Engine {
  const engine = new Engine({ resources, checkOutput: true, kdf: cheapKdf });
  engines.push(engine);
  return engine;
}

export async function openDesk(): Promise<Desk> {
  const base = temporaryBase();
  const engine = newEngine();
  const folder = join(base, 'vault');
  const { recoveryKey } = await engine.call('vault.create', { folder, passphrase, owner });
  return { engine, base, folder, recoveryKey };
}

export async function openCase(engine: Engine, title = 'A case'): Promise<string> {
  const made = await engine.call('case.create', {
    reference: `NH-${++cases}`,
    title,
    scheme: 'tech-support',
  });
  return made.id;
}
let cases = 0;

/** Writes files below `<base>/in` and answers that folder. */
export function writeFiles(base: string, files: Record<string, string | Uint8Array>, folder = 'in'): string {
  const root = join(base, folder);
  mkdirSync(root, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

/** What an expected failure says; a call that succeeds, or fails in another way, fails the test. */
export async function failureOf(call: Promise<unknown> | (() => unknown)): Promise<ProfferError> {
  let value: unknown;
  try {
    value = await (typeof call === 'function' ? call() : call);
  } catch (error) {
    if (error instanceof ProfferError) return error;
    throw error;
  }
  throw new Error(`this should have failed, but answered ${JSON.stringify(value)?.slice(0, 300)}`);
}

/** Every file below a folder with the SHA-256 of its bytes; folders with a slash. */
export function contentsOf(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) found[`${name}/`] = '';
    else found[name] = createHash('sha256').update(readFileSync(path)).digest('hex');
  }
  return found;
}

/** Real samples that are not part of the project; null, and said so, where they are not on this machine. */
export function samplesFolder(part: string): string | null {
  const root = process.env.PROFFER_SAMPLES ?? join(projectRoot, '../shared/samples');
  const folder = join(root, part);
  if (existsSync(folder)) return folder;
  console.warn(`SKIPPED: ${folder} is not on this machine`);
  return null;
}

/** One stored evidence file: where it lies. The vault of the test holds exactly this many. */
export function storedFiles(folder: string): string[] {
  return readdirSync(join(folder, 'evidence'), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, 'evidence', name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

export function flipByte(path: string, offset: number): void {
  const bytes = readFileSync(path);
  const at = offset < 0 ? bytes.length + offset : offset;
  if (at >= bytes.length) throw new Error(`${path} has no byte ${offset}`);
  bytes[at] = bytes[at]! ^ 0x01;
  writeFileSync(path, bytes);
}
