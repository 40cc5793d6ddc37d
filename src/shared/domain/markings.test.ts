import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProfferError } from './errors.ts';
import {
  compareTlp,
  exceedsCeiling,
  type Marking,
  mergeMarkings,
  normaliseMarking,
  parseTlp,
  permitsRelease,
  tlpLabel,
  tlpLevels,
  unmarked,
} from './markings.ts';

const marking = fc.record({
  tlp: fc.constantFrom(...tlpLevels),
  releaseTo: fc.option(fc.array(fc.constantFrom('cbi', 'fbi', 'nca', 'bka')), { nil: null }),
});

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

  it('merges to the highest level and the parties all lists allow', () => {
    const left: Marking = { tlp: 'green', releaseTo: ['fbi', 'cbi'] };
    const right: Marking = { tlp: 'amber+strict', releaseTo: ['nca', 'cbi'] };
    expect(mergeMarkings(left, right)).toEqual({ tlp: 'amber+strict', releaseTo: ['cbi'] });
    expect(mergeMarkings()).toEqual(unmarked);
  });

  it('merging is commutative, associative, idempotent, with a neutral element', () => {
    fc.assert(
      fc.property(marking, marking, marking, (a, b, c) => {
        expect(mergeMarkings(a, b)).toEqual(mergeMarkings(b, a));
        expect(mergeMarkings(mergeMarkings(a, b), c)).toEqual(mergeMarkings(a, mergeMarkings(b, c)));
        expect(mergeMarkings(a, a)).toEqual(normaliseMarking(a));
        expect(mergeMarkings(a, unmarked)).toEqual(normaliseMarking(a));
      }),
    );
  });

  it('merging never opens anything', () => {
    fc.assert(
      fc.property(marking, marking, fc.constantFrom('cbi', 'fbi', 'other'), (a, b, party) => {
        const merged = mergeMarkings(a, b);
        expect(compareTlp(merged.tlp, a.tlp)).toBeGreaterThanOrEqual(0);
        if (a.releaseTo && !permitsRelease(a, party)) expect(permitsRelease(merged, party)).toBe(false);
      }),
    );
  });

  it('denies by default', () => {
    expect(permitsRelease({ tlp: 'green', releaseTo: null }, 'fbi')).toBe(false);
    expect(permitsRelease({ tlp: 'red', releaseTo: ['fbi'] }, 'fbi')).toBe(true);
    expect(permitsRelease({ tlp: 'clear', releaseTo: [] }, 'fbi')).toBe(false);
    expect(exceedsCeiling({ tlp: 'red', releaseTo: null }, 'amber')).toBe(true);
    expect(exceedsCeiling({ tlp: 'amber', releaseTo: null }, 'amber')).toBe(false);
  });
});
