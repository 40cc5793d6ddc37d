import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesOf } from './matches.ts';

it('finds what matchAll finds, call after call', () => {
  const patterns = [/a+/g, /(?<!b)a/gu, /a*/g, /(a)(b)?/gi];
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'b', 'A', ' ', 'é') }), (text) => {
      for (const pattern of patterns)
        expect(matchesOf(pattern, text).map((match) => [match.index, ...match])).toEqual(
          [...text.matchAll(pattern)].map((match) => [match.index, ...match]),
        );
    }),
  );
});
