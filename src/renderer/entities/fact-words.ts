import { defangIp } from '../../shared/domain/identifiers/ip.ts';
import { defangHost } from '../../shared/domain/identifiers/refang.ts';
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
  return [words.charAt(0).toUpperCase() + words.slice(1), factText(name, value)];
}

const hosts = new Set(['registrableDomain', 'hostedUnder', 'hostedName', 'host', 'domain', 'unicode']);

function factText(name: string, value: string): string {
  if (name === 'country' && /^[A-Z]{2}$/.test(value)) return countryName(value);
  if (name === 'lineType') return value.replaceAll('-', ' ');
  if (hosts.has(name)) return defangHost(value);
  return name === 'ip' ? defangIp(value) : value;
}
