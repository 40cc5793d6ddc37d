import { findObservables, type Observable } from '../../../shared/domain/observables/index.ts';

/** Countries whose national numbers are looked for in one text. */
const mostCountries = 12;

export interface NamedCountries {
  finds: Observable[];
  /** Those of the case, in the order in which they are likely here. */
  ofCase: string[];
  /** Those of the numbers the text names, the likeliest homes of a sign that several currencies have, then the case's. */
  ofMoney: string[];
}

/** What a text names, read with the countries it names: whoever was called from a country's number mostly gives a national number of it. */
export function findsWithCountries(text: string, countries: readonly string[]): NamedCountries {
  const named = countriesNamed(findObservables(text, { countries }));
  const ofMoney = [...new Set([...named, ...countries])];
  const finds = findObservables(text, { countries: ofMoney.slice(0, mostCountries) });
  return { finds, ofMoney, ofCase: ofMoney.filter((country) => countries.includes(country)) };
}

/** The countries whose numbers the text names, the most frequent first: callers show numbers of the victim's country. */
function countriesNamed(finds: readonly Observable[]): string[] {
  const named = finds.flatMap(({ kind, facts }) =>
    kind === 'phone' && facts.country ? [facts.country] : [],
  );
  const often = (country: string) => named.filter((one) => one === country).length;
  return [...new Set(named)].sort((one, other) => often(other) - often(one));
}
