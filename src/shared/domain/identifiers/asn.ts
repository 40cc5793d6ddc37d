import { facts, type Identifier, invalid } from './identifier.ts';

/** IANA special-purpose AS numbers (RFC 7249): first, last, what for. */
const special: readonly [number, number, string][] = [
  [0, 0, 'reserved (RFC 7607)'],
  [112, 112, 'AS112 project (RFC 7534)'],
  [23456, 23456, 'AS_TRANS (RFC 6793)'],
  [64496, 64511, 'documentation (RFC 5398)'],
  [64512, 65534, 'private use (RFC 6996)'],
  [65535, 65535, 'reserved (RFC 7300)'],
  [65536, 65551, 'documentation (RFC 5398)'],
  [4200000000, 4294967294, 'private use (RFC 6996)'],
  [4294967295, 4294967295, 'reserved (RFC 7300)'],
];

/** The number of an autonomous system: `AS13335`, `ASN 13335`, `13335`, `1.10` (asdot, RFC 5396). Normal form `AS13335`. */
export function normaliseAsn(asFound: string): Identifier {
  const match = /^\s*(?:ASN?\s*[:#]?\s*)?(\d{1,10})(?:\.(\d{1,5}))?\s*$/i.exec(asFound.slice(0, 60));
  if (!match || asFound.length > 60) return invalid('asn', asFound, 'An AS number is written as in AS13335.');
  const [, high = '', low] = match;
  const number = low === undefined ? Number(high) : Number(high) * 65_536 + Number(low);
  if (number > 4_294_967_295 || (low !== undefined && (Number(high) > 65_535 || Number(low) > 65_535)))
    return invalid('asn', asFound, 'AS numbers have 32 bits: up to AS4294967295.');
  const reserved = special.find(([first, last]) => number >= first && number <= last)?.[2] ?? null;
  const normal = `AS${number}`;
  return {
    kind: 'asn',
    asFound,
    normal,
    display: normal,
    defanged: normal,
    masked: normal,
    checked: 'valid',
    problems: reserved ? [`It is not of the public internet: ${reserved}.`] : [],
    facts: facts({ reserved }),
  };
}
