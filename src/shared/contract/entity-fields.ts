import { z } from 'zod';
import { line, pii, text } from './common.ts';

export const ageBands = {
  'under-18': 'Under 18',
  '18-29': '18 to 29',
  '30-39': '30 to 39',
  '40-49': '40 to 49',
  '50-59': '50 to 59',
  '60-69': '60 to 69',
  '70-79': '70 to 79',
  '80-plus': '80 and over',
} as const;

export const consents = {
  'not-asked': 'Not asked',
  given: 'Given',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
} as const;

/** What a person agreed to, each for itself. */
export const consentScopes = {
  referral: 'Referral to an agency',
  'police-contact': 'Contact by the police',
  'partner-sharing': 'Sharing with partner organisations',
  testimony: 'Giving testimony',
  publication: 'Anonymous publication',
} as const;

export const contactPreferences = {
  phone: 'By telephone',
  email: 'By e-mail',
  post: 'By post',
  representative: 'Through a representative',
  none: 'Not to be contacted',
} as const;

/** Circumstances that make a person easier to harm; several may hold. */
export const vulnerabilities = {
  age: 'Advanced or very young age',
  health: 'Illness or disability',
  cognitive: 'Impaired memory or judgement',
  isolation: 'Lives alone or isolated',
  bereavement: 'Recent loss of a relative',
  language: 'Does not speak the language',
  financial: 'In financial need',
  repeat: 'Victim before',
  distress: 'In distress or at risk of self-harm',
} as const;

export const premises = {
  'call-centre': 'Call centre',
  office: 'Office',
  residence: 'Residence',
  'cash-pick-up': 'Cash pick-up',
  drop: 'Drop address',
  'bank-branch': 'Bank branch',
  kiosk: 'Crypto-asset kiosk',
  shop: 'Shop',
  other: 'Other',
} as const;

const keys = <const T extends Record<string, string>>(words: T) =>
  Object.keys(words) as [keyof T & string, ...(keyof T & string)[]];

/** Facts of a kind besides its identifier; which kind has which: `fieldsOfKind` in entity-forms.ts. */
export const entityFields = z
  .object({
    aliases: z.array(pii(line, 'name')).max(50),
    phone: pii(line, 'contact'),
    email: pii(line, 'contact'),
    address: pii(line, 'address'),
    city: pii(line, 'address'),
    /** State or province: it decides who has jurisdiction in India, the US, Germany. */
    region: line,
    district: line,
    postcode: pii(line, 'address'),
    policeStation: line,
    premises: z.enum(keys(premises)),
    website: line,
    language: line,
    nationality: line,
    occupation: line,
    ageBand: pii(z.enum(keys(ageBands)), 'birth'),
    vulnerable: z.boolean(),
    vulnerabilities: z.array(z.enum(keys(vulnerabilities))).max(20),
    vulnerabilityNote: pii(text, 'free-text'),
    consent: z.enum(keys(consents)),
    consentScope: z.array(z.enum(keys(consentScopes))).max(20),
    consentOn: line,
    contactPreference: z.enum(keys(contactPreferences)),
    contactNote: pii(text, 'free-text'),
    representative: pii(line, 'name'),
    registrationNumber: line,
    registrar: line,
    registrant: pii(line, 'name'),
    registeredOn: line,
    expiresOn: line,
    nameServers: z.array(line).max(50),
    hosting: line,
    provider: line,
    autonomousSystem: line,
    carrier: line,
    lineType: line,
    spoofed: z.boolean(),
    holder: pii(line, 'name'),
    bank: line,
    bankCode: line,
    bic: line,
    branch: line,
    accountType: line,
    chain: line,
    custodian: line,
    issuer: line,
    brand: line,
    retailer: line,
    faceValue: line,
    redeemed: z.boolean(),
    displayName: pii(line, 'name'),
    accountId: pii(line, 'contact'),
    profileUrl: pii(line, 'contact'),
    sessionId: line,
    operator: line,
    make: line,
    model: line,
    serial: line,
    operatingSystem: line,
  })
  .partial();

export type EntityFields = z.output<typeof entityFields>;
export type EntityFieldName = keyof EntityFields & string;
