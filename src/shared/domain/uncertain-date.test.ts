import edtf from 'edtf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProfferError } from './errors.ts';
import { parseUncertainDate, type UncertainDateInput } from './uncertain-date.ts';

const read = (text: string, rest: Omit<UncertainDateInput, 'text'> = {}) =>
  parseUncertainDate({ text, ...rest });
const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());
const bounds = (text: string, rest: Omit<UncertainDateInput, 'text'> = {}) => {
  const value = read(text, rest);
  return [iso(value.earliest), iso(value.latest)];
};
const failure = (text: string, rest: Omit<UncertainDateInput, 'text'> = {}) => {
  try {
    read(text, rest);
  } catch (error) {
    if (error instanceof ProfferError) return error;
    throw error;
  }
  throw new Error(`"${text}" was accepted`);
};

describe('uncertain dates: bounds', () => {
  it.each([
    ['2023', '2023-01-01T00:00:00.000Z', '2023-12-31T23:59:59.999Z', 'year'],
    ['201X', '2010-01-01T00:00:00.000Z', '2019-12-31T23:59:59.999Z', 'decade'],
    ['19XX', '1900-01-01T00:00:00.000Z', '1999-12-31T23:59:59.999Z', 'century'],
    ['2023-10', '2023-10-01T00:00:00.000Z', '2023-10-31T23:59:59.999Z', 'month'],
    ['2023-10-XX', '2023-10-01T00:00:00.000Z', '2023-10-31T23:59:59.999Z', 'month'],
    ['2023-XX-XX', '2023-01-01T00:00:00.000Z', '2023-12-31T23:59:59.999Z', 'year'],
    ['2023-10-19', '2023-10-19T00:00:00.000Z', '2023-10-19T23:59:59.999Z', 'day'],
    ['2023-10-19T14:05Z', '2023-10-19T14:05:00.000Z', '2023-10-19T14:05:59.999Z', 'minute'],
    ['2023-10-19T14:05:00+05:30', '2023-10-19T08:35:00.000Z', '2023-10-19T08:35:00.999Z', 'second'],
    ['2023-10-19T14:05:00.25Z', '2023-10-19T14:05:00.250Z', '2023-10-19T14:05:00.250Z', 'millisecond'],
    ['2023-10-19/2023-10-21', '2023-10-19T00:00:00.000Z', '2023-10-21T23:59:59.999Z', 'interval'],
    ['2023-10-19/..', '2023-10-19T00:00:00.000Z', null, 'interval'],
    ['../2023-10-19', null, '2023-10-19T23:59:59.999Z', 'interval'],
    ['2023-10-19/', '2023-10-19T00:00:00.000Z', null, 'interval'],
  ])('%s', (text, earliest, latest, precision) => {
    expect(bounds(text)).toEqual([earliest, latest]);
    expect(read(text).precision).toBe(precision);
  });

  it('agrees with the reference library wherever that has an answer', () => {
    const plain = fc
      .date({ min: new Date('1200-01-01'), max: new Date('9990-01-01'), noInvalidDate: true })
      .chain((date) => {
        const text = date.toISOString();
        return fc.constantFrom(
          text.slice(0, 4),
          text.slice(0, 7),
          text.slice(0, 10),
          `${text.slice(0, 7)}-XX`,
          `${text.slice(0, 3)}X`,
        );
      });
    fc.assert(
      fc.property(plain, fc.constantFrom('', '?', '~', '%'), (text, qualifier) => {
        const whole = text.includes('X') ? text : text + qualifier;
        const theirs = edtf(whole);
        const ours = read(whole);
        expect([ours.earliest, ours.latest]).toEqual([theirs.min, theirs.max]);
      }),
    );
  });

  it('keeps the text as written and both qualifiers', () => {
    expect(read(' 2023-10? ')).toMatchObject({
      asWritten: ' 2023-10? ',
      edtf: '2023-10?',
      uncertain: true,
      approximate: false,
    });
    expect(read('2023~')).toMatchObject({ uncertain: false, approximate: true });
    expect(read('2023-10-19T14:05%')).toMatchObject({ uncertain: true, approximate: true });
    expect(read('2023-10~/2023-11?')).toMatchObject({ uncertain: true, approximate: true });
  });

  it('never has its end before its start, and re-reads its own EDTF to the same span', () => {
    const text = fc
      .tuple(
        fc.integer({ min: 1950, max: 2040 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        fc.constantFrom('', 'T00:00', 'T01:30:00', 'T02:30', 'T23:59:59.5', 'T12:00Z', 'T12:00-03:30'),
      )
      .map(([y, m, d, rest]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}${rest}`);
    const zone = fc.constantFrom(
      undefined,
      'UTC',
      'Asia/Kolkata',
      'Europe/Berlin',
      'America/New_York',
      'America/Havana',
    );
    fc.assert(
      fc.property(text, zone, (written, where) => {
        const value = read(written, { zone: where });
        expect(value.earliest ?? 0).toBeLessThanOrEqual(value.latest ?? 0);
        const again = read(value.edtf, { zone: where });
        expect([again.earliest, again.latest, again.edtf]).toEqual([
          value.earliest,
          value.latest,
          value.edtf,
        ]);
      }),
    );
  });
});

describe('uncertain dates: zones', () => {
  it('marks UTC as assumed where nothing was declared, and only there', () => {
    expect(read('2023-10-19')).toMatchObject({
      zone: 'UTC',
      offsetMinutes: 0,
      assumed: ['zone assumed UTC'],
    });
    expect(read('2023-10-19', { zone: 'UTC' }).assumed).toEqual([]);
    expect(read('2023-10-19T14:05:00Z')).toMatchObject({ zone: null, offsetMinutes: 0, assumed: [] });
  });

  it('reads days and times on the clock of the declared zone', () => {
    expect(bounds('2023-10-19', { zone: 'Asia/Kolkata' })).toEqual([
      '2023-10-18T18:30:00.000Z',
      '2023-10-19T18:29:59.999Z',
    ]);
    expect(read('2023-10-19T14:05:00', { zone: 'Asia/Kolkata' })).toMatchObject({
      edtf: '2023-10-19T14:05:00+05:30',
      earliest: Date.UTC(2023, 9, 19, 8, 35),
      offsetMinutes: 330,
      zone: 'Asia/Kolkata',
      assumed: [],
    });
  });

  it('lets a written offset go before a declared zone, and keeps the zone only where both agree', () => {
    expect(read('2023-10-19T14:05:00+05:30', { zone: 'Asia/Kolkata' }).zone).toBe('Asia/Kolkata');
    expect(read('2023-10-19T14:05:00-04:00', { zone: 'Asia/Kolkata' })).toMatchObject({
      zone: null,
      offsetMinutes: -240,
    });
  });

  it('decides times that clocks showed twice or never, and says so', () => {
    const twice = read('2023-10-29T02:30', { zone: 'Europe/Berlin' });
    expect(twice.edtf).toBe('2023-10-29T02:30+02:00');
    expect(twice.assumed).toEqual(['clocks in Europe/Berlin showed this time twice; the first is assumed']);
    const never = read('2023-03-12T02:30:00', { zone: 'America/New_York' });
    expect(never.edtf).toBe('2023-03-12T03:30:00-04:00');
    expect(never.assumed[0]).toContain('jumped over');
  });

  it('gives a day of 23 or 25 hours its real length and no single offset', () => {
    const spring = read('2023-03-26', { zone: 'Europe/Berlin' });
    expect((spring.latest ?? 0) - (spring.earliest ?? 0)).toBe(23 * 3_600_000 - 1);
    expect(spring.offsetMinutes).toBeNull();
  });

  it('refuses a day the calendar of a place skipped', () => {
    expect(failure('2011-12-30', { zone: 'Pacific/Apia' }).message).toContain('skipped');
  });

  it('refuses zones that are none', () => {
    expect(failure('2023-10-19', { zone: 'IST' }).code).toBe('invalid-input');
  });

  it('assumes a hemisphere for a season and says so', () => {
    expect(bounds('2023-24')).toEqual(['2023-12-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z']);
    expect(read('2023-21').assumed).toContain('season assumed meteorological, northern hemisphere');
    expect(bounds('2023-22', { hemisphere: 'southern' })).toEqual([
      '2023-12-01T00:00:00.000Z',
      '2024-02-29T23:59:59.999Z',
    ]);
    expect(bounds('2023-24', { hemisphere: 'southern' })[0]).toBe('2023-06-01T00:00:00.000Z');
  });
});

describe('uncertain dates: as people write them', () => {
  it('refuses a date with two readings and says what to declare', () => {
    const error = failure('03/04/2023');
    expect(error.code).toBe('invalid-input');
    expect(error.message).toContain('2023-04-03 or 2023-03-04');
    expect(error.details).toMatchObject({
      declare: 'dayOrder',
      choices: ['day-month-year', 'month-day-year'],
    });
  });

  it.each([
    ['03/04/2023', 'day-month-year', '2023-04-03'],
    ['03/04/2023', 'month-day-year', '2023-03-04'],
    ['19.10.2023 14:05', 'day-month-year', '2023-10-19T14:05'],
    ['10/19/2023, 2:05:09 PM', 'month-day-year', '2023-10-19T14:05:09'],
  ] as const)('%s as %s', (text, dayOrder, edtfText) => {
    expect(read(text, { dayOrder }).edtf).toBe(edtfText);
  });

  it.each([
    ['19/10/2023', '2023-10-19'],
    ['10/19/2023', '2023-10-19'],
    ['5/5/2023', '2023-05-05'],
    ['2023/10/19', '2023-10-19'],
    ['2023-10-19 14:05:00', '2023-10-19T14:05:00'],
    ['2023-10-19 14:05:00 +0530', '2023-10-19T14:05:00+05:30'],
    ['Thu, 19 Oct 2023 14:05:00 +0530 (IST)', '2023-10-19T14:05:00+05:30'],
    ['19 October 2023', '2023-10-19'],
    ['Oct 19, 2023 12:05 AM', '2023-10-19T00:05'],
    ['Oct 19, 2023 at 12:05\u202fp.m.', '2023-10-19T12:05'],
    ['October 2023', '2023-10'],
    ['१९/१०/२०२३', '2023-10-19'],
    ['1st May 2023', '2023-05-01'],
  ])('%s without a declaration', (text, edtfText) => {
    expect(read(text).edtf).toBe(edtfText);
  });

  it.each([
    '19/10/23',
    '31/02/2023',
    '19/19/2023',
    '2023-10-19 25:00',
    '2023-10-19 14:05 IST',
    '13:00 PM',
    'yesterday',
    '',
  ])('refuses %s', (text) => {
    expect(failure(text).code).toBe('invalid-input');
  });

  it('refuses a date that cannot be read in the declared order', () => {
    expect(failure('19/10/2023', { dayOrder: 'month-day-year' }).details).toMatchObject({
      reason: 'day-order',
    });
    expect(failure('03/04/2023', { dayOrder: 'year-month-day' }).details).toMatchObject({
      reason: 'day-order',
    });
  });

  it('says when the written weekday is another', () => {
    expect(read('Mon, 19 Oct 2023').assumed).toContain(
      'written weekday Mon does not fit the date; the date was followed',
    );
    expect(read('Thursday, 19 Oct 2023').assumed).toEqual(['zone assumed UTC']);
  });

  it('refuses an interval that runs backwards', () => {
    expect(failure('2023-10-21/2023-10-19').message).toContain('ends before');
  });

  it('throws only typed errors on any string, and what it accepts stays accepted', () => {
    const noise = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'0123456789X-/T:+Z?~%., APMOctjan') }),
      fc.stringMatching(/^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}( \d{1,2}:\d{2}( PM)?)?$/),
    );
    fc.assert(
      fc.property(noise, fc.constantFrom(undefined, 'day-month-year' as const), (text, dayOrder) => {
        try {
          const value = read(text, { dayOrder });
          expect(value.asWritten).toBe(text);
          expect(read(value.edtf).earliest).toBe(value.earliest);
        } catch (error) {
          expect(error).toBeInstanceOf(ProfferError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
