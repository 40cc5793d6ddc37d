import { normaliseDomain } from './domain.ts';
import type { Identifier } from './identifier.ts';
import { normaliseIp } from './ip.ts';

/** How a web address and its host are joined wherever both become records: who reads the one has read the other. */
export const hostLink = { kind: 'hosted-on', confidence: 'confirmed' } as const;

/**
 * The domain or IP address a web address lies on, so that it is met again under another path and in another case. Null where
 * there is none: a name without a dot, as in `http://router/`, is a machine of somebody's own network.
 */
export function hostOfUrl({ kind, checked, facts }: Identifier): Identifier | null {
  if (kind !== 'url' || checked === 'invalid') return null;
  const host = facts.ip === undefined ? normaliseDomain(facts.host ?? '') : normaliseIp(facts.ip);
  return host.checked === 'invalid' ? null : host;
}
