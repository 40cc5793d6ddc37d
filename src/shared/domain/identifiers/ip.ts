import { facts, type Identifier, invalid } from './identifier.ts';
import { formatIpv6, parseIpv4, parseIpv6, specialUse } from './ip-address.ts';
import { refang } from './refang.ts';

/** `203.0.113.7` to `203[.]0[.]113[.]7`, `2001:db8::1` to `2001[:]db8[:][:]1`. */
export function defangIp(normal: string): string {
  return normal.replaceAll('.', '[.]').replaceAll(':', '[:]');
}

/** An IPv4 address as dotted quad or an IPv6 address as RFC 5952 writes it, with the port noted where one was found. */
export function normaliseIp(asFound: string): Identifier {
  if (asFound.length > 200) return invalid('ip', asFound, 'It is too long for an IP address.');
  const text = refang(asFound);
  const bracketed = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text);
  const quadWithPort = /^([\d.]+):(\d{1,5})$/.exec(text);
  const [, body = text, port] = bracketed ?? quadWithPort ?? [];
  const [address = '', zone, ...more] = body.split('%');
  const quad = parseIpv4(address);
  const groups = quad ? null : parseIpv6(address);
  const parts = quad ?? groups;
  if (!parts || more.length > 0 || (quad && (zone !== undefined || bracketed))) {
    const reason = /^0?\d+(\.\d+){3}$/.test(address)
      ? 'Each of its four parts is 0 to 255 without leading noughts.'
      : address.includes('/')
        ? 'It is a range of addresses, not one address.'
        : 'It is neither an IPv4 nor an IPv6 address.';
    return invalid('ip', asFound, reason);
  }
  if (port !== undefined && Number(port) > 65_535) return invalid('ip', asFound, 'Ports go up to 65535.');
  const normal = groups ? formatIpv6(groups) : parts.join('.');
  const reserved = specialUse(parts);
  return {
    kind: 'ip',
    asFound,
    normal,
    display: normal,
    defanged: defangIp(normal),
    masked: defangIp(normal),
    checked: 'valid',
    problems: reserved ? [`It is not of the public internet: ${reserved}.`] : [],
    facts: facts({ version: quad ? '4' : '6', reserved, port, zone }),
  };
}
