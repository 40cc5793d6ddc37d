import { readHost } from './domain.ts';
import { facts, type Identifier, invalid, maxIdentifierLength } from './identifier.ts';
import { parseIpv4, parseIpv6, specialUse } from './ip-address.ts';
import { defangUrl, refang } from './refang.ts';
import { type ParsedUrl, parseAbsoluteUrl } from './url-parser.ts';

const schemes = new Set(['http:', 'https:', 'ftp:', 'ws:', 'wss:']);

function withoutCredentials({ protocol, hostname, port, pathname, search, hash }: ParsedUrl): string {
  return `${protocol}//${hostname}${port === '' ? '' : `:${port}`}${pathname}${search}${hash}`;
}

/** Reads the host part: facts and problems, or a sentence where it is none. */
function readUrlHost(
  hostname: string,
): { facts: Record<string, string>; problems: string[]; known: boolean } | string {
  const parts = hostname.startsWith('[') ? parseIpv6(hostname.slice(1, -1)) : parseIpv4(hostname);
  if (parts) {
    const reserved = specialUse(parts);
    const problems = reserved ? [`Its host is not of the public internet: ${reserved}.`] : [];
    return { facts: facts({ ip: hostname.replace(/^\[|\]$/g, ''), reserved }), problems, known: true };
  }
  return readHost(hostname);
}

/**
 * A web address: parsed as browsers do, so that what counts as the same for them counts as the same here. Name
 * and password are left out of the normal form and of everything shown; `asFound` keeps every byte. An address
 * without scheme is read as http and says so in `facts.assumed`.
 */
export function normaliseUrl(asFound: string): Identifier {
  if (asFound.length > maxIdentifierLength) return invalid('url', asFound, 'It is too long for a URL.');
  const text = refang(asFound);
  if (text === '') return invalid('url', asFound, 'There is no URL in it.');
  if (/\p{Cc}/u.test(text)) return invalid('url', asFound, 'It holds control characters.');
  const hasScheme = /^[a-z][a-z0-9+-]*:(?!\d+(?:[/?#]|$))/i.test(text);
  const parsed = parseAbsoluteUrl(hasScheme ? text : `http://${text}`);
  if (!parsed) return invalid('url', asFound, 'Browsers cannot read it as a URL.');
  if (!schemes.has(parsed.protocol)) {
    return invalid(
      'url',
      asFound,
      `Its scheme "${parsed.protocol.slice(0, 20)}" is not one of web or file transfer.`,
    );
  }
  const host = readUrlHost(parsed.hostname);
  if (typeof host === 'string') return invalid('url', asFound, `Its host is wrong. ${host}`);
  const normal = withoutCredentials(parsed);
  const credentials = parsed.username !== '' || parsed.password !== '';
  const problems = [...host.problems];
  if (/\s/.test(text))
    problems.push('It holds blanks, read as browsers read them (%20); it may be cut wrongly.');
  if (credentials)
    problems.push('It carries a name or password before the host, often there to hide the real host.');
  return {
    kind: 'url',
    asFound,
    normal,
    display: normal,
    defanged: defangUrl(normal),
    masked: defangUrl(normal),
    checked: host.known ? 'valid' : 'unchecked',
    problems,
    facts: facts({
      ...host.facts,
      host: parsed.hostname,
      scheme: parsed.protocol.slice(0, -1),
      port: parsed.port,
      credentials: credentials ? 'yes' : null,
      assumed: hasScheme ? null : 'scheme http',
    }),
  };
}
