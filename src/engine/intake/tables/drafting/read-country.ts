/** Names people and other programs write that CLDR has under another one. */
const aliases: Record<string, string> = {
  usa: 'US',
  'united states of america': 'US',
  'u.s.': 'US',
  'u.s.a.': 'US',
  america: 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  uae: 'AE',
  deutschland: 'DE',
  españa: 'ES',
  schweiz: 'CH',
  österreich: 'AT',
  holland: 'NL',
  'the netherlands': 'NL',
  'south korea': 'KR',
  'republic of korea': 'KR',
  'russian federation': 'RU',
  russia: 'RU',
  bharat: 'IN',
  'viet nam': 'VN',
  'czech republic': 'CZ',
  'hong kong': 'HK',
  macau: 'MO',
  burma: 'MM',
  turkey: 'TR',
  'ivory coast': 'CI',
};

/** ISO 3166-1 alpha-3 of the countries that lists of victims name most; alpha-2 are read by themselves. */
const threeLetters: Record<string, string> = {
  ...{
    USA: 'US',
    GBR: 'GB',
    CAN: 'CA',
    AUS: 'AU',
    NZL: 'NZ',
    IND: 'IN',
    DEU: 'DE',
    AUT: 'AT',
    CHE: 'CH',
    FRA: 'FR',
  },
  ...{
    ESP: 'ES',
    PRT: 'PT',
    ITA: 'IT',
    NLD: 'NL',
    BEL: 'BE',
    IRL: 'IE',
    DNK: 'DK',
    SWE: 'SE',
    NOR: 'NO',
    FIN: 'FI',
  },
  ...{
    POL: 'PL',
    CZE: 'CZ',
    JPN: 'JP',
    CHN: 'CN',
    HKG: 'HK',
    SGP: 'SG',
    ZAF: 'ZA',
    BRA: 'BR',
    MEX: 'MX',
    NGA: 'NG',
  },
  ...{
    ARE: 'AE',
    ISR: 'IL',
    PHL: 'PH',
    MYS: 'MY',
    THA: 'TH',
    VNM: 'VN',
    IDN: 'ID',
    KOR: 'KR',
    TWN: 'TW',
    TUR: 'TR',
  },
};

const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

function buildNames(): Map<string, string> {
  const names = new Map(Object.entries(aliases));
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const first of letters)
    for (const second of letters) {
      const code = first + second;
      const name = english.of(code)?.toLowerCase();
      if (name !== undefined && !names.has(name) && !isWithdrawn(code)) names.set(name, code);
    }
  return names;
}

/** CLDR gives codes of states that are no more the name of one that is: `DD` is called Germany. */
function isWithdrawn(code: string): boolean {
  return new Intl.Locale(`und-${code}`).region !== code;
}

let names: Map<string, string> | null = null;
const renamedCodes: Record<string, string> = { UK: 'GB', DD: 'DE', BU: 'MM', TP: 'TL', ZR: 'CD' };

/** ISO 3166-1 alpha-2 of a country as a list writes it: code, English name, usual short form; null where it is none. */
export function readCountry(text: string): string | null {
  names ??= buildNames();
  const trimmed = text.trim();
  const code = trimmed.toUpperCase();
  if (/^[A-Z]{2}$/.test(code)) {
    const real = renamedCodes[code] ?? code;
    return english.of(real) === undefined || isWithdrawn(real) ? null : real;
  }
  return threeLetters[code] ?? names.get(trimmed.toLowerCase()) ?? null;
}
