import { normaliseIdentifier } from '../identifiers/index.ts';
import { parseIpv4, parseIpv6 } from '../identifiers/ip-address.ts';
import { entityKindOf, type ObservableKind } from './observable.ts';

/** One line of the list of what is the house's own or known to be harmless. */
export interface IgnoreRule {
  kind: ObservableKind;
  /**
   * A normal form; of a domain also `*.example.com` (it and all below it), of phones `+1800*`, of addresses `*@example.com`, of
   * IP addresses a network. A rule for a domain goes for URLs and mail addresses of that host as well.
   */
  pattern: string;
}

/** What a rule is compared with. */
export interface Ignorable {
  kind: ObservableKind;
  normal: string;
  host: string | null;
}

/** The host of a find, for rules on domains: its own name, that of a URL, that of a mail address. */
export function hostOf(kind: ObservableKind, normal: string, facts: Record<string, string>): string | null {
  if (kind === 'domain') return normal;
  if (kind === 'url') return facts.host ?? null;
  return kind === 'email' ? normal.slice(normal.lastIndexOf('@') + 1) : null;
}

/** The pattern in the one form it is compared in; a sentence where it can be none. */
export function readPattern(
  kind: ObservableKind,
  written: string,
): { pattern: string } | { problem: string } {
  const text = written.trim();
  if (kind === 'domain') {
    const wild = /^(?:\*\.|\.)/.test(text);
    const { checked, normal, problems } = normaliseIdentifier('domain', text.replace(/^(?:\*\.|\.)/, ''), {});
    return checked === 'invalid'
      ? { problem: problems.join(' ') }
      : { pattern: wild ? `*.${normal}` : normal };
  }
  if (kind === 'phone' && /^\+\d{2,14}\*$/.test(text.replace(/[ ()-]/g, '')))
    return { pattern: text.replace(/[ ()-]/g, '') };
  if (kind === 'email' && text.startsWith('*@')) {
    const { checked, normal, problems } = normaliseIdentifier('domain', text.slice(2), {});
    return checked === 'invalid' ? { problem: problems.join(' ') } : { pattern: `*@${normal}` };
  }
  const entityKind = entityKindOf(kind);
  if (entityKind === null)
    return text === '' ? { problem: 'Write what is to be passed over.' } : { pattern: text.toLowerCase() };
  const { checked, normal, problems } = normaliseIdentifier(entityKind, text, {});
  return checked === 'invalid' ? { problem: problems.join(' ') } : { pattern: normal };
}

const partsOf = (text: string): number[] | null => parseIpv4(text) ?? parseIpv6(text);

/** Whether an address lies in a network (`203.0.113.0/24`). */
function inNetwork(address: string, network: string): boolean {
  const [base = '', length = ''] = network.split('/');
  const parts = partsOf(address.split('/')[0] ?? '');
  const prefix = partsOf(base);
  if (!parts || prefix?.length !== parts.length) return false;
  const width = parts.length === 4 ? 8 : 16;
  return parts.every((part, index) => {
    const open = width - Math.min(Math.max(Number(length) - index * width, 0), width);
    return Math.floor(part / 2 ** open) === Math.floor((prefix[index] ?? 0) / 2 ** open);
  });
}

/** Whether a rule goes for a find. */
export function isIgnoredBy({ kind, pattern }: IgnoreRule, found: Ignorable): boolean {
  if (kind === 'domain') {
    if (found.host === null) return false;
    if (!pattern.startsWith('*.')) return found.host === pattern;
    const below = pattern.slice(2);
    return found.host === below || found.host.endsWith(`.${below}`);
  }
  if (kind !== found.kind) return false;
  if (kind === 'phone' && pattern.endsWith('*')) return found.normal.startsWith(pattern.slice(0, -1));
  if (kind === 'email' && pattern.startsWith('*@')) return found.normal.endsWith(pattern.slice(1));
  if (kind === 'ip' && pattern.includes('/')) return inNetwork(found.normal, pattern);
  return found.normal === pattern;
}
