import { describe, expect, it } from 'vitest';
import { amountsIn } from './amounts-in-text.ts';

const minor = (text: string) => amountsIn(text, ['US']).map(({ amount }) => amount.minor);

describe('amounts in a text', () => {
  it('are read with their groups, and counted as often as the text says', () => {
    expect(minor('I sent 1,234,567.89 USD and ₹12,34,567 and CHF 1’200')).toEqual([
      123_456_789, 123_456_700, 120_000,
    ]);
    expect(minor('I bought 3 cards ($500 each)')).toEqual([150_000]);
  });

  // A message of a chat has no length; each of these took time by the square of it.
  it.each([
    ['a table of figures', '12 '.repeat(200_000)],
    ['digits without an end', '1'.repeat(600_000)],
    ['cards without an end', '2 cards $5 each '.repeat(20_000)],
  ])('of %s takes time in proportion to its length', (_what, text) => {
    expect(amountsIn(text, ['US']).every(({ amount }) => amount.minor === 1000)).toBe(true);
  });
});
