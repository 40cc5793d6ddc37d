import { z } from 'zod';
import { type ChainedCustody, custodyHash, firstPrevHash } from '../evidence/custody-chain.ts';
import type { ExpectedDigests } from './completeness.ts';
import type { FindingList } from './finding-list.ts';
import { largestCustodyChain } from './limits.ts';
import type { PackageSource } from './package-source.ts';
import { readBytes } from './tag-text.ts';
import type { CustodyFacts } from './verification.ts';

const custodyChainPath = 'data/custody/chain.json';

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
export const custodyEntrySchema = z.strictObject({
  seq: z.int().positive(),
  evidenceId: z.string(),
  exhibit: z.string(),
  action: z.string(),
  at: z.string(),
  zone: z.string(),
  actor: z.strictObject({
    person: z.string(),
    organisation: z.string(),
    key: z.string().exactOptional(),
  }),
  purpose: z.string(),
  tool: z.string(),
  sha256: hex64,
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  prevHash: hex64,
  hash: hex64,
});

/**
 * Checks the custody chains of a package: numbered without gap per evidence, each entry holding the hash of the
 * one before and its own; the export's entries of the seal going on from them; and the hash of an exhibit in the
 * chain being that of the file (`details.path`) in the bag. An entry on another package (`details.package`), sealed
 * earlier or for another agency, says nothing about a file here.
 */
export async function checkCustody(
  source: PackageSource,
  isOurs: boolean,
  sealed: readonly ChainedCustody[],
  expected: ExpectedDigests,
  findings: FindingList,
  /** What this package calls itself: its folder and its external identifier. */
  names: readonly string[],
): Promise<CustodyFacts> {
  const absent: CustodyFacts = { present: false, valid: false, exhibits: 0, entries: 0 };
  if (!source.files.has(custodyChainPath)) {
    if (isOurs) {
      findings.error('custody-missing', 'The package does not say in whose hands its exhibits were.', {
        path: custodyChainPath,
      });
    }
    return absent;
  }
  const bytes = await readBytes(source, custodyChainPath, findings, largestCustodyChain);
  const carried = bytes && parseChain(bytes);
  if (!carried) {
    findings.error('custody-malformed', 'The custody file is not of the form known.', {
      path: custodyChainPath,
    });
    return { ...absent, present: true };
  }
  const before = findings.count;
  const entries = [...carried, ...sealed];
  const heads = new Map<string, { seq: number; hash: string }>();
  for (const entry of entries) {
    checkEntry(entry, heads.get(entry.evidenceId), findings);
    if (speaksOfThis(entry, names)) checkExhibit(entry, source, expected, findings);
    heads.set(entry.evidenceId, entry);
  }
  return { present: true, valid: findings.count === before, exhibits: heads.size, entries: entries.length };
}

function parseChain(bytes: Uint8Array): ChainedCustody[] | undefined {
  try {
    const data: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const result = z.array(custodyEntrySchema).safeParse(data);
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}

function checkEntry(
  entry: ChainedCustody,
  head: { seq: number; hash: string } | undefined,
  findings: FindingList,
): void {
  const facts = { path: custodyChainPath };
  const name = `Entry ${entry.seq} of exhibit ${entry.exhibit}`;
  const seq = (head?.seq ?? 0) + 1;
  if (entry.seq !== seq) {
    findings.error(
      'custody-sequence',
      `${name} stands where entry ${seq} belongs: one was dropped, added or moved.`,
      {
        ...facts,
        expected: String(seq),
        found: String(entry.seq),
      },
    );
  }
  const prevHash = head?.hash ?? firstPrevHash;
  if (entry.prevHash !== prevHash) {
    findings.error('custody-chain-broken', `${name} does not follow from the entry before it.`, {
      ...facts,
      expected: prevHash,
      found: entry.prevHash,
    });
  }
  const hash = custodyHash(entry);
  if (entry.hash !== hash) {
    findings.error('custody-entry-altered', `${name} was changed after it was written.`, {
      ...facts,
      expected: entry.hash,
      found: hash,
    });
  }
}

const speaksOfThis = ({ details }: ChainedCustody, names: readonly string[]): boolean =>
  typeof details.package !== 'string' || names.includes(details.package);

function checkExhibit(
  entry: ChainedCustody,
  source: PackageSource,
  expected: ExpectedDigests,
  findings: FindingList,
): void {
  const { path } = entry.details;
  if (typeof path !== 'string') return;
  const digest = expected.get(path)?.find((each) => each.hash === 'sha256')?.digest;
  if (source.files.has(path) && digest === entry.sha256) return;
  findings.error(
    'custody-exhibit-mismatch',
    `The custody of exhibit ${entry.exhibit} speaks of another file than the package holds.`,
    { path, expected: entry.sha256, found: digest ?? 'not in the SHA-256 manifest' },
  );
}
