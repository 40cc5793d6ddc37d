import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';

/** The chain of custody as it is hashed, and as a package carries it in `data/custody/chain.json`: docs/formats/package.md. */

export interface CustodyActor {
  person: string;
  organisation: string;
  /** Fingerprint of the actor's signing key, `SHA256:…`, where they have one. */
  key?: string;
}

/** One entry before it is chained: who did what to which evidence, when. */
export interface CustodyFact {
  /** UUIDv7 of the evidence. */
  evidenceId: string;
  /** Exhibit reference in this referral. */
  exhibit: string;
  /** A value of `custodyActions`. */
  action: string;
  /** ISO 8601 in UTC. */
  at: string;
  /** IANA zone of the place where it happened. */
  zone: string;
  actor: CustodyActor;
  purpose: string;
  tool: string;
  /** Of the evidence at that moment, hexadecimal. */
  sha256: string;
  details: Record<string, unknown>;
}

/** One link of the chain; the vault's own entry (`CustodyEntry` in custody.ts) has an id besides. */
export interface ChainedCustody extends CustodyFact {
  /** From 1 on, per evidence, without gap. */
  seq: number;
  /** `hash` of the entry before of the same evidence; 64 zeros before the first. */
  prevHash: string;
  hash: string;
}

export const firstPrevHash = '0'.repeat(64);

/** SHA-256, hexadecimal, of the canonical JSON (RFC 8785) of the entry without its `hash`. */
export function custodyHash(entry: Omit<ChainedCustody, 'hash'>): string {
  const { hash: _, ...body } = entry as ChainedCustody;
  return createHash('sha256').update(canonicalJson(body), 'utf8').digest('hex');
}

/**
 * Chains entries per evidence in the order given. `after` holds entries already chained (those in the package,
 * when the export itself is recorded in the seal): the new ones go on from them.
 */
export function chainCustody(
  facts: readonly CustodyFact[],
  after: readonly ChainedCustody[] = [],
): ChainedCustody[] {
  const heads = new Map<string, { seq: number; hash: string }>();
  for (const entry of after) heads.set(entry.evidenceId, entry);
  return facts.map((fact) => {
    const head = heads.get(fact.evidenceId) ?? { seq: 0, hash: firstPrevHash };
    const body = { ...fact, seq: head.seq + 1, prevHash: head.hash };
    const entry = { ...body, hash: custodyHash(body) };
    heads.set(fact.evidenceId, entry);
    return entry;
  });
}

/** The bytes of `data/custody/chain.json`: the same chain gives the same bytes. */
export function custodyChainJson(entries: readonly ChainedCustody[]): string {
  return `[\n${entries.map((entry) => canonicalJson(entry)).join(',\n')}\n]\n`;
}
