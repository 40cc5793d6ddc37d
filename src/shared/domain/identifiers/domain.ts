import { parse } from 'tldts';
import { mixedScriptWarning } from '../text-safety.ts';
import { facts, type Identifier, invalid, maxIdentifierLength } from './identifier.ts';
import { hostToUnicode } from './punycode.ts';
import { defangHost, refang } from './refang.ts';
import { hostToAscii } from './url-parser.ts';

export interface HostReading {
  ascii: string;
  facts: Record<string, string>;
  problems: string[];
  /** Whether its suffix is in the ICANN section of the Public Suffix List. */
  known: boolean;
}

/** What DNS carries in practice: RFC 1035's letters, digits and hyphens, and the underscore. */
const labelPattern = /^[a-z0-9_-]{1,63}$/;

/** Reads a host name that is no address; a sentence where it is none. */
export function readHost(text: string): HostReading | string {
  const name = text.replace(/[.\u3002\uff0e\uff61]$/u, '');
  if (name === '') return 'There is no domain name in it.';
  const ascii = hostToAscii(name);
  if (ascii === null) return 'It holds characters a domain name cannot have.';
  if (/^\d+\.\d+\.\d+\.\d+$/.test(ascii)) return 'It is an IP address, or a number browsers read as one.';
  if (ascii.length > 253) return 'A domain name has at most 253 characters.';
  const labels = ascii.split('.');
  if (labels.length < 2) return 'A domain name has at least two parts, as in example.com.';
  const bad = labels.find((label) => !labelPattern.test(label));
  if (bad !== undefined) return `"${bad.slice(0, 70)}" cannot be a part of a domain name.`;
  if (!/^[a-z]/.test(labels.at(-1) ?? '') || labels.at(-1)?.endsWith('-')) {
    return 'No domain name has such an ending.';
  }
  const icann = parse(ascii, { allowPrivateDomains: false, validateHostname: false });
  const hosted = parse(ascii, { allowPrivateDomains: true, validateHostname: false });
  const unicode = hostToUnicode(ascii);
  const problems: string[] = [];
  const known = icann.isIcann === true;
  if (!known) problems.push('Its ending is not on the Public Suffix List: not reachable in the public DNS.');
  if (labels.some((label) => /^-|-$/.test(label))) {
    problems.push('A part of it begins or ends with a hyphen: outside the rules, yet some of these resolve.');
  }
  const warning = unicode === ascii ? null : mixedScriptWarning(unicode);
  if (warning) problems.push(warning);
  return {
    ascii,
    known,
    problems,
    facts: facts({
      registrableDomain: icann.domain,
      publicSuffix: icann.publicSuffix,
      hostedUnder: hosted.isPrivate ? hosted.publicSuffix : null,
      hostedName: hosted.isPrivate ? hosted.domain : null,
      unicode: unicode === ascii ? null : unicode,
    }),
  };
}

/** A domain name: defanged forms read, lower case, Punycode, no trailing dot. */
export function normaliseDomain(asFound: string): Identifier {
  if (asFound.length > maxIdentifierLength)
    return invalid('domain', asFound, 'It is too long for a domain name.');
  const host = readHost(refang(asFound));
  if (typeof host === 'string') return invalid('domain', asFound, host);
  return {
    kind: 'domain',
    asFound,
    normal: host.ascii,
    display: host.ascii,
    defanged: defangHost(host.ascii),
    masked: defangHost(host.ascii),
    checked: host.known ? 'valid' : 'unchecked',
    problems: host.problems,
    facts: host.facts,
  };
}
