import type { Found } from '../stix/observables.ts';

type Reading = (value: string) => Found[];

const one =
  (kind: Found['kind'], context?: Found['context']): Reading =>
  (value) => [{ kind, value, ...(context ? { context } : {}) }];

/** The two sides of a composite attribute; MISP writes them with a bar between. */
const both =
  (first: Reading, second: Reading): Reading =>
  (value) => {
    const at = value.lastIndexOf('|');
    return at < 0 ? first(value) : [...first(value.slice(0, at)), ...second(value.slice(at + 1))];
  };
const nothing: Reading = () => [];

/** Attribute types of MISP (draft-dulaunoy-misp-core-format) that name something this program has records for. */
const kinds: Record<string, Reading> = {
  domain: one('domain'),
  hostname: one('domain'),
  url: one('url'),
  uri: one('url'),
  'ip-src': one('ip'),
  'ip-dst': one('ip'),
  'ip-src|port': both(one('ip'), nothing),
  'ip-dst|port': both(one('ip'), nothing),
  'hostname|port': both(one('domain'), nothing),
  'domain|ip': both(one('domain'), one('ip')),
  email: one('email'),
  'email-src': one('email'),
  'email-dst': one('email'),
  'email-reply-to': one('email'),
  'target-email': one('email'),
  'whois-registrant-email': one('email'),
  'dns-soa-email': one('email'),
  'phone-number': one('phone'),
  prtn: one('phone'),
  'whois-registrant-phone': one('phone'),
  btc: one('wallet'),
  dash: one('wallet', { chain: 'dash' }),
  xmr: one('wallet', { chain: 'monero' }),
  iban: one('bank-account', { scheme: 'iban' }),
  'bank-account-nr': one('bank-account'),
  'full-name': one('person'),
  'whois-registrant-name': one('person'),
  'target-user': one('person'),
  'target-org': one('organisation'),
  'whois-registrant-org': one('organisation'),
  'cc-number': one('payment-card'),
  'mac-address': one('device', { numbering: 'mac' }),
  AS: one('asn'),
  'twitter-id': one('social-account', { platform: 'x' }),
};

const account = (platform: string): Reading => one('social-account', { platform });

/** What stands as plain text in a template, by template and part in it. */
const textual: Record<string, Reading> = {
  'coin-address address-crypto': one('wallet'),
  'phone msisdn': one('phone'),
  'phone imei': one('device', { numbering: 'imei' }),
  'phone serial-number': one('device', { numbering: 'serial' }),
  'telegram-account phone': one('phone'),
  'telegram-account username': account('telegram'),
  'facebook-account account-id': (value) => account('facebook')(/^\d+$/.test(value) ? `id:${value}` : value),
  'twitter-account name': account('x'),
  'instagram-account account-id': account('instagram'),
  'geolocation address': one('place'),
};

/** What an attribute names, by its part in a template or by its type; empty where this program has no records for it. */
export function foundIn(
  attribute: { type: string; relation: string; value: string },
  template: string | undefined,
): Found[] {
  const { type, relation, value } = attribute;
  const name = `${template} ${relation}`;
  const read = Object.hasOwn(textual, name)
    ? textual[name]
    : Object.hasOwn(kinds, type)
      ? kinds[type]
      : undefined;
  const found = read ? read(value) : [];
  // One address written as the narrowest range of addresses is that address.
  return found.map((one) =>
    one.kind === 'ip' ? { ...one, value: one.value.replace(/\/(?:32|128)$/, '') } : one,
  );
}

/** Symbols of coins as MISP objects write them, and the chains they are on. */
const chainOfSymbol: Record<string, string> = {
  BTC: 'bitcoin',
  BCH: 'bitcoin-cash',
  LTC: 'litecoin',
  DOGE: 'dogecoin',
  DASH: 'dash',
  ZEC: 'zcash',
  ETH: 'evm',
  TRX: 'tron',
  XRP: 'xrp',
  XMR: 'monero',
  SOL: 'solana',
  DOT: 'polkadot',
  ADA: 'cardano',
  TON: 'ton',
};

export function chainOf(symbol: string | undefined): string | undefined {
  const upper = symbol?.trim().toUpperCase() ?? '';
  return Object.hasOwn(chainOfSymbol, upper) ? chainOfSymbol[upper] : undefined;
}
