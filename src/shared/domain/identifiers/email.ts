import { readHost } from './domain.ts';
import { facts, type Identifier, invalid } from './identifier.ts';
import { parseIpv4, parseIpv6 } from './ip-address.ts';
import { defangEmail, refangHost } from './refang.ts';

/** `dot-atom` of RFC 5322 with the Unicode of RFC 6531. */
const dotAtom = /^[\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_`{|}~]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_`{|}~]+)*$/u;
const quoted = /^"(?:[\u0020\u0021\u0023-\u005b\u005d-\u007e]|\\[\u0020-\u007e])*"$/;

function readMailHost(
  text: string,
): { ascii: string; facts: Record<string, string>; problems: string[]; known: boolean } | string {
  const literal = /^\[(?:IPv6:)?([^\]]+)\]$/i.exec(text);
  if (!literal) return readHost(text);
  const address = literal[1] ?? '';
  if (!parseIpv4(address) && !parseIpv6(address)) return 'In brackets an IP address is wanted.';
  return { ascii: text.toLowerCase(), facts: { ip: address.toLowerCase() }, problems: [], known: true };
}

/**
 * An e-mail address. The normal form is all lower case: by RFC 5321 the part before the @ could tell cases apart,
 * no provider in use does. Dots and tags (`name+tag`) stay, as they may be other people's elsewhere.
 */
export function normaliseEmail(asFound: string): Identifier {
  if (asFound.length > 1000) return invalid('email', asFound, 'It is too long for an e-mail address.');
  const bare = asFound.trim().replace(/^mailto:/i, '');
  const angled = /^([^<>]*)<([^<>]+)>$/.exec(bare);
  const text = refangHost((angled?.[2] ?? bare).trim()).normalize('NFC');
  const at = text.lastIndexOf('@');
  if (at < 1) return invalid('email', asFound, 'An e-mail address has a name, an @ and a domain.');
  const local = text.slice(0, at);
  if (!dotAtom.test(local) && !quoted.test(local)) {
    return invalid('email', asFound, 'The part before the @ holds characters an address cannot have.');
  }
  if (local.length > 64) return invalid('email', asFound, 'The part before the @ has at most 64 characters.');
  const host = readMailHost(text.slice(at + 1));
  if (typeof host === 'string') return invalid('email', asFound, `Its domain is wrong. ${host}`);
  const name = local.toLowerCase().normalize('NFC');
  const normal = `${name}@${host.ascii}`;
  const tag = quoted.test(local) ? -1 : name.indexOf('+');
  return {
    kind: 'email',
    asFound,
    normal,
    display: normal,
    defanged: defangEmail(normal),
    masked: defangEmail(`${[...name][0] ?? ''}•••@${host.ascii}`),
    checked: host.known ? 'valid' : 'unchecked',
    problems: host.problems,
    facts: facts({
      ...host.facts,
      domain: host.ascii,
      tag: tag > 0 ? name.slice(tag + 1) : null,
      displayName: angled?.[1]?.trim().replace(/^"|"$/g, ''),
    }),
  };
}
