/** What we write as STIX comes back through the reader as the same things in the same normal forms. */
import { expect, test } from 'vitest';
import { normaliseIdentifier } from '../../../shared/domain/identifiers/index.ts';
import type { EntityKind } from '../../../shared/domain/kinds.ts';
import { stixBundle } from '../../referral/documents/records/stix.ts';
import type { ModelEntity, ReferralModel } from '../../referral/model.ts';
import { findAgency, loadProfiles } from '../../referral/profiles/load-profiles.ts';
import { draftFixture } from '../../referral/redact/draft.fixture.ts';
import { redact } from '../../referral/redact/redact.ts';
import type { ParsedIntel } from './parsed-intel.ts';
import { readIntel } from './read-intel.ts';

const { profile, agency } = findAgency(loadProfiles('resources'), 'US-FBI-FO');
const { model } = redact(draftFixture({ infrastructure: 8, exhibits: 2 }), profile, agency);

const found: [EntityKind, string][] = [
  ['domain', 'Hilfe-Münze.example.com'],
  ['url', 'hxxps://pay.example.com/a?b=c'],
  ['ip', '203.0.113.7'],
  ['ip', '2001:db8::7'],
  ['ip', '198.51.100.0/24'],
  ['email', 'Desk@Support.example.com'],
  ['phone', '+91 22 6555 0199'],
  ['wallet', '1BoatSLRHtKNngkdXEeobR76b53LETtpyT'],
  ['bank-account', 'DE89 3704 0044 0532 0130 00'],
  ['bank-account', 'EXMP0000123/50100099887766'],
];
const identified = found.map(([kind, text]) => normaliseIdentifier(kind, text));
const entityOf = ({ kind, normal, defanged }: (typeof identified)[number], index: number): ModelEntity => ({
  ...(model.infrastructure[0] as ModelEntity),
  ref: `I-${index}`,
  entityId: `01890000-0000-7000-8000-${String(index).padStart(12, '0')}`,
  kind,
  value: normal,
  display: defanged,
});
const money = (kind: string) => kind === 'wallet' || kind === 'bank-account';
const all = identified.map(entityOf);
const written: ReferralModel = {
  ...model,
  infrastructure: all.filter(({ kind }) => !money(kind)),
  accounts: all.filter(({ kind }) => money(kind)),
  links: [
    { from: 'I-0', kind: 'resolves to', to: 'I-2', confidence: 'probable', exhibits: [] },
    {
      from: model.subjects[0]?.display ?? '',
      kind: 'controls',
      to: 'I-9',
      confidence: 'confirmed',
      exhibits: [],
    },
  ].map((link) => ({
    ...link,
    from: all.find(({ ref }) => ref === link.from)?.display ?? link.from,
    to: all.find(({ ref }) => ref === link.to)?.display ?? link.to,
  })),
};

function readBack(): ParsedIntel {
  const result = readIntel({ bytes: stixBundle(written), options: { marking: 'red' } });
  if ('refused' in result) throw new Error(result.refused.message);
  return result.read;
}
const back = readBack();

test('every identifier has the normal form it had', () => {
  const keys = new Set(back.entities.map(({ key }) => key));
  for (const { kind, normal, checked } of identified) {
    expect(checked, normal).not.toBe('invalid');
    expect(keys.has(`${kind}:${normal}`), `${kind}:${normal}`).toBe(true);
  }
  expect(back.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
});

test('a place has the address, region and country it had', () => {
  const place: ModelEntity = {
    ...(all[0] as ModelEntity),
    entityId: '01890000-0000-7000-8000-0000000000ff',
    kind: 'place',
    display: 'B-12, Sector 63, Noida',
    value: normaliseIdentifier('place', 'B-12, Sector 63, Noida').normal,
    country: 'IN',
    facts: { city: 'Noida' },
    note: '',
  };
  const bytes = stixBundle({ ...written, infrastructure: [place] });
  const result = readIntel({ bytes, options: { marking: 'red' } });
  if ('refused' in result) throw new Error(result.refused.message);
  const [read] = result.read.entities.filter(({ kind }) => kind === 'place');
  expect(read).toMatchObject({ value: place.display, country: 'IN', notes: [] });
});

test('people and organisations have their names, roles and countries', () => {
  const named = back.entities.filter(({ kind }) => kind === 'person' || kind === 'organisation');
  const of = ({
    value,
    roles,
    country,
  }: {
    value: string;
    roles: readonly string[];
    country: string | null;
  }) => `${value}|${roles.join()}|${country ?? ''}`;
  const expected = [
    ...model.victims.map(({ name, country }) => ({ value: name, roles: ['victim'], country })),
    ...model.subjects.map(({ display, roles, country }) => ({ value: display, roles, country })),
  ];
  expect(named.map(of)).toEqual(expect.arrayContaining(expected.map(of)));
});

test('links keep their kinds and ends, sights their times, and the marking is that of the referral', () => {
  expect(back.links.map(({ kind, to }) => [kind, to])).toEqual([
    // Of the web address; the package does not state it.
    ['hosted-on', 'domain:pay.example.com'],
    ['resolves-to', 'ip:203.0.113.7'],
    ['controls', 'bank-account:in:ifsc:EXMP0000123:50100099887766'],
  ]);
  expect(back.events).toHaveLength(all.length);
  const { firstSeen, lastSeen } = all[0] as ModelEntity;
  expect(back.events[0]?.when).toBe(
    `${new Date(firstSeen ?? 0).toISOString()}/${new Date(lastSeen ?? 0).toISOString()}`,
  );
  for (const { marking } of back.entities) expect(marking).toBe(model.case.marking);
});
