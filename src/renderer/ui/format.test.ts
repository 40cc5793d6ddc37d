import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatInstant } from './format.ts';

describe('formats', () => {
  it('shows sizes in decimal units', () => {
    expect(formatBytes(0)).toBe('0 bytes');
    expect(formatBytes(999)).toBe('999 bytes');
    expect(formatBytes(1500)).toBe('1.5 kB');
    expect(formatBytes(2_147_483_648)).toBe('2.1 GB');
  });
  it('shows instants in UTC whatever the clock of the machine', () => {
    expect(formatInstant('2023-10-19T14:05:09.000Z')).toBe('2023-10-19 14:05');
    expect(formatInstant('2023-10-19T14:05:09.000Z', true)).toBe('2023-10-19 14:05:09');
    expect(formatInstant(null)).toBe('');
    expect(formatInstant('never')).toBe('');
  });
  it('counts in words', () => {
    expect(formatCount(1, 'file')).toBe('1 file');
    expect(formatCount(1200, 'entity', 'entities')).toBe('1,200 entities');
  });
});
