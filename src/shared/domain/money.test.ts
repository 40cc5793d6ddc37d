import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAmount } from './amount-text.ts';
import { currencies, currencySigns } from './currencies.ts';
import { ProfferError } from './errors.ts';
import {
  convertMoney,
  currencyOf,
  decimalOfMoney,
  formatMoney,
  type Money,
  type MoneyInput,
  moneyFromDecimal,
  parseMoney,
  requireMoney,
  sumByCurrency,
} from './money.ts';

const codes = [...currencies.keys()];
const money: fc.Arbitrary<Money> = fc.record({
  minor: fc.maxSafeInteger(),
  currency: fc.constantFrom(...codes),
});
const small: fc.Arbitrary<Money> = fc.record({
  minor: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
  currency: fc.constantFrom('USD', 'INR', 'JPY', 'KWD', 'BTC'),
});
const read = (text: string, rest: Omit<MoneyInput, 'text'> = {}) => parseMoney({ text, ...rest });
const failure = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof ProfferError) return error;
    throw error;
  }
  throw new Error('it was accepted');
};

describe('currencies', () => {
  it('has every currency the runtime knows as in use, and the same minor units but where CLDR leaves ISO 4217', () => {
    const runtime = new Map(
      codes
        .filter((code) => currencies.get(code)?.kind === 'currency')
        .map((code) => {
          const { maximumFractionDigits } = new Intl.NumberFormat('en', {
            style: 'currency',
            currency: code,
          }).resolvedOptions();
          return [code, maximumFractionDigits];
        }),
    );
    const others = codes.filter((code) => runtime.has(code) && runtime.get(code) !== currencyOf(code).digits);
    // ISO 4217 keeps the two digits of currencies whose coins are gone; CLDR drops some of them.
    const known = [
      'AFN',
      'ALL',
      'IRR',
      'KPW',
      'LAK',
      'LBP',
      'MGA',
      'MMK',
      'PKR',
      'RSD',
      'SLL',
      'SOS',
      'SYP',
      'UYW',
      'YER',
      'IQD',
      'COP',
      'TZS',
      'UZS',
      'GYD',
      'CRC',
      'MNT',
      'AMD',
      'HUF',
      'IDR',
      'CLF',
      'UYI',
      'ZWL',
    ];
    expect(others.filter((code) => !known.includes(code))).toEqual([]);
    for (const [sign, meanings] of Object.entries(currencySigns)) {
      for (const code of meanings) expect([sign, currencies.has(code)]).toEqual([sign, true]);
    }
  });

  it('refuses codes that are none', () => {
    for (const code of ['usd', 'XXX', 'XAU', 'ABC', '', 'US', '__proto__', 'constructor']) {
      expect(failure(() => currencyOf(code)).code).toBe('invalid-input');
    }
  });
});

describe('reading amounts', () => {
  it.each([
    ['1,234.56', undefined, '1234.56'],
    ['1.234,56', undefined, '1234.56'],
    ['1 234,56', undefined, '1234.56'],
    ['1\u202f234,56', undefined, '1234.56'],
    ["1'234.50", undefined, '1234.50'],
    ['1,32,000', undefined, '132000'],
    ['1,32,000.50', undefined, '132000.50'],
    ['1.234.567', undefined, '1234567'],
    ['12,5', undefined, '12.5'],
    ['0,125', undefined, '0.125'],
    ['1234,567', undefined, '1234.567'],
    ['1 234', undefined, '1234'],
    ['1,234', '.', '1234'],
    ['1,234', ',', '1.234'],
    ['1.234', ',', '1234'],
    ['-0.00', undefined, '0.00'],
    ['−5', undefined, '-5'],
    ['१,३२,०००', '.', '132000'],
    ['007', undefined, '7'],
  ] as const)('%s with %s', (text, separator, decimal) => {
    expect(readAmount(text, separator)).toBe(decimal);
  });

  it('refuses what has two readings and says what to declare', () => {
    for (const text of ['1,234', '1.234', '12,345', '999.999', '1.000']) {
      expect(failure(() => readAmount(text)).details).toMatchObject({ declare: 'decimalSeparator' });
    }
  });

  it.each([
    '',
    '-',
    '.',
    '1.',
    ',5',
    '1,23,45',
    '1,,234.0',
    '1.2.3,4,5',
    '12 34',
    '1e5',
    '1,234 567.0',
    '(5)',
    '1.234,56.7',
    '٪5',
  ])('refuses %s', (text) => {
    expect(failure(() => readAmount(text)).code).toBe('invalid-input');
  });

  it('reads back any grouping of any number', () => {
    const styles = [
      ['en-US', '.'],
      ['de-DE', ','],
      ['en-IN', '.'],
      ['fr-FR', ','],
      ['de-CH', '.'],
    ] as const;
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...styles), (cents, [locale, separator]) => {
        const decimal = decimalOfMoney({ minor: cents, currency: 'USD' });
        const shown = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(
          decimal as `${number}`,
        );
        expect(readAmount(shown, separator)).toBe(decimal);
      }),
    );
  });

  it('reads without a declaration exactly what leaves one reading', () => {
    const attempt = (text: string, mark?: '.' | ',') => {
      try {
        return readAmount(text, mark);
      } catch (error) {
        expect(error).toBeInstanceOf(ProfferError);
        return null;
      }
    };
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,, ') }), (text) => {
        const readings = new Set(
          [attempt(text, '.'), attempt(text, ',')].filter((reading) => reading !== null),
        );
        const [only = null] = readings;
        expect(attempt(text)).toBe(readings.size === 1 ? only : null);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('money', () => {
  it('takes the currency from the text where it has one meaning', () => {
    expect(read('₹1,32,000')).toEqual({ minor: 13_200_000, currency: 'INR' });
    expect(read('USD 1,234.56')).toEqual({ minor: 123_456, currency: 'USD' });
    expect(read('1.234,56 EUR')).toEqual({ minor: 123_456, currency: 'EUR' });
    expect(read('1.234,56 €')).toEqual({ minor: 123_456, currency: 'EUR' });
    expect(read('-US$5.00')).toEqual({ minor: -500, currency: 'USD' });
    expect(read('JPY 5000')).toEqual({ minor: 5000, currency: 'JPY' });
    expect(read('0.5 BTC')).toEqual({ minor: 50_000_000, currency: 'BTC' });
    expect(read('250.00 USDT')).toEqual({ minor: 250_000_000, currency: 'USDT' });
    expect(read('$1,299.99', { currency: 'CAD' })).toEqual({ minor: 129_999, currency: 'CAD' });
    expect(read('1.234', { currency: 'EUR', locale: 'de-DE' })).toEqual({ minor: 123_400, currency: 'EUR' });
  });

  it('asks for the currency where the text leaves it open, and refuses a contradiction', () => {
    expect(failure(() => read('$50.00')).details).toMatchObject({ declare: 'currency' });
    expect(failure(() => read('£50.00')).details.choices).toContain('GBP');
    expect(failure(() => read('50.00')).details).toMatchObject({ declare: 'currency', choices: [] });
    expect(failure(() => read('€50.00', { currency: 'USD' })).message).toContain('Correct one of them');
    expect(failure(() => read('EUR 50.00', { currency: 'USD' })).message).toContain('Correct one of them');
  });

  it('refuses more decimals than the currency has, but not noughts', () => {
    expect(read('5.000', { currency: 'USD', decimalSeparator: '.' })).toEqual({
      minor: 500,
      currency: 'USD',
    });
    expect(failure(() => read('5.005', { currency: 'USD', decimalSeparator: '.' })).details).toMatchObject({
      digits: 2,
    });
    expect(failure(() => read('5.5', { currency: 'JPY' })).details).toMatchObject({ digits: 0 });
    expect(failure(() => read('1.123456789012345678 ETH')).details).toMatchObject({ digits: 9 });
  });

  it('refuses what it cannot keep exactly', () => {
    expect(failure(() => read('99999999999999999999.00', { currency: 'USD' })).code).toBe('invalid-input');
    expect(failure(() => requireMoney({ minor: 1.5, currency: 'USD' })).code).toBe('invalid-input');
    expect(
      failure(() =>
        sumByCurrency([
          { minor: Number.MAX_SAFE_INTEGER, currency: 'USD' },
          { minor: 1, currency: 'USD' },
        ]),
      ).code,
    ).toBe('invalid-input');
  });

  it('survives the way to decimal text and back', () => {
    fc.assert(
      fc.property(money, (amount) => {
        expect(moneyFromDecimal(decimalOfMoney(amount), amount.currency)).toEqual(requireMoney(amount));
      }),
    );
  });

  it('reads back what it prints in any locale, given that locale', () => {
    fc.assert(
      fc.property(
        money,
        fc.constantFrom('en-US', 'en-IN', 'de-DE', 'fr-FR', 'es-ES', 'hi-IN', 'de-CH'),
        (amount, locale) => {
          expect(read(formatMoney(amount, locale), { locale })).toEqual(requireMoney(amount));
        },
      ),
    );
  });

  it('prints grouping by the locale and always the code', () => {
    const amount = { minor: 13_200_050, currency: 'INR' };
    expect(formatMoney(amount, 'en-IN')).toBe('INR 1,32,000.50');
    expect(formatMoney(amount, 'de-DE')).toBe('132.000,50 INR');
    expect(formatMoney({ minor: 9007199254740991, currency: 'USD' }, 'en-US')).toBe(
      'USD 90,071,992,547,409.91',
    );
    expect(formatMoney({ minor: 1, currency: 'BTC' }, 'en-US')).toBe('BTC 0.00000001');
    expect(failure(() => formatMoney(amount, '!')).code).toBe('invalid-input');
  });

  it('adds in any order, one sum a currency', () => {
    fc.assert(
      fc.property(fc.array(small), (amounts) => {
        const sums = sumByCurrency(amounts);
        expect(sumByCurrency([...amounts].reverse())).toEqual(sums);
        for (const { minor, currency } of sums) {
          const same = amounts.filter((amount) => amount.currency === currency);
          expect(minor).toBe(same.reduce((total, amount) => total + amount.minor, 0));
        }
      }),
    );
  });

  it('converts half to even and keeps rate, date and source', () => {
    const rate = (text: string) => ({ rate: text, date: '2023-10-19', source: 'ECB reference rate' });
    const to = (minor: number, text: string) =>
      convertMoney({ minor, currency: 'USD' }, 'EUR', rate(text)).money.minor;
    expect([to(1, '0.5'), to(3, '0.5'), to(5, '0.5'), to(-1, '0.5'), to(-3, '0.5')]).toEqual([
      0, 2, 2, 0, -2,
    ]);
    expect(to(123_456, '0.9487')).toBe(117_123);
    expect(convertMoney({ minor: 100_000, currency: 'USD' }, 'JPY', rate('149.815'))).toEqual({
      money: { minor: 149_815, currency: 'JPY' },
      ...rate('149.815'),
    });
    for (const bad of ['0', '0.0', '-1', '1e3', '', 'x', '1.'])
      expect(failure(() => to(1, bad)).code).toBe('invalid-input');
    expect(
      failure(() => convertMoney({ minor: 1, currency: 'USD' }, 'EUR', { ...rate('1'), date: '19.10.2023' }))
        .code,
    ).toBe('invalid-input');
  });

  it('converting is exact to half a minor unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
        fc.integer({ min: 1, max: 10 ** 6 }),
        (minor, rate) => {
          const text = `${Math.floor(rate / 10_000)}.${String(rate % 10_000).padStart(4, '0')}`;
          const { money: converted } = convertMoney({ minor, currency: 'USD' }, 'EUR', {
            rate: text,
            date: '2023-10-19',
            source: 'x',
          });
          const error = BigInt(converted.minor) * 10_000n - BigInt(minor) * BigInt(rate);
          expect(error <= 5000n && error >= -5000n).toBe(true);
        },
      ),
    );
  });

  it('throws only typed errors on any string', () => {
    const noise = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'0123456789.,-+ $€₹USDINRBTC') }),
    );
    fc.assert(
      fc.property(
        noise,
        fc.option(fc.constantFrom('USD', 'JPY', 'nope'), { nil: undefined }),
        (text, currency) => {
          try {
            expect(Number.isSafeInteger(read(text, { currency }).minor)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(ProfferError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
