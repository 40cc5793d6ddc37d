import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldDigits } from './digits.ts';

it('folds the digits of other scripts and nothing else', () => {
  expect(foldDigits('९८७६५ ٠١٢٣ ۴۵ ０９ x7')).toBe('98765 0123 45 09 x7');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const folded = foldDigits(text);
      expect(foldDigits(folded)).toBe(folded);
      expect([...folded].length).toBe([...text].length);
    }),
  );
});
