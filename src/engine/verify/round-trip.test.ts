import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint, publicKeyOf } from '../openssh/key.ts';
import { writeBag } from '../referral/bag/write-bag.ts';
import {
  bagName,
  entry,
  readZip,
  seed,
  signer,
  temporaryFolder,
  writeFolder,
  writeSealedPackage,
} from './testing/packages.ts';
import { verifyPackage } from './verify-package.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let count = 0;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const segment = fc
  .stringMatching(/^[a-z0-9_][a-z0-9_.-]{0,8}[a-z0-9_]$/)
  .filter((name) => !/^(con|prn|aux|nul|com\d|lpt\d)/.test(name));
const tree = fc
  .uniqueArray(
    fc.tuple(fc.array(segment, { minLength: 1, maxLength: 4 }), fc.uint8Array({ maxLength: 2000 })),
    {
      minLength: 1,
      maxLength: 12,
      selector: ([parts]) => parts[0]!,
    },
  )
  .map((files) => files.map(([parts, bytes]) => entry(`data/${parts.join('/')}`, bytes)));

describe('what the bag writer writes', () => {
  it('is valid, for any tree of files', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (entries) => {
        const outputPath = join(folder.path, `tree-${count++}.zip`);
        await writeBag({ outputPath, bagName: 'bag', entries, bagInfo: [], modified: new Date(0) });
        const found = await verifyPackage(outputPath);
        expect(found.findings.filter((finding) => finding.severity !== 'info')).toEqual([]);
        expect(found.bag.payloadFiles).toBe(entries.length);
        expect(found.bag.statedOxum).toBe(found.bag.foundOxum);
      }),
      { numRuns: 25 },
    );
  });

  it('is valid with entries of many megabytes, hashed by several threads', async () => {
    const outputPath = join(folder.path, 'large.zip');
    const bytes = Buffer.alloc(20_000_000, 'evidence ');
    const entries = [
      entry('data/one.bin', bytes),
      entry('data/two.bin', bytes.subarray(1)),
      entry('data/three', 'x'),
    ];
    const written = await writeBag({
      outputPath,
      bagName: 'bag',
      entries,
      bagInfo: [],
      modified: new Date(),
    });
    let last = 0;
    const found = await verifyPackage(outputPath, {
      fileHash: true,
      onProgress: ({ doneBytes, totalBytes }) => {
        expect(doneBytes).toBeLessThanOrEqual(totalBytes);
        last = Math.max(last, doneBytes);
      },
    });
    expect(found).toMatchObject({ verdict: 'valid', sha256: written.sha256 });
    expect(last).toBeGreaterThanOrEqual(39_999_999);

    const damaged = await readFile(outputPath);
    damaged[30_000_000]! ^= 1;
    await writeFile(outputPath, damaged);
    const codes = (await verifyPackage(outputPath, { fileHash: true })).findings.map(
      (finding) => `${finding.code} ${finding.algorithm}`,
    );
    expect(codes).toEqual(
      expect.arrayContaining(['hash-mismatch sha256', 'hash-mismatch sha512', 'archive-crc-mismatch crc32']),
    );

    const controller = new AbortController();
    const cancelled = verifyPackage(outputPath, {
      signal: controller.signal,
      onProgress: ({ step }) => step === 'hashes' && controller.abort(),
    });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a sealed package', () => {
  let path: string;
  let files: Map<string, Buffer>;
  beforeAll(async () => {
    path = (await writeSealedPackage(folder.path)).outputPath;
    files = await readZip(path);
  });

  it('is valid, with all its facts', async () => {
    const key = fingerprint(publicKeyOf(seed));
    const found = await verifyPackage(path, { allowedSigner: key });
    expect(found.findings).toEqual([]);
    expect(found).toMatchObject({
      verdict: 'valid',
      kind: 'zip',
      stoppedEarly: false,
      bag: { name: bagName, version: '1.0', encoding: 'UTF-8', payloadAlgorithms: ['sha256', 'sha512'] },
      signature: {
        present: true,
        valid: true,
        allowed: true,
        fingerprint: key,
        namespace: 'proffer-referral',
        identity: signer.identity,
        signedAt: '2026-01-03T01:02:03.000Z',
        signer: { person: signer.person, organisation: signer.organisation },
      },
      // Two exhibits, each acquired and verified, and exported by the seal.
      custody: { present: true, valid: true, exhibits: 2, entries: 6 },
    });
    expect((await verifyPackage(await writeFolder(join(folder.path, 'plain', bagName), files))).verdict).toBe(
      'valid',
    );
  });

  it('shows any byte of any file that was changed, and any file removed or added', async () => {
    const names = [...files.keys()];
    const bag = await writeFolder(join(folder.path, 'flipped', bagName), files);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(names.length - 1),
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 255 }),
        async (index, at, change) => {
          const name = names[index]!;
          const bytes = Buffer.from(files.get(name)!);
          bytes[at % bytes.length]! ^= change;
          await writeFile(join(bag, name), bytes);
          const { verdict } = await verifyPackage(bag);
          await writeFile(join(bag, name), files.get(name)!);
          expect(verdict, `${name} ${at % bytes.length}`).toBe('invalid');
        },
      ),
      { numRuns: 400 },
    );
    expect((await verifyPackage(bag)).verdict).toBe('valid');
    for (const name of names) {
      const without = new Map(files);
      without.delete(name);
      const copy = await writeFolder(join(folder.path, `without-${count++}`, bagName), without);
      expect((await verifyPackage(copy)).verdict, name).toBe('invalid');
    }
    for (const name of [
      'data/exhibits/EX-003/new.txt',
      'note.txt',
      'seal/more',
      'tagmanifest-md5.txt',
      'manifest-md5.txt',
    ]) {
      const more = new Map(files).set(name, Buffer.from(''));
      await mkdir(join(folder.path, 'more'), { recursive: true });
      const copy = await writeFolder(join(folder.path, `more-${count++}`, bagName), more);
      expect((await verifyPackage(copy)).verdict, name).toBe('invalid');
    }
  });

  it('shows any byte of the ZIP that was changed, but for times and attributes in its directory', async () => {
    const bytes = await readFile(path);
    const altered = join(folder.path, 'altered.zip');
    const directory = bytes.indexOf(Buffer.from('504b0102', 'hex'));
    await fc.assert(
      fc.asyncProperty(fc.nat(directory - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const copy = Buffer.from(bytes);
        copy[at]! ^= change;
        await writeFile(altered, copy);
        // The version needed to unpack (bytes 4 and 5 of a local header) says nothing of the content.
        const header = copy.subarray(0, at + 1).lastIndexOf(Buffer.from('504b0304', 'hex'));
        if (header >= 0 && (at - header === 4 || at - header === 5)) return;
        expect((await verifyPackage(altered)).verdict, String(at)).toBe('invalid');
      }),
      { numRuns: 300 },
    );
    // Cut off anywhere.
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        await writeFile(altered, bytes.subarray(0, length));
        expect((await verifyPackage(altered)).verdict).toBe('invalid');
      }),
      { numRuns: 50 },
    );
  });

  it('sealed by another key is told when the right key is known', async () => {
    const other = fingerprint(publicKeyOf(new Uint8Array(32).fill(9)));
    const found = await verifyPackage(path, { allowedSigner: other });
    expect(found.verdict).toBe('invalid');
    expect(found.signature).toMatchObject({ valid: true, allowed: false });
  });
});
