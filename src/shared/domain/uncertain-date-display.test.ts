import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProfferError } from './errors.ts';
import { parseUncertainDate } from './uncertain-date.ts';
import { describeUncertainDate } from './uncertain-date-display.ts';

const show = (text: string, zone?: string, displayZone?: string, locale = 'en-GB') =>
  describeUncertainDate(parseUncertainDate({ text, zone }), { locale, zone: displayZone }).text;

describe('showing uncertain dates', () => {
  it.each([
    [
      '2023-10-19T14:05:00',
      'Asia/Kolkata',
      undefined,
      '19 Oct 2023, 14:05:00 UTC+05:30 (19 Oct 2023, 08:35:00 UTC)',
    ],
    [
      '2023-10-19T14:05Z',
      undefined,
      'America/New_York',
      '19 Oct 2023, 10:05 UTC-04:00 (19 Oct 2023, 14:05 UTC)',
    ],
    ['2023-10-19T14:05Z', undefined, undefined, '19 Oct 2023, 14:05 UTC'],
    ['2023-10-19T01:05+05:30', undefined, undefined, '19 Oct 2023, 01:05 UTC+05:30 (18 Oct 2023, 19:35 UTC)'],
    ['2023-10-19', 'Asia/Kolkata', 'Europe/Berlin', '19 Oct 2023 (Asia/Kolkata)'],
    ['2023-10-19', undefined, undefined, '19 Oct 2023 [zone assumed UTC]'],
    ['2023-10?', 'UTC', undefined, 'October 2023 [uncertain]'],
    ['2023~', 'UTC', undefined, 'about 2023'],
    ['201X', 'UTC', undefined, '2010–2019'],
    ['2023-10-19/2023-10-21', 'UTC', undefined, '19 Oct 2023 – 21 Oct 2023'],
    ['2023-10-19/..', 'UTC', undefined, '19 Oct 2023 – open'],
    ['/2023-10-19', 'UTC', undefined, 'unknown – 19 Oct 2023'],
    [
      '2023-10-19T10:00:00Z/2023-10-19T11:30:00Z',
      undefined,
      'Asia/Kolkata',
      '19 Oct 2023, 15:30:00 UTC+05:30 – 19 Oct 2023, 17:00:00 UTC+05:30 (19 Oct 2023, 10:00:00 UTC – 19 Oct 2023, 11:30:00 UTC)',
    ],
  ])('%s in %s shown in %s', (text, zone, displayZone, shown) => {
    expect(show(text, zone, displayZone)).toBe(shown);
  });

  it('names the season', () => {
    expect(show('2023-21', 'UTC')).toContain('Spring 2023');
  });

  it('gives the UTC span of a day', () => {
    const value = parseUncertainDate({ text: '2023-10-19', zone: 'Asia/Kolkata' });
    expect(describeUncertainDate(value, { locale: 'en-GB' }).utc).toBe(
      '18 Oct 2023, 18:30 UTC – 19 Oct 2023, 18:29 UTC',
    );
  });

  it('follows the locale in the date and keeps digits and calendar Western', () => {
    expect(show('2023-10-19', 'UTC', undefined, 'de-DE')).toBe('19. Okt. 2023');
    expect(show('2023-10-19', 'UTC', undefined, 'hi-IN')).toMatch(/^19 .+ 2023$/);
    expect(show('2023-10-19', 'UTC', undefined, 'ar-EG-u-nu-arab-ca-islamic')).toContain('2023');
  });

  it('refuses a locale or zone that is none', () => {
    expect(() => show('2023', 'UTC', undefined, 'x')).toThrow(ProfferError);
    expect(() => show('2023', 'UTC', 'IST')).toThrow(ProfferError);
  });

  it('shows any time it can read', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1000-01-02'), max: new Date('9998-01-01'), noInvalidDate: true }),
        (date) => {
          const value = parseUncertainDate({ text: date.toISOString() });
          expect(describeUncertainDate(value, { locale: 'en-GB', zone: 'Asia/Kolkata' }).text).toContain(
            `${date.toISOString().slice(11, 23)} UTC)`,
          );
        },
      ),
    );
  });
});
