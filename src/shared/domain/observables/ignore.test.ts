import { describe, expect, it } from 'vitest';
import { normaliseIdentifier } from '../identifiers/index.ts';
import { hostOf, isIgnoredBy, readPattern } from './ignore.ts';
import type { ObservableKind } from './observable.ts';

const ignores = (
  kind: ObservableKind,
  pattern: string,
  foundKind: 'domain' | 'url' | 'email' | 'phone' | 'ip',
  value: string,
) => {
  const read = readPattern(kind, pattern);
  if ('problem' in read) throw new Error(read.problem);
  const { normal, facts } = normaliseIdentifier(foundKind, value, {});
  return isIgnoredBy(
    { kind, pattern: read.pattern },
    { kind: foundKind, normal, host: hostOf(foundKind, normal, facts) },
  );
};

describe('a rule for a domain', () => {
  it('goes for the name itself and, with a wildcard, for all below it', () => {
    expect(ignores('domain', 'House.example', 'domain', 'house[.]example')).toBe(true);
    expect(ignores('domain', 'house.example', 'domain', 'www.house.example')).toBe(false);
    expect(ignores('domain', '*.house.example', 'domain', 'a.b.house.example')).toBe(true);
    expect(ignores('domain', '*.house.example', 'domain', 'house.example')).toBe(true);
  });

  it('does not go for names that only end alike', () => {
    expect(ignores('domain', '*.house.example', 'domain', 'evilhouse.example')).toBe(false);
    expect(ignores('domain', '*.house.example', 'domain', 'house.example.evil.test')).toBe(false);
  });

  it('goes for URLs and mail addresses of that host', () => {
    expect(ignores('domain', '*.house.example', 'url', 'https://shop.house.example/a')).toBe(true);
    expect(ignores('domain', 'house.example', 'email', 'desk@house.example')).toBe(true);
    expect(ignores('domain', '*.house.example', 'url', 'https://evil.example/?u=house.example')).toBe(false);
  });
});

describe('other rules', () => {
  it('take numbers by their beginning, addresses by their domain, networks whole', () => {
    expect(ignores('phone', '+1 800*', 'phone', '+1 800 555 0199')).toBe(true);
    expect(ignores('phone', '+1 800 555 0199', 'phone', '+18005550199')).toBe(true);
    expect(ignores('phone', '+1800*', 'phone', '+1 212 555 0142')).toBe(false);
    expect(ignores('email', '*@house.example', 'email', 'any.one@house.example')).toBe(true);
    expect(ignores('ip', '203.0.113.0/24', 'ip', '203.0.113.200')).toBe(true);
    expect(ignores('ip', '203.0.113.0/24', 'ip', '203.0.114.1')).toBe(false);
    expect(ignores('ip', '2001:db8::/32', 'ip', '2001:db8:1::5')).toBe(true);
  });

  it.each([
    ['domain', '*.'],
    ['domain', '*'],
    ['ip', '203.0.113.7/24'],
    ['phone', '*'],
    ['email', 'nobody'],
  ] as const)('refuses %s %s', (kind, pattern) => {
    expect(readPattern(kind, pattern)).toHaveProperty('problem');
  });
});
