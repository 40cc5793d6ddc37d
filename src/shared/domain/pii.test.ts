import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valuesOf } from './kinds.ts';
import {
  maskAccount,
  maskByClass,
  maskCard,
  maskEmail,
  maskTail,
  piiClasses,
  pseudonym,
  yearOnly,
} from './pii.ts';

const classes = valuesOf(piiClasses);

describe('masks', () => {
  it('keep what the rules let be shown', () => {
    expect(maskTail('50100012345678', 4)).toBe('••••••••••5678');
    expect(maskTail('1234567', 4)).toBe('•••••••');
    expect(maskCard('4111 1111 1111 1111')).toBe('411111••••••1111');
    expect(maskCard('411111111111')).toBe('••••••••••••');
    expect(maskAccount('DE89 3704 0044 0532 0130 00')).toBe('DE••••••••••••••••3000');
    expect(maskEmail('jane.doe@example.org')).toBe('j•••@example.org');
    expect(maskEmail('no address')).toBe('•••');
    expect(yearOnly('1961-04-02')).toBe('1961');
    expect(yearOnly('02/04/1961')).toBe('••••');
    expect(pseudonym('V', 7)).toBe('V-007');
    expect(maskByClass('secret', 'hunter2')).toBe('•••');
    expect(maskByClass('contact', '+12025550123')).toBe('••••••••0123');
  });

  it('never show more than half of a text, nor more than the last four of a number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 8 }), (text, keep) => {
        const shown = [...maskTail(text, keep)].filter((character) => character !== '•').length;
        expect(shown).toBeLessThanOrEqual(keep);
        expect(shown * 2).toBeLessThanOrEqual([...text].length);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^\d{13,19}$/), (card) => {
        expect(maskCard(card).replaceAll('•', '')).toBe(card.slice(0, 6) + card.slice(-4));
      }),
    );
  });

  it('hide every long number, whatever the class but none', () => {
    const hiding = classes.filter((piiClass) => piiClass !== 'none');
    fc.assert(
      fc.property(fc.constantFrom(...hiding), fc.stringMatching(/^[1-9]\d{8,17}$/), (piiClass, number) => {
        const masked = maskByClass(piiClass, number);
        expect(masked.includes(number.slice(0, 6))).toBe(false);
        expect(masked.replaceAll('•', '').length).toBeLessThanOrEqual(4);
      }),
    );
  });
});
