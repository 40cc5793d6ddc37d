import { parse } from 'tldts';

/** Endings kept for tests, documents and Tor (RFC 2606, 6761, 7686): no public suffix, yet names of sites in a case file. */
const reserved = new Set(['example', 'test', 'invalid', 'onion']);
const known = new Map<string, boolean>();
/** Hostile text has many words behind dots; only so many are remembered. */
const remembered = 20_000;

/** Whether a last label is one of the public DNS (ICANN section of the Public Suffix List) or reserved for such use. */
export function isKnownSuffix(label: string): boolean {
  const lower = label.toLowerCase();
  if (lower.length < 2 || lower.length > 63 || /^[\d-]/.test(lower)) return false;
  if (reserved.has(lower)) return true;
  const before = known.get(lower);
  if (before !== undefined) return before;
  const { isIcann, publicSuffix } = parse(`a.${lower}`, {
    allowPrivateDomains: false,
    validateHostname: false,
  });
  const answer = isIcann === true && publicSuffix === lower;
  if (known.size >= remembered) known.clear();
  known.set(lower, answer);
  return answer;
}

/** Whether a host is more than a public suffix itself (`co.uk`). */
export function hasOwnName(host: string): boolean {
  const { domain, isIcann } = parse(host, { allowPrivateDomains: false, validateHostname: false });
  return isIcann === true ? domain !== null : host.includes('.');
}
