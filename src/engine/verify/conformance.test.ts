import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplesFolder, temporaryFolder } from './testing/packages.ts';
import { verifyPackage } from './verify-package.ts';

/** Bags of other programs, with the verdict the specification wants. */

const bags = samplesFolder('01-bagit');
const oracles = samplesFolder('oracles');

function rows(file: string): string[][] {
  if (!oracles) return [];
  const lines = readFileSync(join(oracles, file), 'utf8').split('\n').slice(1);
  return lines.filter((line) => line !== '').map((line) => line.split('\t'));
}

describe.skipIf(!bags || !oracles)('conformance suite of the Library of Congress', () => {
  const expected = rows('bagit-conformance.tsv');

  it('is there as a whole', () => {
    expect(expected.length).toBeGreaterThanOrEqual(23);
  });

  it.each(expected.map((row) => ({ bag: row.slice(0, 3).join('/'), want: row[3]! })))(
    '$bag: $want',
    async ({ bag, want }) => {
      const found = await verifyPackage(join(bags!, 'conformance-suite', bag));
      const verdict = want.startsWith('invalid')
        ? 'invalid'
        : want === 'valid+warn'
          ? 'valid-with-warnings'
          : want;
      expect(found.verdict).toBe(verdict);
    },
  );

  it.each([
    ['v0.97/warning/duplicate-file-with-different-case', 'manifest-name-clash'],
    ['v0.97/warning/same-filename-listed-twice-with-different-normalization', 'manifest-name-clash'],
    ['v0.97/warning/relative-path', 'manifest-path-prefixed'],
    ['v0.97/warning/same-filename-listed-twice-with-the-same-hash', 'manifest-entry-repeated'],
    ['v1.0/invalid/same-filename-listed-twice-with-the-same-hash', 'manifest-entry-repeated'],
    ['v0.97/linux-only/out-of-scope-file-paths-using-absolute-path', 'manifest-path-unsafe'],
    ['v0.97/linux-only/out-of-scope-file-paths-using-absolute-path-for-fetch', 'fetch-path-unsafe'],
    ['v0.97/windows-only/out-of-scope-file-paths-using-unc', 'manifest-path-unsafe'],
    ['v0.97/windows-only/out-of-scope-file-paths-using-unc-for-fetch', 'fetch-path-unsafe'],
    ['v0.97/invalid/baginfo-missing-encoding', 'bagit-txt-malformed'],
  ])('%s is judged for the reason in its name', async (bag, code) => {
    const found = await verifyPackage(join(bags!, 'conformance-suite', bag));
    expect(found.findings.map((finding) => finding.code)).toContain(code);
  });
});

describe.skipIf(!bags || !oracles)('bags of other tools', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterAll(() => folder.remove());

  // The column holds what bagit-python answers; this one bag it cannot read, and we can.
  const better = new Map([['bagit-java-testbags/sha3Bag', 'valid']]);

  it.each(rows('bagit-other-bags.tsv').map(([bag, rc]) => ({ bag: bag!, valid: rc === '0' })))(
    '$bag: valid $valid',
    async ({ bag, valid }) => {
      let path = join(bags!, bag);
      if (bag.endsWith('.tar')) {
        expect((await verifyPackage(path)).findings.map((finding) => finding.code)).toEqual([
          'serialization-unsupported',
        ]);
        path = unpacked(path, folder.path);
      }
      const { verdict } = await verifyPackage(path);
      expect(verdict === 'invalid' ? 'invalid' : 'valid').toBe(
        better.get(bag) ?? (valid ? 'valid' : 'invalid'),
      );
    },
  );

  it('a bag in a ZIP of a PHP tool', async () => {
    expect((await verifyPackage(join(bags!, 'bagittools-resources/testzip.zip'))).verdict).not.toBe(
      'invalid',
    );
  });
});

function unpacked(path: string, into: string): string {
  const folder = join(into, basename(path, '.tar'));
  mkdirSync(folder);
  execFileSync('tar', ['xf', path, '-C', folder]);
  const [name, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  return join(folder, name!);
}
