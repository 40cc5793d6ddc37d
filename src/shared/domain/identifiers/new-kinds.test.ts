/** The kinds a scam leaves behind beside domains and numbers: how each is read, and what of it is never kept. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { EntityKind } from '../kinds.ts';
import { type IdentifierContext, normaliseIdentifier } from './index.ts';
import { luhn } from './secrets/check-digits.ts';

const rows: [EntityKind, string, string, 'valid' | 'unchecked' | 'invalid', IdentifierContext?][] = [
  ['payment-card', '4111 1111 1111 1111', '411111••••••1111', 'valid'],
  ['payment-card', '4111 11** **** 1111', '411111••••••1111', 'unchecked'],
  ['payment-card', 'Card ending in 1111', '••••••••••••1111', 'unchecked'],
  ['payment-card', '4111 1111 1111 1112', '411111••••••1112', 'invalid'],
  ['payment-card', '378282246310005', '378282•••••0005', 'valid'],
  ['gift-card', 'XKJH-4F2G-9911-ABCD PIN 1234', '••••••••••••ABCD', 'unchecked'],
  ['gift-card', 'X', '••••••••••••X', 'invalid'],
  ['gift-card', '0#00', '••••••••••••00', 'unchecked'],
  ['social-account', '@Some_Caller', 'telegram:some_caller', 'unchecked', { platform: 'Telegram' }],
  ['social-account', 'hxxps://t[.]me/Some_Caller', 'telegram:some_caller', 'unchecked'],
  [
    'social-account',
    'https://www.facebook.com/profile.php?id=100012345678',
    'facebook:id:100012345678',
    'unchecked',
  ],
  ['social-account', 'https://wa.me/919876543210', 'whatsapp:+919876543210', 'unchecked'],
  ['social-account', 'WhatsApp: 098765 43210', 'whatsapp:+919876543210', 'unchecked', { country: 'IN' }],
  ['social-account', 'twitter: @Fake_Support', 'x:fake_support', 'unchecked'],
  ['social-account', '@Fake_Support', '@Fake_Support', 'invalid'],
  ['remote-access', 'AnyDesk 123 456 789', 'anydesk:123456789', 'unchecked'],
  ['remote-access', 'TeamViewer ID: 1 234 567 890', 'teamviewer:1234567890', 'unchecked'],
  ['remote-access', '123-456-789', 'anydesk:123456789', 'unchecked', { tool: 'AnyDesk' }],
  [
    'remote-access',
    'ScreenConnect relay.evil.example:443',
    'connectwise:relay.evil.example:443',
    'unchecked',
  ],
  ['remote-access', '123456789', '123456789', 'invalid'],
  ['device', 'IMEI 49-015420-323751-8', 'imei:490154203237518', 'valid'],
  ['device', '490154203237519', 'imei:490154203237519', 'invalid', { numbering: 'imei' }],
  ['device', '00-1B-44-11-3A-B7', 'mac:00:1b:44:11:3a:b7', 'valid'],
  ['device', '001b.4411.3ab7', 'mac:00:1b:44:11:3a:b7', 'valid'],
  ['device', 'S/N: C02 XL0GTJGH5', 'serial:C02XL0GTJGH5', 'unchecked'],
  ['place', 'B-12,  Sector 63, NOIDA', 'b 12 sector 63 noida', 'unchecked'],
  ['place', '28.6139° N, 77.2090° E', 'geo:28.61390,77.20900', 'valid'],
  ['place', '-33.86, 151.2094', 'geo:-33.86000,151.20940', 'valid'],
  ['place', '12, 4', '12 4', 'unchecked'],
  ['asn', 'ASN 13335', 'AS13335', 'valid'],
  ['asn', '1.10', 'AS65546', 'valid'],
  ['asn', 'AS4294967296', 'AS4294967296', 'invalid'],
  ['ip', '203.0.113.0/24', '203.0.113.0/24', 'valid'],
  ['ip', '2001:DB8::/32', '2001:db8::/32', 'valid'],
  ['bank-account', 'Some.Name@OKAXIS', 'in:upi:okaxis:some.name', 'unchecked'],
  ['bank-account', '12345-678 1234567', 'ca:ca-eft:12345678:1234567', 'unchecked', { country: 'CA' }],
  ['bank-account', 'CLABE 032180000118359719', 'mx:clabe::032180000118359719', 'valid', { country: 'MX' }],
];

test.each(rows)('%s "%s" is %s, %s', (kind, text, normal, checked, context) => {
  expect(normaliseIdentifier(kind, text, context)).toMatchObject({ normal, checked });
});

test('a device or range of nobody is said to be one', () => {
  expect(normaliseIdentifier('device', '02:00:00:00:00:01').problems[0]).toMatch(/locally/);
  expect(normaliseIdentifier('ip', '10.0.0.0/8').facts.reserved).toBe('private use');
  expect(normaliseIdentifier('asn', 'AS64512').facts.reserved).toMatch(/private/);
});

describe('nothing of a card but its ends is anywhere in what is kept', () => {
  const number = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 })
    .map((digits) => `4${digits.join('')}`)
    .map((stem) => stem + [...'0123456789'].find((digit) => luhn(stem + digit)));

  it('holds for whole, spaced, doubled and mistyped numbers', () => {
    fc.assert(
      fc.property(
        number,
        fc.constantFrom('', ' ', '-', '.'),
        fc.string({ maxLength: 8 }),
        (card, gap, more) => {
          const written = card.match(/.{4}/g)!.join(gap);
          for (const text of [written, `${written}${more}`, `${more}${written}`, written + written]) {
            for (const kind of ['payment-card', 'gift-card'] as const) {
              const digits = JSON.stringify(normaliseIdentifier(kind, text)).replace(/[^\d"]/g, '');
              expect(digits).not.toContain(card.slice(5, 13));
            }
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
