import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimumLength, passphraseStrength } from './strength.ts';

describe('passphraseStrength', () => {
  it('refuses what the contract refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: minimumLength - 1 }), (text) => {
        fc.pre([...text].length < minimumLength);
        expect(passphraseStrength(text).level).toBe(0);
      }),
    );
  });
  it('is not taken in by repetition', () => {
    expect(passphraseStrength('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa').level).toBe(1);
    expect(passphraseStrength('abcabcabcabcabcabcabcabcabc').level).toBe(1);
  });
  it('prefers several words', () => {
    expect(passphraseStrength('correct horse').level).toBe(1);
    expect(passphraseStrength('correct horse battery staple').level).toBe(4);
    expect(passphraseStrength('lamp otter brisk moss').level).toBe(3);
  });
});
