import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskAccount, maskCard, maskTail } from './pii.ts';

describe('masks', () => {
  it('keep what the rules let be shown', () => {
    expect(maskTail('50100012345678', 4)).toBe('••••••••••5678');
    expect(maskTail('1234567', 4)).toBe('•••••••');
    expect(maskCard('4111 1111 1111 1111')).toBe('411111••••••1111');
    expect(maskCard('411111111111')).toBe('••••••••••••');
    expect(maskAccount('DE89 3704 0044 0532 0130 00')).toBe('DE••••••••••••••••3000');
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
});
