import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProfferError } from './errors.ts';
import { compareTlp, parseTlp, tlpLabel, tlpLevels } from './markings.ts';

describe('markings', () => {
  it('prints and reads every label', () => {
    expect(tlpLevels.map(tlpLabel)).toEqual([
      'TLP:CLEAR',
      'TLP:GREEN',
      'TLP:AMBER',
      'TLP:AMBER+STRICT',
      'TLP:RED',
    ]);
    for (const level of tlpLevels) expect(parseTlp(tlpLabel(level))).toBe(level);
    expect(parseTlp(' tlp: Amber+Strict')).toBe('amber+strict');
  });

  it('refuses what is not TLP 2.0', () => {
    expect(() => parseTlp('TLP:WHITE')).toThrow(ProfferError);
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(tlpLevels).toContain(parseTlp(text));
        } catch (error) {
          expect(error).toBeInstanceOf(ProfferError);
        }
      }),
    );
  });

  it('goes from the most open to the most closed', () => {
    expect([...tlpLevels].reverse().sort(compareTlp)).toEqual([...tlpLevels]);
    for (const level of tlpLevels) expect(compareTlp(level, level)).toBe(0);
  });
});
