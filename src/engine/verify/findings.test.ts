import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainCustody, custodyChainJson } from '../evidence/custody-chain.ts';
import { signSsh } from '../openssh/signature.ts';
import { type FindingCode, findingCodes } from './findings.ts';
import {
  bagName,
  custodyFacts,
  digestOf,
  plainBag,
  readZip,
  seed,
  temporaryFolder,
  writeFolder,
  writeSealedPackage,
} from './testing/packages.ts';
import { type RawEntry, type RawZipOptions, rawZip } from './testing/raw-zip.ts';
import type { Verification, VerifyOptions } from './verification.ts';
import { verifyPackage } from './verify-package.ts';

/** Every finding there is, by a package that is broken in just that way. */

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let sealed: Map<string, Buffer>;
let count = 0;

beforeAll(async () => {
  folder = await temporaryFolder();
  sealed = await readZip((await writeSealedPackage(folder.path)).outputPath);
});
afterAll(() => folder.remove());

const place = () => join(folder.path, `case-${count++}`);

async function archive(bytes: Uint8Array): Promise<Verification> {
  const path = `${place()}.zip`;
  await writeFile(path, bytes);
  return verifyPackage(path);
}

const zip = (entries: RawEntry[], options?: RawZipOptions) => archive(rawZip(entries, options));

/** A plain bag in a ZIP, with further entries in its top folder. */
const zippedBag = (extra: RawEntry[], options?: RawZipOptions) =>
  zip(
    [...plainBag()]
      .map(([name, content]) => ({ name: `bag/${name}`, data: Buffer.from(content as string) }))
      .concat(extra as { name: string; data: Buffer<ArrayBuffer> }[]),
    options,
  );

const bag = async (overrides: Parameters<typeof plainBag>[0]) =>
  verifyPackage(await writeFolder(place(), plainBag(overrides)));

/** The sealed package as a folder, changed. */
async function changed(
  change: (files: Map<string, Buffer>) => void,
  options?: VerifyOptions,
): Promise<Verification> {
  const files = new Map(sealed);
  change(files);
  return verifyPackage(await writeFolder(join(place(), bagName), files), options);
}

const hash = digestOf('sha256', 'hello');
const old = 'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n';
const someHash = 'a'.repeat(64);
const custody = (text: string) => changed((files) => files.set('data/custody/chain.json', Buffer.from(text)));
const text = (content: string) => Buffer.from(content, 'utf8');
const profile = (rules: object) =>
  JSON.stringify({ 'BagIt-Profile-Info': { 'BagIt-Profile-Identifier': 'urn:x' }, ...rules });
const signAgain = (
  files: Map<string, Buffer>,
  path: string,
  signature: string,
  namespace = 'proffer-referral',
) => files.set(signature, text(signSsh({ privateKey: seed, message: files.get(path)!, namespace })));
const profiled = 'BagIt-Profile-Identifier: urn:x\n';

const cases: Record<FindingCode, () => Promise<Verification>> = {
  'serialization-unsupported': () => archive(Buffer.from('1f8b0800', 'hex')),
  'archive-damaged': () => archive(rawZip([{ name: 'bag/bagit.txt', data: text('x') }]).subarray(0, -9)),
  'archive-foreign-bytes': () => zippedBag([{ name: 'bag/x', gap: text('hidden') }]),
  'archive-overlap': () => {
    // The first entry is as long as itself and the whole second entry.
    const inner = rawZip([{ name: 'bag/b', data: text('B') }]).subarray(0, 30 + 5 + 1);
    const bytes = rawZip([
      { name: 'bag/a', data: inner },
      { name: 'bag/b', data: text('B') },
    ]);
    const directory = bytes.lastIndexOf(Buffer.from('504b0102', 'hex'));
    bytes.writeUInt32LE(30 + 5, directory + 42);
    return archive(bytes);
  },
  'archive-header-mismatch': () => zippedBag([{ name: 'bag/x', localName: 'bag/y' }]),
  'archive-encrypted': () => zippedBag([{ name: 'bag/x', data: new Uint8Array(12), size: 0, flags: 1 }]),
  'archive-method-unsupported': () => zippedBag([{ name: 'bag/x', data: text('x'), method: 12 }]),
  'archive-too-many-entries': () => zip([], { statedCount: 5_000_000n }),
  'archive-too-large': () => zippedBag([{ name: 'bag/x', method: 8, hugeSize: 2n ** 60n }]),
  'archive-bomb': () => zippedBag([{ name: 'bag/x', data: new Uint8Array(4 * 1024 * 1024), deflate: true }]),
  'archive-empty': () => zip([]),
  'archive-several-roots': () => zippedBag([{ name: 'other/x' }]),
  'archive-size-mismatch': () => zippedBag([{ name: 'bag/x', data: text('abcdef'), size: 3, deflate: true }]),
  'archive-crc-mismatch': () => zippedBag([{ name: 'bag/x', data: text('abc'), crc32: 1 }]),
  'path-unsafe': () => zippedBag([{ name: 'bag/../../x' }]),
  'path-duplicate': () => zippedBag([{ name: 'bag/x' }, { name: 'bag/x' }]),
  'path-collision': () => zippedBag([{ name: 'bag/Ä' }, { name: 'bag/a\u0308' }]),
  'link-refused': async () => {
    const path = await writeFolder(place(), plainBag());
    await symlink('/etc/passwd', join(path, 'data/link'));
    return verifyPackage(path);
  },
  'special-file-refused': async () => {
    const path = await writeFolder(place(), plainBag());
    execFileSync('mkfifo', [join(path, 'data/pipe')]);
    return verifyPackage(path);
  },
  'bagit-txt-missing': () => bag({ 'bagit.txt': undefined }),
  'bagit-txt-malformed': () =>
    bag({ 'bagit.txt': '\ufeffBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n' }),
  'bagit-version-unknown': () =>
    bag({ 'bagit.txt': 'BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n' }),
  'encoding-unsupported': () =>
    bag({ 'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: KLINGON\n' }),
  'text-malformed': () => bag({ 'manifest-sha256.txt': Buffer.from([0xff, 0xfe, 0xff]) }),
  'payload-folder-missing': () => bag({ 'data/a.txt': undefined, 'manifest-sha256.txt': '' }),
  'payload-manifest-missing': () => bag({ 'manifest-sha256.txt': undefined }),
  'algorithm-unsupported': () => bag({ 'manifest-whirlpool.txt': `${someHash}  data/a.txt\n` }),
  'algorithm-weak': () =>
    bag({
      'manifest-sha256.txt': undefined,
      'manifest-md5.txt': `${digestOf('md5', 'hello')}  data/a.txt\n`,
    }),
  'manifest-malformed': () => bag({ 'manifest-sha256.txt': `${hash.slice(1)}  data/a.txt\n` }),
  'manifest-path-unsafe': () =>
    bag({ 'manifest-sha256.txt': `${hash}  data/a.txt\n${hash}  data/../../a.txt\n` }),
  'manifest-path-prefixed': () => bag({ 'manifest-sha256.txt': `${hash}  ./data/a.txt\n` }),
  'manifest-path-outside-payload': () =>
    bag({ x: 'hello', 'manifest-sha256.txt': `${hash}  data/a.txt\n${hash}  x\n` }),
  'manifest-path-in-payload': () => bag({ 'tagmanifest-sha256.txt': `${hash}  data/a.txt\n` }),
  'manifest-entry-repeated': () =>
    bag({ 'manifest-sha256.txt': `${hash}  data/a.txt\n${hash}  data/a.txt\n` }),
  'manifest-entry-conflict': () =>
    bag({ 'manifest-sha256.txt': `${hash}  data/a.txt\n${someHash}  data/a.txt\n` }),
  'manifest-name-clash': () => bag({ 'manifest-sha256.txt': `${hash}  data/a.txt\n${hash}  data/A.txt\n` }),
  'manifests-differ': () =>
    bag({
      'data/b.txt': '',
      'manifest-sha512.txt': `${digestOf('sha512', 'hello')}  data/a.txt\n${digestOf('sha512', '')}  data/b.txt\n`,
    }),
  'bag-info-malformed': () => bag({ 'bag-info.txt': 'no colon here\n' }),
  'oxum-malformed': () => bag({ 'bag-info.txt': 'Payload-Oxum: many\n' }),
  'oxum-mismatch': () => bag({ 'bag-info.txt': 'Payload-Oxum: 6.1\n' }),
  'fetch-malformed': () => bag({ 'fetch.txt': 'http://a.example/ many data/a.txt\n' }),
  'fetch-path-unsafe': () => bag({ 'fetch.txt': 'http://a.example/ 5 /tmp/a.txt\n' }),
  'fetch-unlisted': () => bag({ 'fetch.txt': 'http://a.example/ 5 data/other.txt\n' }),
  'fetch-present': () => bag({ 'fetch.txt': 'http://a.example/ 5 data/a.txt\n' }),
  'payload-missing': () => bag({ 'manifest-sha256.txt': `${hash}  data/a.txt\n${hash}  data/b.txt\n` }),
  'payload-unlisted': () => bag({ 'data/b.txt': 'x' }),
  'tag-file-missing': () => bag({ 'tagmanifest-sha256.txt': `${hash}  metadata.xml\n` }),
  'tag-file-unlisted': () => changed((files) => files.set('note.txt', text('x'))),
  'hash-mismatch': () => bag({ 'data/a.txt': 'hellO' }),
  'read-failed': () => bag({ 'bagit.txt': new Uint8Array(5 * 1024 * 1024) }),
  'profile-absent': () => bag({ 'bag-info.txt': profiled }),
  'profile-malformed': () => bag({ 'bag-info.txt': profiled, 'profile.json': '{"BagIt-Profile-Info": 1}' }),
  'profile-mismatch': () =>
    bag({ 'bag-info.txt': profiled, 'p.json': profile({ 'Accept-BagIt-Version': ['0.97'] }) }),
  'signature-missing': () => changed((files) => files.delete('seal/tagmanifest-sha256.txt.sig')),
  'signature-malformed': () =>
    changed((files) => files.set('seal/tagmanifest-sha256.txt.sig', text('no signature'))),
  'signature-invalid': () =>
    changed((files) => signAgain(files, 'bagit.txt', 'seal/tagmanifest-sha256.txt.sig')),
  'signature-namespace': () =>
    changed((files) => signAgain(files, 'tagmanifest-sha256.txt', 'seal/tagmanifest-sha256.txt.sig', 'file')),
  'signer-unknown': () => changed(() => undefined),
  'signer-not-allowed': () => changed(() => undefined, { allowedSigner: 'SHA256:someone-else' }),
  'seal-record-malformed': () => changed((files) => files.delete('seal/seal.json')),
  'seal-record-mismatch': () =>
    changed((files) => {
      files.set(
        'tagmanifest-sha512.txt',
        text(files.get('tagmanifest-sha512.txt')!.toString().replace('  ', ' \t')),
      );
    }),
  'seal-file-unknown': () => changed((files) => files.set('seal/other', text('x'))),
  'custody-missing': () => changed((files) => files.delete('data/custody/chain.json')),
  'custody-malformed': () => custody('[{"seq": "one"}]'),
  'custody-sequence': () =>
    custody(custodyChainJson(chainCustody(custodyFacts()).filter((each) => each.seq !== 1))),
  'custody-chain-broken': () =>
    custody(custodyChainJson(chainCustody(custodyFacts()).map((each) => ({ ...each, prevHash: someHash })))),
  'custody-entry-altered': () =>
    custody(custodyChainJson(chainCustody(custodyFacts()).map((each) => ({ ...each, purpose: 'other' })))),
  'custody-exhibit-mismatch': () =>
    custody(custodyChainJson(chainCustody(custodyFacts().map((fact) => ({ ...fact, sha256: someHash }))))),
};

describe('every finding has a package that causes it', () => {
  for (const code of findingCodes) {
    it(code, async () => {
      const found = await cases[code]();
      expect(found.findings.map((finding) => finding.code)).toContain(code);
      const severities = new Set(found.findings.map((finding) => finding.severity));
      expect(found.verdict).toBe(
        severities.has('error') ? 'invalid' : severities.has('warning') ? 'valid-with-warnings' : 'valid',
      );
    });
  }
});

describe('archives that could harm whoever unpacks them', () => {
  const names = [
    '../x',
    'bag/../../x',
    '/etc/x',
    'C:/x',
    'bag\\x',
    '\\\\server\\x',
    'bag//x',
    'bag/./x',
    '~/x',
    'bag/a\nb',
  ];
  it.each(names)('refuses the name %j', async (name) => {
    const found = await zippedBag([{ name }]);
    expect(found.findings.map((finding) => finding.code)).toContain('path-unsafe');
    expect(found.stoppedEarly).toBe(true);
  });

  it.each([
    ['link', 0o120777, 'link-refused'],
    ['device', 0o060666, 'special-file-refused'],
    ['socket', 0o140666, 'special-file-refused'],
  ])('refuses a %s', async (_, mode, code) => {
    const found = await zippedBag([{ name: 'bag/x', mode }]);
    expect(found.findings.map((finding) => finding.code)).toContain(code);
  });

  it('refuses bytes before, between and behind the entries, and a file that is a folder too', async () => {
    const whole = rawZip([{ name: 'bag/x' }]);
    expect((await zip([{ name: 'bag/x' }], { prefix: text('%PDF-1.7') })).findings[0]?.code).toBe(
      'archive-foreign-bytes',
    );
    expect((await archive(Buffer.concat([whole, text('more')]))).verdict).toBe('invalid');
    expect((await zip([{ name: 'bag/x' }, { name: 'bag/X/y' }])).findings[0]?.code).toBe('path-collision');
    expect((await zippedBag([], { comment: 'hi' })).verdict).toBe('valid-with-warnings');
  });

  it('does not follow a link to a folder', async () => {
    const path = await writeFolder(place(), plainBag());
    await mkdir(join(path, 'other'));
    await symlink(folder.path, join(path, 'data', 'up'));
    const found = await verifyPackage(path);
    expect(
      found.findings.filter((finding) => finding.severity === 'error').map((finding) => finding.code),
    ).toEqual(['link-refused']);
  });
});

describe('what is sound', () => {
  it('a plain bag, as folder and as ZIP, stored or deflated', async () => {
    expect((await bag({})).verdict).toBe('valid');
    expect((await zippedBag([])).verdict).toBe('valid');
    const entries = [...plainBag()].map(([name, content]) => ({
      name: `bag/${name}`,
      data: Buffer.from(content as string),
      deflate: true,
    }));
    expect((await zip(entries)).verdict).toBe('valid');
  });

  it('older versions only advise where RFC 8493 rules', async () => {
    const twice = `${hash}  data/a.txt\n${hash}  data/a.txt\n`;
    expect((await bag({ 'bagit.txt': old, 'manifest-sha256.txt': twice })).verdict).toBe(
      'valid-with-warnings',
    );
    expect((await bag({ 'manifest-sha256.txt': twice })).verdict).toBe('invalid');
  });

  it('decodes percent codes as the version of the bag says', async () => {
    const lines = {
      'data/100%25.txt': 'hello',
      'manifest-sha256.txt': `${hash}  data/100%25.txt\n`,
      'data/a.txt': undefined,
    };
    expect((await bag({ ...lines, 'bagit.txt': old })).verdict).toBe('valid');
    expect((await bag(lines)).verdict).toBe('invalid');
    expect((await bag({ ...lines, 'data/100%25.txt': undefined, 'data/100%.txt': 'hello' })).verdict).toBe(
      'valid',
    );
  });

  it('keeps the list of findings short, and counts the rest', async () => {
    const lines = Array.from({ length: 500 }, (_, index) => `${hash}  data/x${index}\n`).join('');
    const found = await bag({ 'manifest-sha256.txt': `${hash}  data/a.txt\n${lines}` });
    expect(found.findings.length).toBeLessThan(110);
    expect(found.findings.at(-1)?.message).toContain('400 more');
  });

  it('fails, rather than finds, where there is nothing to verify', async () => {
    await expect(verifyPackage(join(folder.path, 'nothing'))).rejects.toMatchObject({ code: 'not-found' });
    const aborted = AbortSignal.abort();
    const path = await writeFolder(place(), plainBag());
    await expect(verifyPackage(path, { signal: aborted })).rejects.toMatchObject({ code: 'cancelled' });
  });
});
