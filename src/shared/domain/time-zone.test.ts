import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProfferError } from './errors.ts';
import {
  formatOffset,
  isZone,
  offsetAt,
  requireZone,
  resolveWallTime,
  wallTime,
  wallTimeAt,
} from './time-zone.ts';

const zones = [
  'UTC',
  'Asia/Kolkata',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];
const instants = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2037, 0) });

describe('time zones', () => {
  it('knows IANA names and refuses abbreviations and offsets', () => {
    expect(zones.every(isZone)).toBe(true);
    expect(isZone('America/Argentina/Buenos_Aires')).toBe(true);
    for (const bad of ['IST', 'EST', '+05:30', 'Mars/Olympus', '', 'Asia/Kolkata; x'])
      expect(isZone(bad)).toBe(false);
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (!isZone(text)) expect(() => requireZone(text)).toThrow(ProfferError);
      }),
    );
  });

  it('finds the instant a clock showed a time, unless that time came twice', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const found = resolveWallTime(wallTimeAt(instant, zone), zone);
        expect(found.kind).not.toBe('gap');
        if (found.kind === 'unique') expect(found.instant).toBe(instant);
        else expect(found.instant).toBeLessThanOrEqual(instant);
        expect(wallTimeAt(found.instant, zone)).toBe(wallTimeAt(instant, zone));
      }),
    );
  });

  it('takes the first of a time shown twice', () => {
    const found = resolveWallTime(wallTime(2023, 10, 29, 2, 30), 'Europe/Berlin');
    expect(found).toEqual({ instant: Date.UTC(2023, 9, 29, 0, 30), offset: 7_200_000, kind: 'overlap' });
  });

  it('moves a time that was jumped over by the length of the jump', () => {
    const found = resolveWallTime(wallTime(2023, 3, 12, 2, 30), 'America/New_York');
    expect(found).toEqual({ instant: Date.UTC(2023, 2, 12, 7, 30), offset: -4 * 3_600_000, kind: 'gap' });
  });

  it('knows half-hour jumps and a whole day left out', () => {
    expect(resolveWallTime(wallTime(2023, 4, 2, 1, 45), 'Australia/Lord_Howe').kind).toBe('overlap');
    expect(resolveWallTime(wallTime(2011, 12, 30, 12), 'Pacific/Apia').kind).toBe('gap');
    expect(offsetAt(Date.UTC(2023, 9, 19), 'Asia/Kolkata')).toBe(19_800_000);
  });

  it('prints offsets', () => {
    expect([330, -210, 0, 845].map(formatOffset)).toEqual(['+05:30', '-03:30', 'Z', '+14:05']);
  });
});
