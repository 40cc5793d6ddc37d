/**
 * ISO 4217 active codes with their minor units (List One, SIX, as of January 2026), metals, bond-market units
 * and test codes left out; and codes withdrawn in 2022 or later, which cases from those years still name.
 */
const codesByDigits = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY
    COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR
    IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD
    NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP
    SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
} as const;

/** Withdrawn, with the last day they were legal tender or official. All have two minor digits. */
const withdrawn: Record<string, string> = {
  HRK: '2023-01-14',
  SLL: '2024-04-01',
  ZWL: '2024-08-31',
  ANG: '2025-06-30',
  CUC: '2021-06-30',
  BGN: '2026-01-31',
};

/**
 * Crypto assets that go as money, with the decimals Proffer keeps. Those with more on chain than fit an exact
 * integer (ETH, BNB, DAI: 18) are kept to the gwei, 9; finer amounts are refused, never rounded in silence.
 */
const assets: Record<string, { digits: number; name: string }> = {
  BTC: { digits: 8, name: 'Bitcoin' },
  ETH: { digits: 9, name: 'Ether' },
  USDT: { digits: 6, name: 'Tether' },
  USDC: { digits: 6, name: 'USD Coin' },
  DAI: { digits: 9, name: 'Dai' },
  BNB: { digits: 9, name: 'BNB' },
  TRX: { digits: 6, name: 'TRON' },
  XMR: { digits: 12, name: 'Monero' },
  LTC: { digits: 8, name: 'Litecoin' },
  BCH: { digits: 8, name: 'Bitcoin Cash' },
  DOGE: { digits: 8, name: 'Dogecoin' },
  SOL: { digits: 9, name: 'Solana' },
  XRP: { digits: 6, name: 'XRP' },
  ADA: { digits: 6, name: 'Cardano' },
  TON: { digits: 9, name: 'Toncoin' },
};

export interface Currency {
  /** ISO 4217 code, or the usual ticker of a crypto asset. */
  code: string;
  /** Decimal digits of the minor unit. */
  digits: number;
  kind: 'currency' | 'asset';
  /** ISO date a currency was withdrawn, else null. */
  withdrawn: string | null;
  /** Name of an asset; currencies are named by `Intl.DisplayNames`. */
  name: string | null;
}

function build(): Map<string, Currency> {
  const table = new Map<string, Currency>();
  for (const [digits, codes] of Object.entries(codesByDigits)) {
    for (const code of codes.split(/\s+/)) {
      table.set(code, { code, digits: Number(digits), kind: 'currency', withdrawn: null, name: null });
    }
  }
  for (const [code, date] of Object.entries(withdrawn)) {
    table.set(code, { code, digits: 2, kind: 'currency', withdrawn: date, name: null });
  }
  for (const [code, { digits, name }] of Object.entries(assets)) {
    table.set(code, { code, digits, kind: 'asset', withdrawn: null, name });
  }
  return table;
}

const table = build();

/** Every currency and asset, by code. */
export const currencies: ReadonlyMap<string, Currency> = table;

/**
 * What amounts are written with, and which currencies that can mean. Only a sign with one meaning decides a
 * currency; the others must agree with a declared one.
 */
export const currencySigns: Record<string, readonly string[]> = {
  '€': ['EUR'],
  '₹': ['INR'],
  '₽': ['RUB'],
  '₺': ['TRY'],
  '₴': ['UAH'],
  '₦': ['NGN'],
  '₱': ['PHP', 'CUP'],
  '฿': ['THB'],
  '₫': ['VND'],
  '₪': ['ILS'],
  '₸': ['KZT'],
  '₿': ['BTC'],
  Ξ: ['ETH'],
  zł: ['PLN'],
  Kč: ['CZK'],
  RM: ['MYR'],
  R$: ['BRL'],
  US$: ['USD'],
  CA$: ['CAD'],
  C$: ['CAD', 'NIO'],
  A$: ['AUD'],
  AU$: ['AUD'],
  NZ$: ['NZD'],
  HK$: ['HKD'],
  S$: ['SGD'],
  '£': ['GBP', 'GIP', 'FKP', 'SHP', 'EGP', 'LBP', 'SYP', 'SSP', 'SDG'],
  '¥': ['JPY', 'CNY'],
  '₩': ['KRW', 'KPW'],
  '₨': ['INR', 'PKR', 'LKR', 'NPR', 'MUR', 'SCR'],
  Rs: ['INR', 'PKR', 'LKR', 'NPR', 'MUR', 'SCR'],
  'Rs.': ['INR', 'PKR', 'LKR', 'NPR', 'MUR', 'SCR'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
  $: [
    ...[
      'USD',
      'CAD',
      'AUD',
      'NZD',
      'HKD',
      'SGD',
      'TWD',
      'MXN',
      'ARS',
      'CLP',
      'COP',
      'BBD',
      'BMD',
      'BND',
      'BSD',
      'BZD',
    ],
    ...['DOP', 'FJD', 'GYD', 'JMD', 'KYD', 'LRD', 'NAD', 'SBD', 'SRD', 'TTD', 'UYU', 'XCD', 'CUP', 'CVE'],
  ],
};
