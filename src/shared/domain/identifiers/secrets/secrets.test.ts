/** Numbers that may not be kept whole are found where they stand, and their look-alikes are left alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { luhn, verhoeff } from './check-digits.ts';
import { findSecrets, maskSecrets } from './index.ts';

/** All made up; those with check digits were worked out by the published rules. */
const found: [string, string, string][] = [
  ['card', 'paid with 4111 1111 1111 1111 on Monday', 'paid with 4111 11•• •••• 1111 on Monday'],
  ['card', 'amex 378282246310005.', 'amex 378282•••••0005.'],
  ['card', '4111-1111-1111-1111 12/25', '4111-11••-••••-1111 12/25'],
  ['card', '5555 5555 5555 4444 123', '5555 55•• •••• 4444 123'],
  // A row of a table, text recognition, another script, a dash of a word processor.
  ['card', '17,4111111111111111,x', '17,411111••••••1111,x'],
  ['card', '4111  1111  1111  1111', '4111  11••  ••••  1111'],
  ['card', '४१११ ११११ ११११ ११११', '4111 11•• •••• 1111'],
  ['card', '4111\u20111111\u20111111\u20111111', '4111\u201111••\u2011••••\u20111111'],
  ['card', 'No.4111111111111111', 'No.411111••••••1111'],
  ['us-ssn', '17,536-22-8726,x', '17,•••-••-8726,x'],
  ['us-ssn', 'her SSN is 536-22-8726', 'her SSN is •••-••-8726'],
  ['us-ssn', 'social security 536228726', 'social security •••••8726'],
  ['us-itin', '912-70-1234', '•••-••-1234'],
  ['in-aadhaar', 'Aadhaar 2341 2341 2346', 'Aadhaar •••• •••• 2346'],
  ['in-aadhaar', 'aadhar no: 234123412346', 'aadhar no: ••••••••2346'],
  ['in-pan', 'PAN ABCPE1234F', 'PAN ••••••234F'],
  ['uk-nino', 'NI AB 12 34 56 C', 'NI •• •• •4 56 C'],
  ['au-tfn', 'TFN: 123 456 782', 'TFN: ••• ••6 782'],
  ['au-medicare', 'Medicare 2123 45670 1', 'Medicare •••• ••670 1'],
  ['ca-sin', 'SIN 046 454 286', 'SIN ••• ••4 286'],
  ['ca-sin', '130-692-544', '•••-••2-544'],
  ['de-steuer-id', 'Steuer-ID: 86095742719', 'Steuer-ID: •••••••2719'],
  ['de-steuer-id', '86 095 742 719', '•• ••• ••2 719'],
  ['de-ausweis', 'Personalausweis T220001293', 'Personalausweis ••••••••93'],
  ['es-dni', 'DNI 12345678Z', 'DNI •••••678Z'],
  ['es-nie', 'NIE X1234567L', 'NIE •••••567L'],
  ['password', 'the password is "hunter22" he said', 'the password is "••••" he said'],
  ['password', 'Passwort: geheim99', 'Passwort: ••••'],
  ['one-time-code', 'OTP 482913 was read out', 'OTP •••• was read out'],
  ['one-time-code', '482913 is your Example verification code', '•••• is your Example verification code'],
  ['one-time-code', 'gave the UPI PIN: 4821', 'gave the UPI PIN: ••••'],
  ['card-code', 'CVV: 123', 'CVV: ••••'],
];

const leftAlone = [
  'Call +1 (202) 555-0123 or 0091-22-61234567',
  'UTR 304512345678 of 14 February 2023',
  'IBAN DE89 3704 0044 0532 0130 00, BIC COBADEFFXXX',
  'ES91 2100 0418 4502 0005 1332',
  'https://evil.example/4111?id=4111111111111112',
  'PIN code: 110 001, New Delhi; pin code 400001',
  'He asked for the password and reset it; password reset link',
  'AnyDesk 123 456 789 from 203.0.113.7:8080',
  'order 123456789, case 2023-10-000123',
  'IMEI 490154203237518',
  'SSN 000-12-3456 and 666-12-3456 cannot be',
  'SHA-256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '0xde709f2102306220921060314715629080e2fb77',
];

describe('secrets in text', () => {
  it.each(found)('%s in "%s"', (kind, text, masked) => {
    expect(findSecrets(text).map((secret) => secret.kind)).toContain(kind);
    expect(maskSecrets(text).text).toBe(masked);
  });

  it.each(leftAlone)('leaves alone "%s"', (text) => {
    expect(maskSecrets(text)).toEqual({ text, masked: [] });
  });

  it('masks any card number whatever stands around it, and a second time changes nothing', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(
        digits,
        fc.constantFrom('', ' ', '-'),
        fc.constantFrom('', 'card ', '(', 'é'),
        fc.string({ maxLength: 20 }),
        (body, gap, before, after) => {
          const stem = `4${body.join('')}`;
          const number = stem + [...'0123456789'].find((digit) => luhn(stem + digit));
          const text = `${before === 'é' ? 'é ' : before}${number.match(/.{4}/g)!.join(gap)} ${after}`;
          const kept = maskSecrets(text).text;
          expect(kept.replace(/\D/g, '')).not.toContain(number);
          expect(maskSecrets(kept).text).toBe(kept);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('answers any text in time that grows with its length', () => {
    for (const text of [
      '1 '.repeat(100_000),
      'password '.repeat(30_000),
      '4'.repeat(200_000),
      'AB12'.repeat(50_000),
    ])
      expect(maskSecrets(text).text.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const once = maskSecrets(text).text;
        expect(maskSecrets(once).text).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it('knows the check digits their publishers print', () => {
    expect(luhn('490154203237518')).toBe(true);
    expect(verhoeff('2363')).toBe(true);
    expect(verhoeff('2364')).toBe(false);
  });
});
