import { facts, type Identifier, invalid } from './identifier.ts';
import { formatIpv6, parseIpv4, parseIpv6, specialUse } from './ip-address.ts';
import { refang } from './refang.ts';

/** `203.0.113.7` to `203[.]0[.]113[.]7`, `2001:db8::1` to `2001[:]db8[:][:]1`. */
export function defangIp(normal: string): string {
  return normal.replaceAll('.', '[.]').replaceAll(':', '[:]');
}

/** A network in CIDR form (RFC 4632, RFC 4291): its bits behind the prefix are nought. */
function readNetwork(asFound: string, address: string, prefix: string): Identifier {
  const quad = parseIpv4(address);
  const groups = quad ? null : parseIpv6(address);
  const parts = quad ?? groups;
  const width = quad ? 8 : 16;
  const length = Number(prefix);
  if (!parts || length > parts.length * width)
    return invalid('ip', asFound, 'It is not a range of IPv4 or IPv6 addresses.');
  const network = parts.map((part, index) => {
    const bits = Math.min(Math.max(length - index * width, 0), width);
    return part - (part % 2 ** (width - bits));
  });
  const text = (quads: readonly number[]) => (quad ? quads.join('.') : formatIpv6(quads));
  const normal = `${text(network)}/${length}`;
  if (network.some((part, index) => part !== parts[index]))
    return invalid(
      'ip',
      asFound,
      `It names one address inside a range: write the address alone, or the range as ${normal}.`,
    );
  const reserved = specialUse(network);
  const size = 2 ** (parts.length * width - length);
  return {
    kind: 'ip',
    asFound,
    normal,
    display: normal,
    defanged: defangIp(normal),
    masked: defangIp(normal),
    checked: 'valid',
    problems: [
      ...(reserved ? [`It is not of the public internet: ${reserved}.`] : []),
      ...(length < (quad ? 8 : 16) ? ['So wide a range holds many who have nothing to do with it.'] : []),
    ],
    facts: facts({
      version: quad ? '4' : '6',
      range: quad ? `${size.toLocaleString('en')} addresses` : `prefix length ${length}`,
      reserved,
    }),
  };
}

/** An IPv4 address as dotted quad or an IPv6 address as RFC 5952 writes it, with the port noted where one was found; or a range of them. */
export function normaliseIp(asFound: string): Identifier {
  if (asFound.length > 200) return invalid('ip', asFound, 'It is too long for an IP address.');
  const text = refang(asFound);
  const range = /^([0-9a-f:.]+)\/(\d{1,3})$/i.exec(text);
  if (range) return readNetwork(asFound, range[1] ?? '', range[2] ?? '');
  const bracketed = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text);
  const quadWithPort = /^([\d.]+):(\d{1,5})$/.exec(text);
  const [, body = text, port] = bracketed ?? quadWithPort ?? [];
  const [address = '', zone, ...more] = body.split('%');
  const quad = parseIpv4(address);
  const groups = quad ? null : parseIpv6(address);
  const parts = quad ?? groups;
  if (!parts || more.length > 0 || (quad && (zone !== undefined || bracketed))) {
    const reason = /^0?\d+(\.\d+){3}$/.test(address)
      ? 'Each of its four parts is 0 to 255 without leading zeros.'
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
