/** IPv4 and IPv6 addresses as bytes; parsing refuses every spelling that two programs read differently. */

/** Four bytes of a dotted quad. Leading noughts are refused: some programs read them as octal. */
export function parseIpv4(text: string): number[] | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return null;
  const parts = match.slice(1);
  if (parts.some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith('0')))) return null;
  return parts.map(Number);
}

/** Eight groups of an IPv6 address in any spelling of RFC 4291, 2.2, without zone. */
export function parseIpv6(text: string): number[] | null {
  if (!/^[0-9a-f:.]{2,45}$/i.test(text)) return null;
  let hex = text;
  const tail = /^(.*:)(\d{1,3}(?:\.\d{1,3}){3})$/.exec(text);
  if (tail) {
    const quad = parseIpv4(tail[2] ?? '');
    if (!quad) return null;
    const [a = 0, b = 0, c = 0, d = 0] = quad;
    hex = `${tail[1]}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  }
  const halves = hex.split('::');
  if (halves.length > 2) return null;
  const groupsOf = (half: string) => (half === '' ? [] : half.split(':'));
  const head = groupsOf(halves[0] ?? '');
  const rest = halves.length === 2 ? groupsOf(halves[1] ?? '') : [];
  const missing = 8 - head.length - rest.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array.from({ length: halves.length === 2 ? missing : 0 }, () => '0'), ...rest];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.map((group) => Number.parseInt(group, 16));
}

/** The canonical text of RFC 5952: lower case, longest run of noughts shortened, IPv4 tail where it is mapped. */
export function formatIpv6(groups: readonly number[]): string {
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const [high = 0, low = 0] = groups.slice(6);
    return `::ffff:${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  }
  let start = -1;
  let length = 1;
  for (let at = 0; at < 8; at++) {
    let end = at;
    while (end < 8 && groups[end] === 0) end++;
    if (end - at > length) {
      start = at;
      length = end - at;
    }
  }
  const hex = groups.map((group) => group.toString(16));
  if (start < 0) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

/** IANA special-purpose registries (RFC 6890 and later): prefix, length, what it is for. */
const special4: readonly [string, number, string][] = [
  ['0.0.0.0', 8, 'this network'],
  ['10.0.0.0', 8, 'private use'],
  ['100.64.0.0', 10, 'carrier-grade NAT'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link local'],
  ['172.16.0.0', 12, 'private use'],
  ['192.0.0.0', 24, 'protocol assignments'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.88.99.0', 24, '6to4 relay (deprecated)'],
  ['192.168.0.0', 16, 'private use'],
  ['198.18.0.0', 15, 'benchmarking'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['255.255.255.255', 32, 'broadcast'],
  ['240.0.0.0', 4, 'reserved'],
];

const special6: readonly [string, number, string][] = [
  ['::', 128, 'unspecified'],
  ['::1', 128, 'loopback'],
  ['::ffff:0:0', 96, 'IPv4-mapped'],
  ['64:ff9b::', 96, 'IPv4/IPv6 translation'],
  ['64:ff9b:1::', 48, 'local IPv4/IPv6 translation'],
  ['100::', 64, 'discard only'],
  ['2001:db8::', 32, 'documentation'],
  ['2001::', 32, 'Teredo'],
  ['2001::', 23, 'protocol assignments'],
  ['2002::', 16, '6to4'],
  ['3fff::', 20, 'documentation'],
  ['5f00::', 16, 'segment routing'],
  ['fc00::', 7, 'unique local'],
  ['fe80::', 10, 'link local'],
  ['fec0::', 10, 'site local (deprecated)'],
  ['ff00::', 8, 'multicast'],
];

function covers(prefix: readonly number[], length: number, parts: readonly number[], width: number): boolean {
  return parts.every((part, index) => {
    const bits = Math.min(Math.max(length - index * width, 0), width);
    const mask = (2 ** bits - 1) * 2 ** (width - bits);
    return (part & mask) === ((prefix[index] ?? 0) & mask);
  });
}

/** What a reserved address is reserved for, or null for one of the public internet. */
export function specialUse(parts: readonly number[]): string | null {
  const [ranges, parsePrefix, width] =
    parts.length === 4 ? ([special4, parseIpv4, 8] as const) : ([special6, parseIpv6, 16] as const);
  const found = ranges.find(([prefix, length]) => covers(parsePrefix(prefix) ?? [], length, parts, width));
  return found?.[2] ?? null;
}
