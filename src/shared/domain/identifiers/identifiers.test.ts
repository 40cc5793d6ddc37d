import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entityKinds, valuesOf } from '../kinds.ts';
import { type IdentifierContext, normaliseIdentifier } from './index.ts';

const kinds = valuesOf(entityKinds);
const contexts: IdentifierContext[] = [
  {},
  { country: 'IN' },
  { country: 'US', scheme: 'aba' },
  { country: 'XX', chain: 'nope', scheme: 'nope' },
  { chain: 'tron', scheme: 'other', country: 'DE' },
  { platform: 'telegram', tool: 'anydesk', numbering: 'imei' },
  { platform: 'whatsapp', tool: 'nope', numbering: 'nope', country: 'IN' },
  { platform: 'other', tool: 'other', numbering: 'serial' },
];

const samples = [
  'evil.example.com',
  'hxxps://evil[.]example[.]com/a?b=(.)#c',
  'a.b+c@example.co.uk',
  '203.0.113.7',
  '2001:DB8::1',
  '[::1]:80',
  '+1 202 555 0123',
  '098765 43210',
  '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
  '0xde709f2102306220921060314715629080e2fb77',
  'DE89 3704 0044 0532 0130 00',
  'IFSC HDFC0001234 A/C 50100012345678',
  '021000021 123456789',
  'José Ñandú ß',
  'Straße GmbH',
  'ＡＢＣ  Ltd.',
  'münchen.example',
  'http://user:pw@evil.example/',
  '4111 1111 1111 1111',
  '4111 11** **** 1111',
  'XKJH-4F2G-9911-ABCD PIN 1234',
  't.me/some_caller',
  'https://www.facebook.com/profile.php?id=100012345678',
  'wa.me/919876543210',
  'AnyDesk 123 456 789',
  'TeamViewer ID: 1 234 567 890',
  'screenconnect: relay.evil.example:443',
  'IMEI 49-015420-323751-8',
  '00-1B-44-11-3A-B7',
  'C02XL0GTJGH5',
  '28.6139, 77.2090',
  'B-12, Sector 63, Noida, Uttar Pradesh',
  'AS13335',
  'AS 1.10',
];
const noise = fc.oneof(
  fc.constantFrom(...samples),
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.emailAddress(),
  fc.ipV6(),
  fc.ipV4Extended(),
  fc.domain(),
  fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEFxrT1:.@/[]()+- ') }),
);

describe('every kind of identifier', () => {
  it('answers any text, keeps it byte for byte, and never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), noise, fc.constantFrom(...contexts), (kind, text, context) => {
        const found = normaliseIdentifier(kind, text, context);
        expect(found.kind).toBe(kind);
        // Of cards nothing whole is kept, not even as it was found: payment-card.test.ts.
        if (kind !== 'payment-card' && kind !== 'gift-card') expect(found.asFound).toBe(text);
        if (found.checked === 'invalid') expect(found.problems.length).toBeGreaterThan(0);
        for (const value of Object.values(found.facts)) expect(value).not.toBe('');
      }),
      { numRuns: 6000 },
    );
  });

  it('normalises its own normal form to itself', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), noise, fc.constantFrom(...contexts), (kind, text, context) => {
        const found = normaliseIdentifier(kind, text, context);
        if (found.checked === 'invalid') return;
        const again = normaliseIdentifier(kind, found.normal, context);
        expect(again.normal).toBe(found.normal);
        expect(again.checked).not.toBe('invalid');
      }),
      { numRuns: 6000 },
    );
  });

  it('reads its own defanged form as the same thing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('domain' as const, 'url' as const, 'ip' as const, 'email' as const),
        noise,
        (kind, text) => {
          const found = normaliseIdentifier(kind, text);
          if (found.checked === 'invalid') return;
          expect(normaliseIdentifier(kind, found.defanged).normal).toBe(found.normal);
          expect(found.defanged).not.toMatch(/^https?:/);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('answers texts of absurd length at once', () => {
    for (const kind of kinds) {
      for (const text of [
        'a'.repeat(2_000_000),
        '1'.repeat(2_000_000),
        `a@${'a.'.repeat(500_000)}`,
        '['.repeat(1_000_000),
      ]) {
        expect(normaliseIdentifier(kind, text).checked).toBe('invalid');
      }
    }
  });
});
