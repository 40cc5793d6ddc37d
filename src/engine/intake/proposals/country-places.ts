import { countryOf } from '../intel/country-codes.ts';
import { readCountry } from '../tables/drafting/read-country.ts';

/**
 * Parts of countries that stand for them in what people write about where they live. No towns: there is a London in Ontario,
 * a Paris in Texas and a Berlin in fourteen of the United States. Georgia, Punjab, Victoria and La Rioja are missing because
 * each is a part of more than one country, or a country besides.
 */
const regions: Readonly<Record<string, string>> = {
  US: `Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,District of Columbia,Washington DC,Washington D.C.,
    Florida,Hawaii,Idaho,Illinois,Indiana,Iowa,Kansas,Kentucky,Louisiana,Maine,Maryland,Massachusetts,Michigan,Minnesota,
    Mississippi,Missouri,Montana,Nebraska,Nevada,New Hampshire,New Jersey,New Mexico,New York,North Carolina,North Dakota,Ohio,
    Oklahoma,Oregon,Pennsylvania,Rhode Island,South Carolina,South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,
    Washington State,West Virginia,Wisconsin,Wyoming,United States of America,the States`,
  CA: `Alberta,British Columbia,Manitoba,New Brunswick,Newfoundland,Newfoundland and Labrador,Nova Scotia,Northwest Territories,
    Nunavut,Ontario,Prince Edward Island,Quebec,Québec,Saskatchewan,Yukon`,
  GB: 'England,Scotland,Wales,Northern Ireland,Great Britain,Inglaterra,Angleterre,Grande-Bretagne,Großbritannien',
  AU: `New South Wales,Queensland,South Australia,Western Australia,Tasmania,Northern Territory,
    Australian Capital Territory`,
  IN: `Andhra Pradesh,Arunachal Pradesh,Assam,Bihar,Chhattisgarh,Goa,Gujarat,Haryana,Himachal Pradesh,Jharkhand,Karnataka,Kerala,
    Madhya Pradesh,Maharashtra,Manipur,Meghalaya,Mizoram,Nagaland,Odisha,Rajasthan,Sikkim,Tamil Nadu,Telangana,Tripura,
    Uttar Pradesh,Uttarakhand,West Bengal`,
  DE: `Baden-Württemberg,Bayern,Bavaria,Brandenburg,Hessen,Mecklenburg-Vorpommern,Niedersachsen,Nordrhein-Westfalen,NRW,
    Rheinland-Pfalz,Saarland,Sachsen,Sachsen-Anhalt,Schleswig-Holstein,Thüringen`,
  ES: `Andalucía,Aragón,Asturias,Cantabria,Castilla-La Mancha,Castilla y León,Cataluña,Catalunya,Comunidad Valenciana,
    Extremadura,Galicia,Islas Baleares,Islas Canarias,Navarra,País Vasco`,
};

/** In capitals, as people write them; `us` is another word. */
const capitals: Readonly<Record<string, string>> = {
  US: 'US',
  USA: 'US',
  'U.S.': 'US',
  'U.S.A.': 'US',
  'U.S': 'US',
  UK: 'GB',
  'U.K.': 'GB',
  UAE: 'AE',
};

/** Languages complaints come in; each calls the countries by its own names. */
const languages = ['en', 'de', 'es', 'fr', 'hi'];
const longestName = 5;

let known: ReadonlyMap<string, string | null> | null = null;

/** Names and their countries; null where several have one. */
function readNames(): ReadonlyMap<string, string | null> {
  const names = new Map<string, string | null>([['georgia', null]]);
  const add = (name: string, country: string) => {
    const folded = fold(name);
    const before = names.get(folded);
    names.set(folded, before === undefined || before === country ? country : null);
  };
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters
    .flatMap((one) => letters.map((other) => one + other))
    .filter((code) => countryOf(code));
  for (const language of languages) {
    const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const code of codes) {
      const name = display.of(code);
      if (name !== undefined) add(name, code);
    }
  }
  for (const [country, list] of Object.entries(regions))
    for (const name of list.split(',')) add(name, country);
  return names;
}

const fold = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:the|der|die|das|den|dem|el|la|los|las|le|les|l')\s+/i, '')
    .toLowerCase();

/** ISO 3166-1 of the country that a name is one of, or of a part of; null where it is none or several could be meant. */
export function countryNamed(name: string): string | null {
  const trimmed = name.trim().replace(/[,;:!?]+$/, '');
  const code = capitals[trimmed.replace(/^the /i, '')];
  if (code !== undefined) return code;
  const bare = trimmed.replace(/\.$/, '');
  known ??= readNames();
  const folded = fold(bare);
  const found = known.get(folded);
  if (found !== undefined) return found;
  return folded.length > 3 ? readCountry(folded) : null;
}

/** The longest name a text begins with, and its country. */
export function countryAtStart(text: string): { country: string; name: string } | null {
  const words = text.trim().split(/\s+/).slice(0, longestName);
  for (let count = words.length; count > 0; count--) {
    const name = words
      .slice(0, count)
      .join(' ')
      .replace(/[.,;:!?)"”]+$/, '');
    const whole = words.slice(0, count).join(' ');
    const country = countryNamed(whole) ?? countryNamed(name);
    if (country !== null) return { country, name };
    // What several countries are called says nothing; nor does a part of that name.
    if (isAmbiguous(name)) return null;
  }
  return null;
}

const isAmbiguous = (name: string): boolean => known?.get(fold(name)) === null;
