import edtf from 'edtf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EdtfDate, formatEdtf, formatEdtfDate, parseEdtf } from './edtf.ts';
import { ProfferError } from './errors.ts';

const qualifier = fc.constantFrom('', '?', '~', '%') as fc.Arbitrary<EdtfDate['qualifier']>;
const year = fc.integer({ min: 1000, max: 9999 }).map(String);
const two = (min: number, max: number) =>
  fc.integer({ min, max }).map((number) => String(number).padStart(2, '0'));
const blank = { month: null, day: null, time: null, offsetMinutes: null };

const date: fc.Arbitrary<EdtfDate> = fc.oneof(
  fc
    .record({ year: fc.oneof(year, fc.constantFrom('201X', '19XX')), qualifier })
    .map((part) => ({ ...blank, ...part })),
  fc
    .record({ year, month: fc.oneof(two(1, 12), two(21, 24), fc.constant('XX')), qualifier })
    .map((part) => ({ ...blank, ...part })),
  fc
    .record({ year, month: two(1, 12), day: fc.oneof(two(1, 28), fc.constant('XX')), qualifier })
    .map((part) => ({ ...blank, ...part })),
  fc.record({
    year,
    month: two(1, 12),
    day: two(1, 28),
    time: fc.oneof(
      fc.record({
        hour: fc.integer({ min: 0, max: 23 }),
        minute: fc.integer({ min: 0, max: 59 }),
        second: fc.integer({ min: 0, max: 59 }),
        millisecond: fc.option(fc.integer({ min: 0, max: 999 })),
      }),
      fc.record({
        hour: fc.integer({ min: 0, max: 23 }),
        minute: fc.integer({ min: 0, max: 59 }),
        second: fc.constant(null),
        millisecond: fc.constant(null),
      }),
    ),
    offsetMinutes: fc.option(fc.integer({ min: -12 * 60, max: 14 * 60 })),
    qualifier,
  }),
);

describe('EDTF', () => {
  it('parses what it prints', () => {
    fc.assert(
      fc.property(date, (value) => {
        expect(parseEdtf(formatEdtf({ type: 'date', date: value }))).toEqual({ type: 'date', date: value });
      }),
    );
    fc.assert(
      fc.property(
        date,
        fc.oneof(date, fc.constantFrom('open' as const, 'unknown' as const)),
        (start, end) => {
          const forth = { type: 'interval' as const, start, end };
          const back = { type: 'interval' as const, start: end, end: start };
          expect(parseEdtf(formatEdtf(forth))).toEqual(forth);
          expect(parseEdtf(formatEdtf(back))).toEqual(back);
        },
      ),
    );
  });

  it('prints nothing the reference library cannot read, but for qualifiers beyond plain dates', () => {
    fc.assert(
      fc.property(
        date.filter(
          (value) =>
            value.qualifier === '' ||
            (/^[\d-]{4,10}.$/.test(formatEdtfDate(value)) && Number(value.month) < 13),
        ),
        (value) => {
          expect(() => edtf(formatEdtf({ type: 'date', date: value }))).not.toThrow();
        },
      ),
    );
  });

  it('knows which days there are, where the reference library takes 29 February of any year', () => {
    const none = ['2023-02-29', '1900-02-29', '2023-02-30', '2023-04-31', '2023-13', '2023-00', '2023-10-00'];
    for (const text of none) expect(() => parseEdtf(text), text).toThrow(ProfferError);
    for (const text of ['2024-02-29', '2000-02-29', '2023-12-31'])
      expect(formatEdtf(parseEdtf(text))).toBe(text);
  });

  it('quotes what it refuses as it was written', () => {
    expect(() => parseEdtf('sometime in May')).toThrow('"sometime in May" is not a date');
    expect(parseEdtf('2023-10-19t14:05:00z')).toEqual(parseEdtf('2023-10-19T14:05:00Z'));
  });

  it('refuses what is not level 0 or 1, and says why', () => {
    const bad = [
      '',
      '/',
      '../..',
      '/..',
      '2023-10-19/2023-10-20/2023-10-21',
      '2023-XX-19',
      '201X-10',
      '2023-21-05',
      '0999',
      '2023-10-19T24:00:00',
      '2023-10-19T23:59:60Z',
      '2023-10-XXT10:00',
      '2023-10-19T10:00+15:00',
      '[2021,2022]',
      '{2021..}',
      'Y170000002',
      '-0044',
      '2023-10T10:00',
      '20231019',
    ];
    for (const text of bad) expect(() => parseEdtf(text), text).toThrow(ProfferError);
  });

  it('throws only typed errors on any string', () => {
    const noise = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789X-/T:+Z?~%. ') }));
    fc.assert(
      fc.property(noise, (text) => {
        try {
          const value = parseEdtf(text);
          expect(parseEdtf(formatEdtf(value))).toEqual(value);
        } catch (error) {
          expect(error).toBeInstanceOf(ProfferError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
