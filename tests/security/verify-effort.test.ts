/** A small package must not make its recipient's program hang or run out of memory. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plainBag } from '../../src/engine/verify/testing/packages.ts';
import { type RawEntry, rawZip } from '../../src/engine/verify/testing/raw-zip.ts';
import { verifyPackage } from '../../src/engine/verify/verify-package.ts';
import { temporaryBase } from '../support/desk.ts';

function packageOf(overrides: Record<string, string | Uint8Array>, more: RawEntry[] = []): string {
  const entries = [...plainBag(overrides)].map(([path, content]) => ({
    name: `bag/${path}`,
    data: Buffer.from(content as Uint8Array),
    deflate: true,
  }));
  const path = join(temporaryBase(), 'bag.zip');
  writeFileSync(path, rawZip([...entries, ...more]));
  return path;
}

const codesOf = async (path: string) => (await verifyPackage(path)).findings.map(({ code }) => code);

it('a field of bag-info.txt that goes on for a hundred thousand lines is read once', async () => {
  const lines = Array.from({ length: 100_000 }, (_, index) => ` line ${index} of a value that goes on`);
  const path = packageOf({ 'bag-info.txt': `Source-Organization: Desk\n${lines.join('\n')}\nNext: field\n` });
  const { bag, verdict } = await verifyPackage(path);
  expect(verdict).toBe('valid');
  expect(bag.info[0]?.value.startsWith('Desk line 0 of a value that goes on line 1 of')).toBe(true);
  expect(bag.info[1]).toEqual({ label: 'Next', value: 'field' });
});

it('a manifest of line ends alone does not fill the memory', async () => {
  // Noise between, or the ratio would give it away.
  const piece = `${'\n'.repeat(100_000)}${Buffer.from(crypto.getRandomValues(new Uint8Array(500))).toString('hex')}\n`;
  const path = packageOf({ 'manifest-sha256.txt': piece.repeat(2000) });
  expect(await codesOf(path)).toContain('manifest-malformed');
});

it('thousands of names of a thousand folders each are refused by their depth', async () => {
  const entries = Array.from({ length: 2000 }, (_, index) => ({
    name: `bag/data/${index}/${'a/'.repeat(1900)}x`,
  }));
  expect(await codesOf(packageOf({}, entries))).toContain('path-unsafe');
});

it('a thousand profiles that are named, and a thousand that are enclosed, are not each held against each', async () => {
  const named = Array.from({ length: 1000 }, (_, index) => `BagIt-Profile-Identifier: x:${index}`).join('\n');
  const profiles = Array.from({ length: 1000 }, (_, index) => [`p${index}.json`, '{"BagIt-Profile-Info":1}']);
  const path = packageOf({ 'bag-info.txt': `${named}\n`, ...Object.fromEntries(profiles) });
  expect(await codesOf(path)).toContain('profile-absent');
});

it('a name with a line separator of Unicode is a name like others', async () => {
  const name = 'data/a\u2028b.txt';
  const bag = plainBag();
  const manifest = String(bag.get('manifest-sha256.txt')).replace('data/a.txt', name);
  const entries = [...bag]
    .filter(([path]) => path !== 'data/a.txt')
    .map(([path, content]) => ({
      name: `bag/${path}`,
      data: Buffer.from(path === 'manifest-sha256.txt' ? manifest : (content as string)),
    }));
  const path = join(temporaryBase(), 'bag.zip');
  writeFileSync(path, rawZip([...entries, { name: `bag/${name}`, data: Buffer.from('hello') }]));
  expect(await verifyPackage(path)).toMatchObject({ verdict: 'valid' });
});
