import { bankSchemes } from '../../../shared/domain/identifiers/bank-schemes.ts';
import { chains } from '../../../shared/domain/identifiers/chains.ts';
import { readHost } from '../../../shared/domain/identifiers/domain.ts';
import { defangHost } from '../../../shared/domain/identifiers/refang.ts';
import type { ModelEntity } from '../model.ts';
import type { Formats } from './formats.ts';

/** One thing a reader is told of an entity. */
export interface Told {
  label: string;
  text: string;
  /** Understood without its label, in a list of facts. */
  alone: boolean;
}

type Facts = Record<string, string>;
type Word = { label: string; alone?: true; text?: (value: string, facts: Facts, one: ModelEntity) => string };

/**
 * What each fact is called, in the order in which facts are told. `text` puts its value into words; empty where it
 * tells a reader nothing beyond the identifier itself.
 */
const words: Record<string, Word> = {
  aliases: { label: 'Also known as' },
  unicode: { label: 'Shown as', text: defangHost },
  registrableDomain: { label: 'Registrable domain', text: unlessHost },
  publicSuffix: { label: 'Ending', alone: true, text: suffixNote },
  hostedName: { label: 'Customer’s site', text: unlessHost },
  hostedUnder: { label: 'Hosted under', text: defangHost },
  registrar: { label: 'Registrar' },
  ip: { label: 'IP address', text: (value) => value.replaceAll('.', '[.]').replaceAll(':', '[:]') },
  reserved: { label: 'Reserved', text: (value) => `for ${value}` },
  range: { label: 'Range' },
  port: { label: 'Port' },
  zone: { label: 'Network zone' },
  credentials: { label: 'Credentials', alone: true, text: () => 'written with a user name or password' },
  assumed: { label: 'Assumed' },
  tag: { label: 'Address tag' },
  displayName: { label: 'Shown with the name' },
  lineType: { label: 'Line', alone: true, text: (value) => lineTypes.get(value) ?? spaced(value) },
  extension: { label: 'Extension' },
  countryFrom: {
    label: 'Country code',
    alone: true,
    text: (value) => (value === 'declared' ? 'country code not written in the source' : ''),
  },
  bank: { label: 'Bank' },
  holder: { label: 'Holder' },
  // Every other scheme stands in the account as it is printed.
  scheme: { label: 'Scheme', alone: true, text: (value) => (value === 'iban' ? bankSchemes.iban : '') },
  bankCode: { label: 'Bank code', text: ofIban },
  branchCode: { label: 'Branch code', text: ofIban },
  checkedBy: { label: 'Check digits', text: (value) => `right (${value})` },
  chainName: { label: 'Chain', alone: true },
  declaredChain: {
    label: 'Stated as',
    text: (value, facts) => (value === facts.chain ? '' : (nameOfChain(value) ?? spaced(value))),
  },
  form: { label: 'Address form', text: (value) => (value === 'account' ? '' : value) },
  alsoOn: { label: 'Valid too on' },
  address: { label: 'Address' },
  city: { label: 'City' },
  region: { label: 'Region' },
  hidden: { label: 'Invisible characters', text: (value) => value },
};

/** Said elsewhere in the same row, or only of use to a program; all of it is in records/entities.csv. */
const elsewhere = new Set(['country', 'callingCode', 'chain', 'domain', 'host', 'ifsc', 'version']);

const lineTypes = new Map<string, string>(
  Object.entries({
    'fixed-line': 'landline',
    mobile: 'mobile number',
    'fixed-line-or-mobile': 'landline or mobile',
    'toll-free': 'toll-free number',
    'premium-rate': 'premium-rate number',
    'shared-cost': 'shared-cost number',
    voip: 'internet telephony (VoIP)',
    'personal-number': 'personal number',
    pager: 'pager',
    uan: 'company-wide number',
    voicemail: 'voice mailbox',
  }),
);

/** Facts of an entity in words, in a settled order; its note and country are not among them. */
export function toldOf(one: ModelEntity): Told[] {
  const facts: Facts = Object.fromEntries(
    Object.entries(one.facts).map(([key, value]) => [camelCase(key), value]),
  );
  const known = Object.entries(words).flatMap(([key, { label, alone = false, text }]) => {
    const value = facts[key];
    if (value === undefined || value === '') return [];
    return [{ label, alone, text: text ? text(value, facts, one) : value }];
  });
  const others = Object.entries(facts)
    .filter(([key]) => !Object.hasOwn(words, key) && !elsewhere.has(key))
    .map(([key, text]) => ({ label: capital(spaced(key)), alone: false, text }));
  return [...known, ...others].filter(({ text }) => text.trim() !== '');
}

/** The same as the cell of a table, with country (where `formats` is given) and note. */
export function toldInBrief(one: ModelEntity, formats: Formats | null): string {
  const facts = toldOf(one).map(({ label, text, alone }) => (alone ? text : `${inText(label)} ${text}`));
  const country = formats && one.country !== '' ? formats.country(one.country) : '';
  const text = [country, ...facts].filter((part) => part !== '').join('; ');
  return [capital(text), one.note].filter((part) => part !== '').join('\n');
}

/** The host an identifier names, as its own reading stored it. */
function hostOf(facts: Facts, one: ModelEntity): string {
  return facts.host ?? facts.domain ?? (one.kind === 'domain' ? one.value : '');
}

function unlessHost(value: string, facts: Facts, one: ModelEntity): string {
  return value === hostOf(facts, one) ? '' : defangHost(value);
}

/** Only for a domain itself: a URL or mailbox in it has the domain in a row of its own. */
function suffixNote(_value: string, _facts: Facts, one: ModelEntity): string {
  const host = one.kind === 'domain' ? readHost(one.value) : '';
  return typeof host === 'string' || host.known ? '' : 'ending not on the Public Suffix List';
}

function ofIban(value: string, facts: Facts): string {
  return facts.scheme === 'iban' ? value : '';
}

function nameOfChain(value: string): string | undefined {
  return Object.entries(chains).find(([key]) => key === value)?.[1];
}

const camelCase = (key: string) =>
  key.replace(/[\s_-]+(\p{L})/gu, (_, letter: string) => letter.toUpperCase());
const spaced = (key: string) =>
  key
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[-_]/g, ' ')
    .toLowerCase();
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
/** A label in the middle of a text; what is written in capitals stays so. */
const inText = (label: string) =>
  /^\p{Lu}\p{Lu}/u.test(label) ? label : label.slice(0, 1).toLowerCase() + label.slice(1);
