import { type DecimalSeparator, type DecimalText, decimalSeparatorOf, readAmount } from './amount-text.ts';
import { type Currency, currencies, currencySigns } from './currencies.ts';
import { ProfferError } from './errors.ts';
import { inLanguage } from './language-tag.ts';

/** An amount that is exact. `minor` is an integer of the currency's minor units, within ±(2^53 - 1). */
export interface Money {
  minor: number;
  /** ISO 4217 code, or the ticker of a crypto asset in `currencies.ts`. */
  currency: string;
}

export interface MoneyInput {
  text: string;
  /** Needed unless the text names it without doubt (a code, or a sign only one currency has). */
  currency?: string | undefined;
  /** Of the source; goes before `locale`. */
  decimalSeparator?: DecimalSeparator | undefined;
  /** BCP 47 tag whose decimal separator the source uses. */
  locale?: string | undefined;
}

/** An exchange rate somebody can check: one unit of the amount's currency in the other. */
export interface ExchangeRate {
  /** Decimal text, greater than nought: `83.1275`. */
  rate: DecimalText;
  /** ISO date the rate is of. */
  date: string;
  /** Who published it, such as `ECB reference rate`. */
  source: string;
}

/** An amount in another currency, with what it was reckoned by. */
export interface Conversion extends ExchangeRate {
  money: Money;
}

function refuse(message: string, details: Record<string, unknown>): never {
  throw new ProfferError('invalid-input', message, details);
}

/** The entry of a code. Fails with `invalid-input` on a code that is neither ISO 4217 nor a known asset. */
export function currencyOf(code: string): Currency {
  const found = currencies.get(code);
  if (found) return found;
  refuse('Not a currency. Use its ISO 4217 code, such as USD or INR, or an asset such as BTC.', {
    currency: code.slice(0, 20),
  });
}

function exact(minor: bigint, currency: string): Money {
  if (minor > BigInt(Number.MAX_SAFE_INTEGER) || minor < -BigInt(Number.MAX_SAFE_INTEGER)) {
    refuse('This amount is larger than Proffer can keep exactly.', { minor: String(minor), currency });
  }
  return { minor: Number(minor), currency };
}

/** Checks an amount that came from outside. Fails with `invalid-input`. */
export function requireMoney({ minor, currency }: Money): Money {
  currencyOf(currency);
  if (!Number.isSafeInteger(minor)) refuse('Minor units are a whole number below 2^53.', { minor, currency });
  return { minor: minor === 0 ? 0 : minor, currency };
}

/** `1234.56` in USD to 123456. Fails with `invalid-input` where it has more decimals than the currency. */
export function moneyFromDecimal(decimal: DecimalText, currency: string): Money {
  const { digits } = currencyOf(currency);
  const match = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/.exec(decimal);
  if (!match) refuse('Not a decimal number such as 1234.56.', { decimal: decimal.slice(0, 100) });
  const [, sign, whole = '', fraction = ''] = match;
  const kept = fraction.slice(0, digits).padEnd(digits, '0');
  if (/[1-9]/.test(fraction.slice(digits))) {
    refuse(
      `${currency} has ${digits} decimals; ${decimal} has more. Check the currency, or round it and note the exact amount.`,
      {
        decimal,
        currency,
        digits,
      },
    );
  }
  const minor = BigInt(whole + kept);
  return exact(sign ? -minor : minor, currency);
}

/** The exact decimal text, with all of the currency's digits: 123456 USD to `1234.56`. */
export function decimalOfMoney({ minor, currency }: Money): DecimalText {
  const { digits } = currencyOf(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const cut = text.length - digits;
  return `${minor < 0 ? '-' : ''}${text.slice(0, cut)}${digits > 0 ? `.${text.slice(cut)}` : ''}`;
}

const signs = Object.keys(currencySigns).sort((left, right) => right.length - left.length);

/** Takes the currency's code or sign off an amount: what it can mean, and the rest. */
function splitCurrency(text: string): { named: readonly string[] | null; sign: string; number: string } {
  const trimmed = text.trim();
  const code =
    /^([-+\u2212]?)\s*([A-Z]{3,4})(?![A-Z$])\s*(.*)$/su.exec(trimmed) ??
    /^()([A-Z]{3,4})\s*(.*)$/su.exec(trimmed);
  if (code?.[2] && currencies.has(code[2])) {
    return { named: [code[2]], sign: code[2], number: `${code[1]}${code[3]}` };
  }
  const after = /^(.*?)\s*(?<![A-Z])([A-Z]{3,4})$/su.exec(trimmed);
  if (after?.[2] && currencies.has(after[2]))
    return { named: [after[2]], sign: after[2], number: after[1] ?? '' };
  const minus = /^[-+\u2212]/.exec(trimmed)?.[0] ?? '';
  const body = trimmed.slice(minus.length).trim();
  for (const sign of signs) {
    const named = currencySigns[sign] ?? null;
    if (body.startsWith(sign)) return { named, sign, number: minus + body.slice(sign.length).trim() };
    if (body.endsWith(sign)) return { named, sign, number: minus + body.slice(0, -sign.length).trim() };
  }
  return { named: null, sign: '', number: trimmed };
}

/**
 * Reads an amount as written, with or without its currency. Fails with `invalid-input` where currency or
 * separator are left open (`details.declare` says which to declare), contradict what was declared, or the
 * amount has more decimals than the currency; throws nothing else on any string.
 */
export function parseMoney(input: MoneyInput): Money {
  if (input.text.length > 100) refuse('This is too long for an amount.', { length: input.text.length });
  const declared = input.currency === undefined ? undefined : currencyOf(input.currency).code;
  const { named, sign, number } = splitCurrency(input.text);
  const currency = declared ?? (named?.length === 1 ? named[0] : undefined);
  if (currency === undefined) {
    refuse(
      named
        ? `"${sign}" is used for several currencies. Declare which one is meant.`
        : 'The amount names no currency. Declare it.',
      { text: input.text, declare: 'currency', choices: named ?? [] },
    );
  }
  if (named && !named.includes(currency)) {
    refuse(`The amount says "${sign}", but ${currency} was declared. Correct one of them.`, {
      text: input.text,
      currency,
    });
  }
  const separator =
    input.decimalSeparator ?? (input.locale === undefined ? undefined : decimalSeparatorOf(input.locale));
  return moneyFromDecimal(readAmount(number, separator), currency);
}

/** One sum for each currency, in order of the code. */
export function sumByCurrency(amounts: Iterable<Money>): Money[] {
  const sums = new Map<string, bigint>();
  for (const amount of amounts) {
    const { minor, currency } = requireMoney(amount);
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(minor));
  }
  return [...sums]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([currency, minor]) => exact(minor, currency));
}

/** Quotient rounded half to even (ISO 80000-1, B.3), so that sums of many conversions lean to neither side. */
function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n;
  const size = negative ? -dividend : dividend;
  const quotient = size / divisor;
  const twice = (size % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  const rounded = quotient + (up ? 1n : 0n);
  return negative ? -rounded : rounded;
}

/**
 * Converts by a stated rate, rounding half to even to the target's minor unit. Fails with `invalid-input` on a
 * rate, date or currency that is none.
 */
export function convertMoney(
  amount: Money,
  currency: string,
  { rate, date, source }: ExchangeRate,
): Conversion {
  const from = currencyOf(requireMoney(amount).currency);
  const to = currencyOf(currency);
  const match = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(rate);
  const [, whole = '', fraction = ''] = match ?? [];
  const scaled = BigInt(whole + fraction || '0');
  if (!match || scaled === 0n)
    refuse('A rate is a decimal number above zero, such as 83.1275.', { rate: rate.slice(0, 50) });
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) {
    refuse('The date of a rate is a day, such as 2023-10-19.', { date: date.slice(0, 50) });
  }
  if (source.trim() === '') refuse('Say who published the rate.', { source });
  const dividend = BigInt(amount.minor) * scaled * 10n ** BigInt(to.digits);
  const divisor = 10n ** BigInt(fraction.length + from.digits);
  return { money: exact(divideHalfEven(dividend, divisor), currency), rate, date, source };
}

/**
 * The amount for people, with its code: `USD 1,234.56`, `INR 1,32,000.00` in en-IN. Spaces are plain ones so
 * that text does not change with the runtime's locale data. Fails with `invalid-input` on a bad locale.
 */
export function formatMoney(amount: Money, locale: string): string {
  const { digits, kind } = currencyOf(requireMoney(amount).currency);
  const shared: Intl.NumberFormatOptions = {
    numberingSystem: 'latn',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  };
  const options: Intl.NumberFormatOptions =
    kind === 'asset'
      ? shared
      : { ...shared, style: 'currency', currency: amount.currency, currencyDisplay: 'code' };
  const format = inLanguage(locale, () => new Intl.NumberFormat(locale, options));
  // Intl takes decimal text exactly (ECMA-402, Intl mathematical values); a number would lose digits.
  const number = format.format(decimalOfMoney(amount) as `${number}`).replace(/[\u00a0\u202f]/g, ' ');
  return kind === 'asset' ? `${amount.currency} ${number}` : number;
}
