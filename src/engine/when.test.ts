/** A time comes back from its column as it was, with all that was left out of it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseWhen, readWhen, type When, whenJson } from './when.ts';

test('whatever a time says', () => {
  const instant = fc.option(fc.integer({ min: -1e12, max: 4e12 }));
  const when = fc.record({
    asWritten: fc.constantFrom('2025-01-01', '1 Jan 2025', ''),
    edtf: fc.constantFrom('2025-01-01', '../2025'),
    earliest: instant,
    latest: instant,
    zone: fc.option(fc.constant('Asia/Kolkata')),
    offsetMinutes: fc.option(fc.constant(330)),
    precision: fc.constantFrom('day', 'open'),
    uncertain: fc.boolean(),
    approximate: fc.boolean(),
    assumed: fc.array(fc.constantFrom('day before month', 'UTC'), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(when, (one) => {
      expect(parseWhen(whenJson(one as When))).toEqual(one);
    }),
  );
});

test('an instant in UTC is stored in few words', () => {
  const when = readWhen({ text: '2025-01-01T00:00:00Z' });
  expect(JSON.parse(whenJson(when))).toEqual({
    edtf: when.edtf,
    earliest: Date.UTC(2025, 0, 1),
    latest: when.latest,
    offsetMinutes: when.offsetMinutes,
    zone: when.zone,
    precision: when.precision,
  });
});
