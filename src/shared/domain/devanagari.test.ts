import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latinAliasOf, romaniseDevanagari } from './devanagari.ts';

test.each([
  ['आरव मेहता', 'ārava mēhatā'],
  ['प्रिया शर्मा', 'priyā śarmā'],
  ['हिन्दी', 'hindī'],
  ['संस्कृत', 'saṁskr̥ta'],
  ['चौथी मंज़िल', 'cauthī maṁzila'],
  ['बड़ा १२', 'baṛā 12'],
  ['BlueKestrel ई-केयर', 'BlueKestrel ī-kēyara'],
])('%s is %s by ISO 15919', (written, latin) => {
  expect(romaniseDevanagari(written)).toBe(latin.normalize('NFC'));
});

test('an alias is taken for the same name only when its consonants are the same', () => {
  expect(latinAliasOf('आरव मेहता', ['Mr. Mehta, banking floor', 'Aarav Mehta'])).toBe('Aarav Mehta');
  expect(latinAliasOf('प्रिया शर्मा', ['Jennifer Watson', 'Priya Sharma'])).toBe('Priya Sharma');
  expect(latinAliasOf('रोहन कल्पित', ['Rohan', 'R. K.'])).toBe(null);
  expect(latinAliasOf('', ['Aeiou'])).toBe(null);
});

test('no text breaks it, none without Devanagari is changed', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => romaniseDevanagari(text) === text));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0x900, max: 0x97f })), (codes) => {
      expect(typeof romaniseDevanagari(String.fromCodePoint(...codes))).toBe('string');
    }),
  );
});
