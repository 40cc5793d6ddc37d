import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  digestOf,
  entry,
  readZip,
  temporaryFolder,
  writeSealedPackage,
} from '../../verify/testing/packages.ts';
import { verifyPackage } from '../../verify/verify-package.ts';
import type { BagEntry, WriteBagOptions } from './bag-types.ts';
import { writeBag } from './write-bag.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const options = (over: Partial<WriteBagOptions> = {}): WriteBagOptions => ({
  outputPath: join(folder.path, 'bag.zip'),
  bagName: 'bag',
  entries: [entry('data/b.txt', 'bee'), entry('data/a/a.txt', '')],
  bagInfo: [['Source-Organization', 'Desk']],
  modified: new Date('2026-01-02T03:04:05Z'),
  ...over,
});

/** Larger than what is held in memory, so that it is hashed behind the writer. */
const large = Buffer.alloc(3_000_001, 'proffer');

describe('writeBag', () => {
  it('writes a bag with manifests that are right, in order, and tells what it wrote', async () => {
    const written = await writeBag(options());
    const files = await readZip(written.path);
    expect([...files.keys()]).toEqual([
      'bagit.txt',
      'bag-info.txt',
      'data/a/a.txt',
      'data/b.txt',
      'manifest-sha256.txt',
      'manifest-sha512.txt',
      'tagmanifest-sha256.txt',
      'tagmanifest-sha512.txt',
    ]);
    expect(files.get('bag-info.txt')?.toString()).toBe(
      'Source-Organization: Desk\nBag-Size: 3 B\nPayload-Oxum: 3.2\n',
    );
    expect(files.get('manifest-sha256.txt')?.toString()).toBe(
      `${digestOf('sha256', '')}  data/a/a.txt\n${digestOf('sha256', 'bee')}  data/b.txt\n`,
    );
    const bytes = await readFile(written.path);
    expect(written).toMatchObject({ size: bytes.length, sha256: digestOf('sha256', bytes) });
    expect(written.tagManifestSha256).toBe(digestOf('sha256', files.get('tagmanifest-sha256.txt')!));
    expect(written.entries.map((each) => [each.path, each.size])).toEqual([
      ['data/a/a.txt', 0],
      ['data/b.txt', 3],
    ]);
    expect((await verifyPackage(written.path)).verdict).toBe('valid');
  });

  it('gives the same bytes for the same input, in whatever order, small and large', async () => {
    const entries = [entry('data/b.txt', 'bee'), entry('data/large.bin', large)];
    const one = await writeBag(options({ entries }));
    const two = await writeBag(
      options({ entries: entries.toReversed(), outputPath: join(folder.path, 'two.zip') }),
    );
    expect(two.sha256).toBe(one.sha256);
    expect(await readFile(two.path)).toEqual(await readFile(one.path));
    expect(digestOf('sha256', await readFile(two.path))).toBe(one.sha256);
    expect(one.entries[1]).toMatchObject({
      sha256: digestOf('sha256', large),
      sha512: digestOf('sha512', large),
    });
    expect((await verifyPackage(one.path, { fileHash: true })).sha256).toBe(one.sha256);
  });

  it('never replaces a file, and keeps nothing when it fails or is cancelled', async () => {
    await writeFile(join(folder.path, 'bag.zip'), 'mine');
    await expect(writeBag(options())).rejects.toMatchObject({ code: 'conflict' });
    expect(await readFile(join(folder.path, 'bag.zip'), 'utf8')).toBe('mine');

    const outputPath = join(folder.path, 'other.zip');
    const broken: BagEntry[] = [
      { path: 'data/x', size: 5, open: () => createReadStream(join(folder.path, 'absent')) },
      { ...entry('data/x', 'hello'), size: 4 },
      { ...entry('data/x', 'hello'), size: 6 },
      { ...entry('data/x', large), size: large.length + 1 },
      { ...entry('data/x', large), size: large.length - 1 },
      { ...entry('data/x', large), sha256: digestOf('sha256', 'other') },
      { ...entry('data/x', 'hello'), sha256: digestOf('sha256', 'other') },
    ];
    for (const each of broken) {
      await expect(writeBag(options({ outputPath, entries: [each] }))).rejects.toMatchObject({
        code: expect.stringMatching(/^(integrity-failed|ENOENT)$/),
      });
    }
    const failing = async () => Promise.reject(new Error('no key'));
    await expect(writeBag(options({ outputPath, seal: failing }))).rejects.toThrow('no key');

    const controller = new AbortController();
    const slow: BagEntry = {
      path: 'data/slow.bin',
      size: large.length,
      async *open() {
        for (let at = 0; at < large.length; at += 100_000) {
          yield large.subarray(at, at + 100_000);
          await delay(1);
        }
      },
    };
    const cancelled = writeBag(
      options({
        outputPath,
        entries: [slow],
        signal: controller.signal,
        onProgress: () => controller.abort(),
      }),
    );
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(folder.path)).toEqual(['bag.zip']);
    await expect(writeBag(options({ outputPath: join(folder.path, 'no/folder.zip') }))).rejects.toMatchObject(
      {
        code: 'not-found',
      },
    );
  });

  it.each([
    'exhibits/a.txt',
    'data/a b.txt',
    'data/100%.txt',
    'data/ä.txt',
    'data/../a.txt',
    'data/.hidden',
    'data/a.',
    'data//a',
    '/data/a',
    'data/CON',
    'data/nul.txt',
    'data\\a',
    'data/a\n',
    `data/${'a'.repeat(200)}`,
    'data/1/2/3/4/5/6/7/8/9',
  ])('refuses the payload name %j', async (path) => {
    await expect(writeBag(options({ entries: [entry(path, 'x')] }))).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  it('refuses names that clash, are its own, or say nothing', async () => {
    const wrong: Partial<WriteBagOptions>[] = [
      { entries: [entry('data/a', ''), entry('data/A', '')] },
      { entries: [entry('data/a', ''), entry('data/a/b', '')] },
      { entries: [] },
      { tagFiles: [{ path: 'bagit.txt', bytes: large }] },
      { tagFiles: [{ path: 'manifest-md5.txt', bytes: large }] },
      { bagName: 'a b' },
      { bagInfo: [['Bad Label', 'x']] },
      { bagInfo: [['Label', ' ']] },
      { seal: async () => [{ path: 'data/late.txt', bytes: large }] },
    ];
    for (const each of wrong)
      await expect(writeBag(options(each))).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('keeps a value of bag-info.txt on one line', async () => {
    const { path } = await writeBag(options({ bagInfo: [['Note', 'one\nPayload-Oxum: 9.9']] }));
    expect((await readZip(path)).get('bag-info.txt')?.toString()).toMatch(/^Note: one Payload-Oxum: 9\.9\n/);
    expect((await verifyPackage(path)).verdict).toBe('valid');
  });
});

describe('other tools read the package', () => {
  /** Commands run with the ZIP as $1 and its unpacked bag as $2. */
  const tools: [name: string, command: string][] = [
    ['unzip', 'unzip -tq "$1"'],
    ['7z', '7z t "$1"'],
    ['bsdtar', 'bsdtar -tf "$1" && bsdtar -tf - < "$1"'],
    [
      'python3',
      'python3 -c "import sys,zipfile; sys.exit(zipfile.ZipFile(sys.argv[1]).testzip() is not None)" "$1"',
    ],
    ['sha256sum', 'cd "$2" && sha256sum --strict -c manifest-sha256.txt tagmanifest-sha256.txt'],
    ['sha512sum', 'cd "$2" && sha512sum --strict -c manifest-sha512.txt tagmanifest-sha512.txt'],
    // hashdeep has a form of its own; size, hash, name per line.
    [
      'hashdeep',
      'cd "$2" && { echo "%%%% HASHDEEP-1.0"; echo "%%%% size,sha256,filename"; while read -r h f; do echo "$(stat -c %s "$f"),$h,./$f"; done < manifest-sha256.txt; } > ../known && hashdeep -c sha256 -l -r -a -k ../known ./data',
    ],
    ['bagit.py', 'bagit.py --validate "$2"'],
  ];

  it.each(tools)('%s', async (name, command) => {
    if (spawnSync('bash', ['-c', `command -v ${name}`]).status !== 0) {
      console.warn(`SKIPPED: ${name} is not on the PATH`);
      return;
    }
    const { outputPath } = await writeSealedPackage(folder.path);
    const unpacked = join(folder.path, basename(outputPath, '.zip'));
    expect(spawnSync('python3', ['-m', 'zipfile', '-e', outputPath, folder.path]).status).toBe(0);
    const result = spawnSync('bash', ['-ec', command, 'tool', outputPath, unpacked], { encoding: 'utf8' });
    expect(result.stdout + result.stderr).not.toMatch(/FAILED|is invalid/);
    expect(result.status, result.stdout + result.stderr).toBe(0);
  });
});
