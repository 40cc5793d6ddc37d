import { foldDigits } from '../../../shared/domain/digits.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { type Money, parseMoney } from '../../../shared/domain/money.ts';

export interface FoundAmount {
  amount: Money;
  /** Into the sentence. */
  start: number;
  end: number;
  assumed: string[];
}

// No amount has more groups; a table of figures without an end is not gone through from each of its rows.
const number = '\\d{1,3}(?:[ \\u00a0.,\\u2019]\\d{2,3}){0,7}(?:[.,]\\d{1,2})?|\\d{1,24}(?:[.,]\\d{1,2})?';
const sign = '(?:US\\$|A\\$|AU\\$|C\\$|CA\\$|NZ\\$|\\$|£|€|₹|Rs\\.?|INR|USD|GBP|EUR|AUD|CAD|NZD|CHF|USDT)';
const word =
  '(?:USD|GBP|EUR|AUD|CAD|NZD|CHF|INR|USDT|US dollars?|dollars?|pounds?|euros?|rupees?|€|£|₹|\\$(?!\\s?\\d)(?:\\s?(?:US|CA|AU|NZ)(?!\\p{L}))?)';
const pattern = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?<before>${sign})\\s?(?<first>${number})(?!\\p{N})(?:\\/-)?|(?<second>${number})(?:\\/-)?\\s?(?<after>${word})(?!\\p{L}))`,
  'giu',
);

const codes: Record<string, string> = {
  us$: 'USD',
  usd: 'USD',
  'us dollar': 'USD',
  'us dollars': 'USD',
  a$: 'AUD',
  au$: 'AUD',
  aud: 'AUD',
  $us: 'USD',
  $ca: 'CAD',
  $au: 'AUD',
  $nz: 'NZD',
  c$: 'CAD',
  ca$: 'CAD',
  cad: 'CAD',
  nz$: 'NZD',
  nzd: 'NZD',
  chf: 'CHF',
  usdt: 'USDT',
  '€': 'EUR',
  eur: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  gbp: 'GBP',
  '₹': 'INR',
  rs: 'INR',
  'rs.': 'INR',
  inr: 'INR',
  rupee: 'INR',
  rupees: 'INR',
};
const dollarOf: Record<string, string> = { US: 'USD', CA: 'CAD', AU: 'AUD', NZ: 'NZD' };

/** Signs several currencies have: that of the case's first country with such a one, said to be assumed. */
function currencyOf(sign: string, countries: readonly string[]): { currency: string; assumed: string[] } {
  const plain = sign.toLowerCase().replace(/\$\s+/, '$');
  const code = codes[plain];
  if (code) return { currency: code, assumed: [] };
  const isPound = plain.startsWith('£') || plain.startsWith('pound');
  const currency = isPound
    ? 'GBP'
    : (countries.map((one) => dollarOf[one]).find((one) => one !== undefined) ?? 'USD');
  return { currency, assumed: [`"${sign}" is taken to mean ${currency}.`] };
}

/** Writes of thousands and decimals that leave one reading, else the way of the currency's home. */
function readMoney(text: string, currency: string): Money | null {
  const tidy = text.replace(/[\u00a0\u2019]/g, ' ').trim();
  for (const decimalSeparator of [
    undefined,
    currency === 'EUR' || currency === 'CHF' ? ',' : '.',
    '.',
    ',',
  ] as const) {
    try {
      return parseMoney({ text: tidy, currency, ...(decimalSeparator ? { decimalSeparator } : {}) });
    } catch (error) {
      if (!(error instanceof ProfferError)) throw error;
    }
  }
  return null;
}

/** Characters before an amount in which stands how many there were of it. */
const timesReach = 200;

/** Amounts of money a sentence names; `3 cards ($500 each)` counts as often as it says. */
export function amountsIn(sentence: string, countries: readonly string[]): FoundAmount[] {
  const text = foldDigits(sentence);
  const found: FoundAmount[] = [];
  for (const match of text.matchAll(pattern)) {
    const { before, first, second, after } = match.groups ?? {};
    const { currency, assumed } = currencyOf(before ?? after ?? '', countries);
    const amount = readMoney(first ?? second ?? '', currency);
    if (!amount || amount.minor <= 0) continue;
    const end = match.index + match[0].length;
    const times = /^\W{0,3}(?:each|apiece|per card|jeweils|cada una?)\b/i.test(text.slice(end, end + 16))
      ? Number(
          /(?<!\d)(\d{1,2})\s+(?:\p{L}+\s+){0,3}\p{L}+\W{0,6}(?:\p{L}+\W{0,3}){0,3}$/u.exec(
            text.slice(Math.max(0, match.index - timesReach), match.index),
          )?.[1] ?? 1,
        )
      : 1;
    if (times > 1) assumed.push(`${times} times ${match[0]} was counted together.`);
    found.push({ amount: { ...amount, minor: amount.minor * times }, start: match.index, end, assumed });
  }
  return found;
}
