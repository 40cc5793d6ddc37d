import {
  ageBands,
  consentScopes,
  consents,
  contactPreferences,
  premises,
  vulnerabilities,
} from '../domain/entity-words.ts';
import type { EntityKind, EntityRole } from '../domain/kinds.ts';
// Its names only: the window checks nothing itself and stays without the checker.
import type { EntityFieldName } from './entity-fields.ts';

type Words = Readonly<Record<string, string>>;

/** How one field is asked for and told: the one table that forms, details, commands and imports read. */
export type FieldForm = { label: string; hint?: string } & (
  | { type: 'line' | 'text' | 'flag' | 'list' }
  | { type: 'choice' | 'choices'; words: Words }
);

export const fieldForms: Readonly<Record<EntityFieldName, FieldForm>> = {
  aliases: { label: 'Other names', type: 'list' },
  phone: { label: 'Telephone', type: 'line' },
  email: { label: 'E-mail', type: 'line' },
  address: { label: 'Address', type: 'line' },
  city: { label: 'City', type: 'line' },
  region: { label: 'State or province', type: 'line' },
  district: { label: 'District', type: 'line' },
  postcode: { label: 'Postcode', type: 'line' },
  policeStation: { label: 'Police station', type: 'line', hint: 'Whose beat it lies in' },
  premises: { label: 'Premises', type: 'choice', words: premises },
  website: { label: 'Website', type: 'line' },
  language: { label: 'Language', type: 'line' },
  nationality: { label: 'Nationality', type: 'line' },
  occupation: { label: 'Occupation', type: 'line' },
  ageBand: { label: 'Age', type: 'choice', words: ageBands },
  vulnerable: { label: 'Vulnerable', type: 'flag' },
  vulnerabilities: { label: 'Vulnerable by', type: 'choices', words: vulnerabilities },
  vulnerabilityNote: { label: 'What to mind', type: 'text' },
  consent: { label: 'Consent', type: 'choice', words: consents },
  consentScope: { label: 'Consents to', type: 'choices', words: consentScopes },
  consentOn: { label: 'Consent asked on', type: 'line' },
  contactPreference: { label: 'Wants to be reached', type: 'choice', words: contactPreferences },
  contactNote: { label: 'When and how', type: 'text' },
  representative: { label: 'Representative', type: 'line' },
  registrationNumber: { label: 'Registration number', type: 'line' },
  registrar: { label: 'Registrar', type: 'line' },
  registrant: { label: 'Registrant', type: 'line' },
  registeredOn: { label: 'Registered on', type: 'line' },
  expiresOn: { label: 'Expires on', type: 'line' },
  nameServers: { label: 'Name servers', type: 'list' },
  hosting: { label: 'Hosted by', type: 'line' },
  provider: { label: 'Provider', type: 'line' },
  autonomousSystem: { label: 'Autonomous system', type: 'line' },
  carrier: { label: 'Carrier', type: 'line', hint: 'As the source gives it' },
  lineType: { label: 'Line', type: 'line', hint: 'As the source gives it' },
  spoofed: { label: 'Shown, not real (spoofed)', type: 'flag' },
  holder: { label: 'Holder', type: 'line' },
  bank: { label: 'Bank', type: 'line' },
  bankCode: { label: 'Bank code (IFSC, routing, sort code)', type: 'line' },
  bic: { label: 'BIC', type: 'line' },
  branch: { label: 'Branch', type: 'line' },
  accountType: { label: 'Kind of account', type: 'line' },
  chain: { label: 'Chain', type: 'line' },
  custodian: { label: 'Exchange or custodian', type: 'line' },
  issuer: { label: 'Issuer', type: 'line' },
  brand: { label: 'Brand', type: 'line' },
  retailer: { label: 'Bought at', type: 'line' },
  faceValue: { label: 'Face value', type: 'line' },
  redeemed: { label: 'Redeemed', type: 'flag' },
  displayName: { label: 'Name shown', type: 'line' },
  accountId: { label: "Platform's own number", type: 'line' },
  profileUrl: { label: 'Address of the profile', type: 'line' },
  sessionId: { label: 'Session', type: 'line' },
  operator: { label: 'Operated by', type: 'line' },
  make: { label: 'Make', type: 'line' },
  model: { label: 'Model', type: 'line' },
  serial: { label: 'Serial number', type: 'line' },
  operatingSystem: { label: 'Operating system', type: 'line' },
};

const where = ['address', 'city', 'region', 'postcode'] as const;

const byKind: Readonly<Record<EntityKind, readonly EntityFieldName[]>> = {
  person: ['aliases', 'phone', 'email', ...where, 'ageBand', 'language', 'nationality', 'occupation'],
  organisation: ['aliases', 'registrationNumber', 'phone', 'email', 'website', ...where],
  domain: ['registrar', 'registrant', 'registeredOn', 'expiresOn', 'nameServers', 'hosting', 'holder'],
  url: ['hosting', 'holder'],
  ip: ['provider', 'autonomousSystem', 'holder'],
  asn: ['holder', 'provider'],
  phone: ['carrier', 'lineType', 'provider', 'holder', 'spoofed'],
  email: ['provider', 'holder', 'spoofed'],
  wallet: ['chain', 'custodian', 'holder'],
  'bank-account': ['holder', 'bank', 'bankCode', 'bic', 'branch', 'accountType'],
  'payment-card': ['issuer', 'holder'],
  'gift-card': ['brand', 'retailer', 'faceValue', 'redeemed', 'holder'],
  'social-account': ['displayName', 'accountId', 'profileUrl', 'holder'],
  'remote-access': ['sessionId', 'operator', 'holder'],
  device: ['make', 'model', 'serial', 'operatingSystem', 'holder'],
  place: ['premises', 'city', 'district', 'region', 'postcode', 'policeStation', 'holder'],
};

/** Asked of victims besides what is asked of their kind, and told in a place of its own: it decides how they are treated. */
const victimFields = [
  'vulnerable',
  'vulnerabilities',
  'vulnerabilityNote',
  'consent',
  'consentScope',
  'consentOn',
  'contactPreference',
  'contactNote',
  'representative',
] as const satisfies readonly EntityFieldName[];
const askedOfVictims: ReadonlySet<EntityRole> = new Set(['victim', 'witness', 'reporter']);

export const aboutVictims: ReadonlySet<EntityFieldName> = new Set(victimFields);

/** What is asked about an entity besides its identifier, in order. Of victims more than of a call centre. */
export function fieldsOfKind(kind: EntityKind, roles: readonly EntityRole[]): EntityFieldName[] {
  const people = kind === 'person' || kind === 'organisation';
  const victims = people && roles.some((role) => askedOfVictims.has(role));
  return [...byKind[kind], ...(victims ? victimFields : [])];
}

/** Every field a kind may have in any role: what else is given is refused, so that a misspelt name is not kept in silence. */
export const mayHave = (kind: EntityKind, name: string): boolean =>
  (fieldsOfKind(kind, ['victim']) as string[]).includes(name);

/** A stored field in words; empty when nothing is known. */
export function fieldText(form: FieldForm, value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  if (Array.isArray(value))
    return value
      .map((one) => (form.type === 'choices' ? (form.words[String(one)] ?? String(one)) : String(one)))
      .join(', ');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return form.type === 'choice' ? (form.words[String(value)] ?? String(value)) : String(value);
}
