import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseIdentifier } from './index.ts';
import { foldName } from './name.ts';

const phone = (text: string, country?: string) => normaliseIdentifier('phone', text, { country });
const person = (text: string) => normaliseIdentifier('person', text);

describe('phone numbers', () => {
  it.each([
    ['+1 (855) 555-0123', undefined, '+18555550123', 'US', 'toll-free'],
    ['098765 43210', 'IN', '+919876543210', 'IN', 'mobile'],
    ['+91९८७६५४३२१०', undefined, '+919876543210', 'IN', 'mobile'],
    ['＋４４ ２０ ７９４６ ０１２３', undefined, '+442079460123', 'GB', 'fixed-line'],
    ['tel:+1-202-555-0123', undefined, '+12025550123', 'US', 'fixed-line-or-mobile'],
    ['+44 (0)20 7946 0123', undefined, '+442079460123', 'GB', 'fixed-line'],
    ['\u202a+1 202\u2011555\u20110123\u202c', undefined, '+12025550123', 'US', 'fixed-line-or-mobile'],
  ])('%s', (text, country, normal, found, lineType) => {
    expect(phone(text, country)).toMatchObject({
      normal,
      checked: 'valid',
      facts: { country: found, lineType },
    });
  });

  it('never guesses a country', () => {
    expect(phone('098765 43210')).toMatchObject({ checked: 'unchecked', normal: '09876543210' });
    expect(phone('098765 43210').problems[0]).toContain('Declare the country');
    expect(phone('098765 43210', 'IN').facts.countryFrom).toBe('declared');
  });

  it('keeps the extension as a fact', () => {
    expect(phone('+1 202 555 0123 ext. 45')).toMatchObject({
      normal: '+12025550123',
      facts: { extension: '45' },
    });
  });

  it('names the reason where a plan has no such number', () => {
    expect(phone('+1 000 123 4567')).toMatchObject({ checked: 'invalid', normal: '+10001234567' });
    expect(phone('123-456-7890', 'US').checked).toBe('invalid');
    expect(phone('+999 12345678').problems[0]).toContain('calling code');
    expect(phone('call me').problems[0]).toContain('not a phone number');
    expect(phone('+1 202 555 0123 or +1 202 555 0124').checked).toBe('invalid');
    expect(phone('12345', 'XX').checked).not.toBe('valid');
  });

  it('reads a valid number back from its normal form without a country', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6_000_000_000, max: 9_999_999_999 }), (number) => {
        const found = phone(String(number), 'IN');
        if (found.checked !== 'valid') return;
        expect(phone(found.normal)).toMatchObject({ normal: found.normal, checked: 'valid' });
        expect(phone(found.display).normal).toBe(found.normal);
      }),
    );
  });
});

describe('names', () => {
  it('folds case, width, ligatures and blanks, and keeps diacritics', () => {
    expect(person('  José\tÑANDÚ ')).toMatchObject({
      normal: 'josé ñandú',
      display: 'José ÑANDÚ',
      checked: 'unchecked',
      masked: 'J. Ñ.',
    });
    expect(foldName('ＡＢＣ ﬁne')).toBe('abc fine');
    expect(foldName('STRASSE')).toBe(foldName('straße'));
    expect(foldName('ΟΔΥΣΣΕΥΣ')).toBe(foldName('Οδυσσευς'));
    expect(foldName('José')).toBe(foldName('Jose\u0301'));
    expect(foldName('Müller')).not.toBe(foldName('Muller'));
    expect(foldName('राम\u200dकुमार')).toBe('रामकुमार');
  });

  it('sees through invisible characters and says they are there', () => {
    const found = person('Mic\u200brosoft \u202eSupport');
    expect(found.normal).toBe('microsoft support');
    expect(found.facts.hidden).toBe('U+200B U+202E');
    expect(found.problems).toHaveLength(1);
  });

  it('refuses what has no letter or digit', () => {
    for (const text of ['', '   ', '\u200b', '---', '\u0000']) expect(person(text).checked).toBe('invalid');
  });

  it('folding twice changes nothing more, and case never matters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldName(foldName(text))).toBe(foldName(text));
        expect(foldName(` ${text}\t`)).toBe(foldName(text));
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abcXYZäÖñéДокументΑΒγς ') }), (text) => {
        expect(foldName(text.toUpperCase())).toBe(foldName(text));
      }),
    );
  });
});
