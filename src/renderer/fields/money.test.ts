import { describe, expect, it } from 'vitest';
import { moneyDraftOf, readMoneyDraft } from './money.tsx';

describe('readMoneyDraft', () => {
  it('takes no separator for granted: an amount that can be two is asked about', () => {
    expect(readMoneyDraft({ text: '1,234', currency: 'USD' })).toMatchObject({
      money: null,
      ambiguous: true,
    });
    expect(readMoneyDraft({ text: '1.234', currency: 'BTC' })).toMatchObject({
      money: null,
      ambiguous: true,
    });
    expect(readMoneyDraft({ text: '1,234', currency: 'USD', separator: '.' }).money).toEqual({
      minor: 123400,
      currency: 'USD',
    });
  });
  it('reads what can be only one amount without asking', () => {
    expect(readMoneyDraft({ text: '1.234,56', currency: 'EUR' }).money).toEqual({
      minor: 123456,
      currency: 'EUR',
    });
    expect(readMoneyDraft({ text: '250', currency: 'USD' }).money).toEqual({ minor: 25000, currency: 'USD' });
  });
  it('gives a stored amount back as it was', () => {
    const stored = { minor: 123_400_000, currency: 'BTC' };
    expect(readMoneyDraft(moneyDraftOf(stored)).money).toEqual(stored);
  });
  it('finds no problem in an empty field', () => {
    expect(readMoneyDraft({ text: ' ', currency: 'USD' })).toEqual({
      money: null,
      problem: null,
      ambiguous: false,
    });
  });
});
