import type { Desk } from '../../src/cli/desk.ts';

export interface FoundDomain {
  value: string;
  evidenceIds: string[];
}

/** More pieces are not looked into: this is a taste, not a search. */
const mostPieces = 400;
const mostEvidence = 20;

/** Hosts of URLs and of mail addresses, defanged ones too. What is a domain is decided by the engine. */
const hostPattern =
  /(?:h(?:tt|xx)ps?:\/\/|@)((?:[a-z0-9-]{1,63}(?:\.|\[\.\])){1,6}[a-z]{2,24})(?![a-z0-9-])/gi;

/** Domains that stand in the text of the case's evidence, the most frequent first, each with where it was found. */
export async function findDomains(desk: Desk, caseId: string, most: number): Promise<FoundDomain[]> {
  const places = new Map<string, Set<string>>();
  const { rows } = await desk.call('evidence.list', { caseId, limit: mostPieces });
  for (const { id, mediaType } of rows) {
    if (!/^(?:text|message)\/|mbox|json|xml/.test(mediaType)) continue;
    const { text } = await desk.call('evidence.text', { id });
    for (const [, host] of text.matchAll(hostPattern)) {
      const name = host!.replaceAll('[.]', '.').toLowerCase();
      const found = places.get(name) ?? new Set();
      places.set(name, found.add(id));
    }
  }
  const ranked = [...places].sort(
    (left, right) => right[1].size - left[1].size || (left[0] < right[0] ? -1 : 1),
  );
  const domains: FoundDomain[] = [];
  const known = new Set<string>();
  for (const [value, ids] of ranked) {
    if (domains.length === most) break;
    const read = await desk.call('entity.preview', { caseId, kind: 'domain', value }).catch(() => null);
    if (read?.checked !== 'valid' || known.has(read.normal)) continue;
    known.add(read.normal);
    domains.push({ value, evidenceIds: [...ids].slice(0, mostEvidence) });
  }
  return domains;
}
