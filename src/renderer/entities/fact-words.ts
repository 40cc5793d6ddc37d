import { countryName } from '../fields/choices.ts';

const names: Record<string, string> = {
  country: 'Country it names',
  callingCode: 'Calling code',
  lineType: 'Kind of line',
  countryFrom: 'Country taken from',
  bankCode: 'Bank code',
  branchCode: 'Branch code',
  checkedBy: 'Checked by',
  registrableDomain: 'Registered domain',
  publicSuffix: 'Public suffix',
  hostedUnder: 'Hosted under',
  hostedName: 'Name at the host',
  displayName: 'Name shown',
  ip: 'IP address',
  form: 'Form of address',
  cardScheme: 'Card scheme',
  issuerNumber: 'Issuer number',
  lastFour: 'Last four',
  tool: 'Program',
  platform: 'Platform',
  numbering: 'Number is',
  typeAllocation: 'Type allocation code',
  manufacturerPrefix: 'Manufacturer prefix',
};

/** A fact the reading of an identifier found, as words: names of properties are not for people. */
export function factWords([name, value]: [name: string, value: string]): readonly [string, string] {
  const words = names[name] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const said = name === 'country' && /^[A-Z]{2}$/.test(value) ? countryName(value) : value;
  return [words.charAt(0).toUpperCase() + words.slice(1), said];
}
