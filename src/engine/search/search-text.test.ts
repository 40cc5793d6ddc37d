import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codesOf, foldWord, indexedText, tokensOf, wordsOf } from './search-text.ts';

test('accents, case and width do not matter', () => {
  expect(wordsOf('Café MÜLLER Straße Łódź ＦＵＬＬ')).toEqual(['cafe', 'muller', 'strasse', 'lodz', 'full']);
  expect(wordsOf('cafe\u0301')).toEqual(['cafe']);
});

test('the vowel signs of Devanagari stay, so that different words stay different', () => {
  expect(wordsOf('हिन्दी हुन्दी')).toHaveLength(2);
  expect(foldWord('हिन्दी')).not.toBe(foldWord('हुन्दी'));
  expect(foldWord('ज़मीन')).toBe(foldWord('जमीन'));
  expect(foldWord('९१')).toBe('91');
});

test('Cyrillic and Arabic are found with and without their optional marks', () => {
  expect(foldWord('Счёт')).toBe(foldWord('СЧЕТ'));
  expect(foldWord('مُحَمَّد')).toBe(foldWord('محمد'));
  expect(foldWord('أحمد')).toBe(foldWord('احمد'));
  expect(foldWord('مـحـمـد')).toBe(foldWord('محمد'));
});

test('scripts without blanks are words of one character each', () => {
  expect(wordsOf('東京都の電話')).toEqual(['東', '京', '都', 'の', '電', '話']);
  expect(wordsOf('abc東京')).toEqual(['abc', '東', '京']);
});

test('invisible characters inside a word hide nothing', () => {
  expect(wordsOf('re\u200bfu\u00adnd')).toEqual(['refund']);
});

test('a defanged address has the words of the address', () => {
  const plain = wordsOf('someone@evil.example');
  expect(wordsOf('someone[at]evil(dot)example')).toEqual(plain);
  expect(wordsOf('someone [at] evil[.]example')).toEqual(plain);
  expect(indexedText('someone[at]evil[dot]example')).toBe('someone evil example');
});

test('grouped numbers are put together, dates and addresses of machines are not', () => {
  const one = '912265550199 tail65550199';
  expect(codesOf('call +91 22 6555 0199 now').trim()).toBe(one);
  expect(codesOf('0091-22-6555-0199').trim()).toBe(one);
  expect(codesOf('00912265550199').trim()).toBe(one);
  expect(codesOf('+91 (0)22 6555 0199').trim()).toBe(one);
  expect(codesOf('+९१ २२ ६५५५ ०१९९').trim()).toBe(one);
  expect(codesOf('2025-06-18 and 192.168.100.200 and 18.06.2025')).toBe('');
  expect(codesOf('2025-06-18 022 6555 0199').trim()).toBe('02265550199 tail65550199');
  expect(codesOf('DE89 3704 0044 0532 0130 00').trim().split(' ')).toContain('DE89370400440532013000');
  expect(codesOf('4111 1111 1111 1111')).toBe('');
});

test('tokens stand where they say, and folding a folded word changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      let last = 0;
      for (const { word, start, end } of tokensOf(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(word).toMatch(/^[\p{L}\p{N}\p{M}\p{Co}]+$/u);
        last = start;
      }
      codesOf(text);
    }),
    { numRuns: 200 },
  );
});
