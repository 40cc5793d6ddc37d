import { expect, test } from 'vitest';
import { dateText, delayText, offsetText } from './mail-words.ts';

test('a date stands on the clock of its sender, with its offset, and in UTC', () => {
  const date = { asWritten: 'x', at: '2025-03-04T09:00:00.000Z', offsetMinutes: 330 };
  expect(dateText(date)).toBe('2025-03-04 14:30:00 +05:30 (2025-03-04 09:00:00 UTC)');
  expect(dateText({ ...date, offsetMinutes: null })).toBe('2025-03-04 09:00:00 UTC');
  expect(dateText({ ...date, at: null })).toBe('x');
  expect(offsetText(-210)).toBe('−03:30');
});

test.each([
  [4, '4 s'],
  [-90, '−1 min'],
  [11_100, '3 h 5 min'],
  [187_200, '2 d 4 h'],
])('%d seconds', (seconds, text) => expect(delayText(seconds)).toBe(text));
