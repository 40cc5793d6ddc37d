import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { samplesFolder } from './testing/packages.ts';
import { verifyPackage } from './verify-package.ts';

/** Real archives made to break readers: each gets a reason, none a crash, a hang or memory. */

const root = samplesFolder('05-hostile');
const sets = [
  'yauzl-zips',
  'libzip-zips',
  'zip-slip',
  'zip-bomb-42',
  'libarchive-uu',
  'tika-archives',
  'corkami',
  'payloads',
  'eicar',
];

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name));
}

describe.skipIf(!root)('hostile archives', () => {
  it.each(sets)('%s: none is a valid package, each is told why, nothing is written', async (set) => {
    const folder = join(root!, set);
    const before = snapshot(folder);
    const memory = process.memoryUsage().rss;
    const files = filesOf(folder);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const found = await verifyPackage(file);
      expect(found.verdict, file).toBe('invalid');
      const errors = found.findings.filter((finding) => finding.severity === 'error');
      expect(errors.length, file).toBeGreaterThan(0);
      for (const error of errors) expect(error.message.length, file).toBeGreaterThan(20);
    }
    expect(process.memoryUsage().rss - memory).toBeLessThan(200 * 1024 * 1024);
    expect(snapshot(folder)).toEqual(before);
  });

  it.each([
    ['zip-slip', 'serialization-unsupported', /\.tar$/],
    ['yauzl-zips/failure/invalid relative path xt.zip', 'path-unsafe', /./],
    [
      'yauzl-zips/failure/not enough bytes in the stream expected 2048576 got only 1000000.zip',
      'archive-bomb',
      /./,
    ],
    ['libzip-zips/incons-file-count-overflow.zip', 'archive-too-many-entries', /./],
    ['libzip-zips/filename_duplicate.zip', 'path-duplicate', /./],
    ['libzip-zips/encrypt-aes128.zip', 'archive-encrypted', /./],
    ['libzip-zips/incons-local-filename-long.zip', 'archive-', /./],
    ['libzip-zips/junk-at-start.zip', 'archive-', /./],
    ['yauzl-zips/failure', 'archive-|path-unsafe|serialization-unsupported', /\.zip$/],
    ['payloads/Upload Insecure Files/CVE ZIP Symbolic Link', 'link-refused', /\.zip$/],
  ])('%s is refused as %s', async (part, code, name) => {
    const path = join(root!, part);
    let files: string[];
    try {
      files = (statSync(path).isDirectory() ? filesOf(path) : [path]).filter((file) => name.test(file));
    } catch {
      console.warn(`SKIPPED: absent sample ${path}`);
      return;
    }
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const codes = (await verifyPackage(file)).findings.map((finding) => finding.code).join(' ');
      expect(codes, file).toMatch(new RegExp(code));
    }
  });
});

function snapshot(folder: string): string[] {
  return filesOf(folder).map((file) => `${file} ${statSync(file).size} ${statSync(file).mtimeMs}`);
}
