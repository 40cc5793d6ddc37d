import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProfferError } from './errors.ts';
import { asciiSlug, formatExhibitReference, payloadName } from './exhibit.ts';

const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

describe('exhibit references', () => {
  it.each([
    ['Ex. {n}', 1, 'Ex. 1'],
    ['Annexure A-{n}', 12, 'Annexure A-12'],
    ['A-{n:3}', 7, 'A-007'],
    ['A-{n:3}', 1234, 'A-1234'],
    ['Exhibit "{letter}"', 28, 'Exhibit "AB"'],
    ['{initials}/{n}', 3, 'JD/3'],
    ['Documento n.º {n}', 2, 'Documento n.º 2'],
  ])('%s, %i', (pattern, number, reference) => {
    expect(formatExhibitReference({ pattern, initials: 'JD' }, number)).toBe(reference);
  });

  it.each(['', 'A', '{n}{n}', '{x}', '{n', '{n:0}', '{n} {letter}'])('refuses the pattern %s', (pattern) => {
    expect(() => formatExhibitReference({ pattern }, 1)).toThrow(ProfferError);
  });

  it('refuses missing initials and numbers below one', () => {
    expect(() => formatExhibitReference({ pattern: '{initials}/{n}' }, 1)).toThrow(ProfferError);
    for (const number of [0, -1, 1.5, Number.NaN])
      expect(() => formatExhibitReference({ pattern: '{n}' }, number)).toThrow(ProfferError);
    expect(formatExhibitReference({ pattern: '{initials}/{n}', initials: '$&' }, 1)).toBe('$&/1');
  });

  it('gives every number a reference of its own', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Ex. {n}', '{letter}', 'A-{n:3}'),
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (pattern, a, b) => {
          expect(formatExhibitReference({ pattern }, a) === formatExhibitReference({ pattern }, b)).toBe(
            a === b,
          );
        },
      ),
    );
  });
});

describe('payload names', () => {
  it('are plain', () => {
    expect(payloadName('A-001', 'E-Mail', '.EML')).toBe('A-001_e-mail.eml');
    expect(payloadName('Ex. 12', 'Bildschirmfoto für Straße', 'png')).toBe(
      'Ex-12_bildschirmfoto-fur-strasse.png',
    );
    expect(payloadName('AB/1', 'скриншот', '')).toBe('AB-1_item');
    expect(asciiSlug('CON')).toBe('item');
    expect(asciiSlug('../../etc/passwd')).toBe('etc-passwd');
  });

  it('are safe on any system, whatever goes in', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('con', 'NUL', 'a%20b', '..', 'x'.repeat(500), 'COM1.txt'),
    );
    fc.assert(
      fc.property(text, text, text, (reference, label, extension) => {
        let name: string;
        try {
          name = payloadName(reference, label, extension);
        } catch (error) {
          expect(error).toBeInstanceOf(ProfferError);
          return;
        }
        expect(name).toMatch(/^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?_[a-z0-9-]+(\.[a-z0-9]+)?$/);
        expect(name.length).toBeLessThanOrEqual(100);
        expect(name).not.toMatch(reserved);
        expect(asciiSlug(asciiSlug(label))).toBe(asciiSlug(label));
      }),
      { numRuns: 2000 },
    );
  });
});
