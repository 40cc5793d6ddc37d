import { countryNamed } from './country-places.ts';

/** First digits of the ZIP codes of each State (USPS): `Berlin, DE 10115` is not in Delaware. */
const zipBegins: Readonly<Record<string, RegExp>> = Object.fromEntries(
  `AL 35|36;AK 99;AZ 85|86;AR 71|72;CA 9[0-6];CO 80|81;CT 06;DE 19[789];DC 20;FL 3[234];GA 30|31|39;HI 96;ID 83;IL 6[0-2];IN 46|47;
   IA 5[0-2];KS 6[67];KY 4[0-2];LA 70|71;ME 0[34];MD 20|21;MA 0[125];MI 48|49;MN 55|56;MS 38|39;MO 6[3-5];MT 59;NE 68|69;
   NV 88|89;NH 03;NJ 0[78];NM 8[78];NY 0[06]|1[0-4];NC 27|28;ND 58;OH 4[345];OK 7[34];OR 97;PA 1[5-9];RI 02;SC 29;SD 57;
   TN 37|38;TX 7[5-9]|88;UT 84;VT 05;VA 2[0-4];WA 98|99;WV 2[456];WI 53|54;WY 82|83`
    .split(';')
    .map((line) => line.trim().split(' '))
    .map(([state = '', digits = '']) => [state, new RegExp(`^(?:${digits})`)]),
);
/** Abbreviations no country has as its code and no other federation for a part of it: told without a ZIP code too. */
const onlyStates: ReadonlySet<string> = new Set(
  'AK CT DC FL HI IA KS MI ND NH NJ NM NV NY OH OK OR RI TX UT VT WI WV WY'.split(' '),
);

const zip = /(?:^|[\s,])(?<state>[A-Z]{2}),?\s+(?<code>\d{5})(?:-\d{4})?(?!\d)/;
const stateOnly = /\p{L},\s*(?<state>[A-Z]{2})\.?$/u;
/** Canada Post: never D, F, I, O, Q or U. */
const canada = /(?<![A-Z\d])[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d(?![A-Z\d])/;
/** Royal Mail, with its blank; Guernsey, Jersey and Man have postcodes of the same form. */
const britain =
  /(?<![A-Z\d])(?<area>[A-PR-UWYZ][A-HK-Y]?)(?:\d{1,2}|\d[A-HJKPSTUW]|\d[ABEHMNPRV-Y]) \d[ABD-HJLNP-UW-Z]{2}(?![A-Z\d])/;
const islands: Readonly<Record<string, string>> = { GY: 'GG', JE: 'JE', IM: 'IM' };
/** Australia Post: the first digit goes with the State. */
const australia =
  /(?<!\p{L})(?:(?:NSW|ACT)\s+[012]|VIC(?:TORIA)?\s+[38]|QLD\s+[49]|SA\s+5|WA\s+6|TAS\s+7|NT\s+0)\d{3}(?!\d)/iu;
/** The code of vehicles or the country before the postcode, as the Universal Postal Union no more likes and people write. */
const prefixed = /(?<![\p{L}\d])(?<sign>D|DE|A|AT|CH|F|FR|I|IT|E|ES|B|BE|L|LU)-\d{4,5}\s+\p{L}{2}/u;
const vehicles: Readonly<Record<string, string>> = {
  D: 'DE',
  A: 'AT',
  F: 'FR',
  I: 'IT',
  E: 'ES',
  B: 'BE',
  L: 'LU',
};
const indianPin = /(?<!\p{L})PIN(?:\s*code)?[\s:.-]*[1-9]\d{2} ?\d{3}(?!\d)/iu;

/**
 * ISO 3166-1 of the country one line of a postal address tells: by a country or part of one that it ends with, or by a postcode
 * of a form only one country has. Five digits before a town are Germany's, Spain's, France's and many others': they tell nothing.
 */
export function countryOfAddress(line: string): string | null {
  const named = countryOfEnd(line);
  if (named !== null) return named;
  const { state = '', code = '' } = zip.exec(line)?.groups ?? {};
  if (zipBegins[state]?.test(code)) return 'US';
  if (australia.test(line)) return 'AU';
  const post = britain.exec(line)?.groups?.area;
  if (post !== undefined) return islands[post] ?? 'GB';
  if (canada.test(line)) return 'CA';
  const sign = prefixed.exec(line)?.groups?.sign;
  if (sign !== undefined) return vehicles[sign] ?? sign;
  if (indianPin.test(line)) return 'IN';
  const alone = stateOnly.exec(line.trim())?.groups?.state;
  return alone !== undefined && onlyStates.has(alone) ? 'US' : null;
}

/** `Dayton, Ohio 45402`, `Gujarat - 380001`: the last part that is a name, without the numbers behind it. */
function countryOfEnd(line: string): string | null {
  const parts = line
    .split(/[,;|/(–—]|\s-\s/)
    .map((part) => part.replace(/[\s\d+().-]+$/, '').trim())
    .filter((part) => part !== '');
  const last = parts.at(-1);
  return last === undefined ? null : countryNamed(last);
}
