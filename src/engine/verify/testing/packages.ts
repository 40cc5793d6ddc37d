import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type CustodyFact, chainCustody, custodyChainJson } from '../../evidence/custody-chain.ts';
import { fingerprint, publicKeyOf } from '../../openssh/key.ts';
import type { BagEntry } from '../../referral/bag/bag-types.ts';
import { profileIdentifier, profileTagFile } from '../../referral/bag/proffer-profile.ts';
import { writeBag } from '../../referral/bag/write-bag.ts';
import { howToVerify } from '../../referral/seal/how-to-verify.ts';
import { sealNamespace, sealPackage } from '../../referral/seal/seal-package.ts';
import { FindingList } from '../finding-list.ts';
import { readSourceFile } from '../read-file.ts';
import { openZip } from '../zip-source.ts';

/** Packages to verify, whole and broken. For tests only. */

export const seed = new Uint8Array(32).fill(7);
export const signer = { person: 'Ana Lima', organisation: 'Example Desk', identity: 'ana@desk.example' };
export const bagName = 'PRF-2026-0001-v1';

export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'proffer-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export function entry(path: string, content: string | Uint8Array): BagEntry {
  const bytes = Buffer.from(content as Uint8Array);
  return {
    path,
    size: bytes.length,
    async *open() {
      yield bytes;
    },
  };
}

const exhibits = {
  'data/exhibits/EX-001/mail.eml': 'From: a@b.example\r\n\r\nhello',
  'data/exhibits/EX-002/log.csv': 'a,b\n1,2\n',
};

export function custodyFacts(): CustodyFact[] {
  return Object.entries(exhibits).flatMap(([path, content], index) =>
    ['acquired', 'verified'].map((action, hour) => ({
      evidenceId: `0190-${index}`,
      exhibit: `EX-00${index + 1}`,
      action,
      at: `2026-01-02T0${hour}:00:00Z`,
      zone: 'Europe/Lisbon',
      actor: { person: 'Ana Lima', organisation: 'Example Desk' },
      purpose: 'intake',
      tool: 'Proffer 0.1.0',
      sha256: createHash('sha256').update(content).digest('hex'),
      details: { path },
    })),
  );
}

/** Writes a whole sealed package into `folder` and answers its path. */
export async function writeSealedPackage(
  folder: string,
  options: { custody?: string; namespace?: string } = {},
) {
  const chain = chainCustody(custodyFacts());
  const outputPath = join(folder, `${bagName}.zip`);
  const exported = custodyFacts()
    .filter((fact) => fact.action === 'verified')
    .map((fact) => ({ ...fact, action: 'exported', at: '2026-01-03T00:00:00Z' }));
  const facts = {
    bagName,
    identity: signer.identity,
    fingerprint: fingerprint(publicKeyOf(seed)),
    namespace: sealNamespace,
  };
  const written = await writeBag({
    outputPath,
    bagName,
    entries: [
      ...Object.entries(exhibits).map(([path, content]) => entry(path, content)),
      entry('data/custody/chain.json', options.custody ?? custodyChainJson(chain)),
      entry('data/how-to-verify.txt', howToVerify('en-US', facts)),
    ],
    tagFiles: [profileTagFile()],
    bagInfo: [
      ['Source-Organization', 'Example Desk'],
      ['External-Identifier', 'PRF-2026-0001'],
      ['Bagging-Date', '2026-01-03'],
      ['BagIt-Profile-Identifier', profileIdentifier],
    ],
    modified: new Date('2026-01-03T00:00:00Z'),
    seal: sealPackage({
      privateKey: seed,
      bagName,
      signer,
      sealedAt: new Date('2026-01-03T01:02:03Z'),
      tool: 'Proffer 0.1.0',
      custody: chainCustody(exported, chain),
    }),
  });
  return { outputPath, written };
}

/** Every file of a ZIP, without its top folder. */
export async function readZip(path: string): Promise<Map<string, Buffer>> {
  const findings = new FindingList();
  const source = await openZip(path, findings);
  if (!source) throw new Error(JSON.stringify(findings.all()));
  const files = new Map<string, Buffer>();
  for (const file of source.files.values()) files.set(file.path, await readSourceFile(file, 2 ** 30));
  return files;
}

export async function writeFolder(
  path: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): Promise<string> {
  for (const [name, content] of files) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  }
  return path;
}

export function digestOf(algorithm: string, content: string | Uint8Array): string {
  return createHash(algorithm).update(content).digest('hex');
}

/** A plain, valid BagIt 1.0 bag as files; overrides replace, undefined removes. */
export function plainBag(
  overrides: Record<string, string | Uint8Array | undefined> = {},
): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>([
    ['bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'],
    ['bag-info.txt', 'Source-Organization: Desk\nPayload-Oxum: 5.1\n'],
    ['data/a.txt', 'hello'],
    ['manifest-sha256.txt', `${digestOf('sha256', 'hello')}  data/a.txt\n`],
  ]);
  for (const [path, content] of Object.entries(overrides)) {
    if (content === undefined) files.delete(path);
    else files.set(path, content);
  }
  return files;
}

/** A folder of the real samples; undefined, and said loudly, when they are not on this machine. */
export function samplesFolder(...parts: string[]): string | undefined {
  const root = process.env.PROFFER_SAMPLES ?? resolve(import.meta.dirname, '../../../../../shared/samples');
  const path = join(root, ...parts);
  if (existsSync(path)) return path;
  console.warn(`SKIPPED: real samples are absent: ${path} (set PROFFER_SAMPLES)`);
  return undefined;
}
