/** What tells the country of a person in a text. */
export const countrySigns = {
  phone: 'the telephone number',
  address: 'the address',
  words: 'the words',
} as const;

export interface CountrySign {
  /** ISO 3166-1. */
  country: string;
  by: keyof typeof countrySigns;
  because: { line: number; quote: string };
}

/** The country all signs agree on; null where they contradict each other, or there is none. */
export function countryTold(signs: readonly CountrySign[]): string | null {
  const told = new Set(signs.map(({ country }) => country));
  return told.size === 1 ? [...told][0]! : null;
}

/** Whether a country rests on these signs: nobody has said it. */
export const isCountryAssumed = (country: string | null, signs: readonly CountrySign[]): boolean =>
  country !== null && country === countryTold(signs);

/**
 * What is to be known of a country that is proposed, or why none is, in one sentence; null where a person has chosen it or there
 * is nothing to say.
 */
export function wordsOfCountry(country: string | null, signs: readonly CountrySign[]): string | null {
  if (signs.length === 0) return null;
  const told = countryTold(signs);
  if (told !== null) return country === told ? `Country ${told}, from ${listed(signs, false)}.` : null;
  return country === null ? `No country is proposed, the signs differ: ${listed(signs, true)}.` : null;
}

const listed = (signs: readonly CountrySign[], withCountry: boolean): string =>
  signs
    .map(
      ({ country, by, because: { line, quote } }) =>
        `${countrySigns[by]} “${quote}” (${withCountry ? `${country}, ` : ''}line ${line})`,
    )
    .join(', ');
