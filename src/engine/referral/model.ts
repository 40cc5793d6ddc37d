import type { TlpLevel } from '../../shared/domain/markings.ts';
import type { Money } from '../../shared/domain/money.ts';
import type { UncertainDate } from '../../shared/domain/uncertain-date.ts';

/**
 * Everything one referral says, after selection and redaction: documents, records and the bag are written
 * from this and from nothing else, so what was redacted here cannot come back further down. Lists are in
 * their final order. Two equal models give the same bytes.
 */
export interface ReferralModel {
  profileId: string;
  agencyId: string;
  kind: 'criminal' | 'civil' | 'regulatory';
  version: number;
  case: {
    id: string;
    reference: string;
    title: string;
    /** English label of the scheme. */
    scheme: string;
    narrative: string;
    nexus: string;
    /** TLP 2.0 level, the highest of what is disclosed. */
    marking: TlpLevel;
  };
  /** ISO instant of the last change of the disclosed state; stands in for "now" wherever bytes must repeat. */
  stateTime: string;
  /** SHA-256 over the canonical JSON of this model without `version` and `log`. */
  stateHash: string;
  referrer: Signer;
  organisations: {
    name: string;
    part: string;
    address: string;
    registrationNumber: string;
    contact: string;
  }[];
  /** What the agency is asked to do, each one sentence. */
  requests: string[];
  signatory: Signatory;
  victims: ModelVictim[];
  victimsByCountry: { country: string; victims: number; lost: Money[]; recovered: Money[] }[];
  totals: { lost: Money[]; recovered: Money[] };
  /** Suspects, mules, call centres and other actors. */
  subjects: ModelEntity[];
  /** Domains, URLs, IPs, phones, mails: shown defanged. */
  infrastructure: ModelEntity[];
  /** Bank accounts and wallets the money went to. */
  accounts: ModelEntity[];
  losses: {
    victim: string;
    amount: Money;
    method: string;
    to: string;
    when: UncertainDate | null;
    recovered: Money | null;
    reference: string;
    exhibits: string[];
  }[];
  links: { from: string; kind: string; to: string; confidence: string; exhibits: string[] }[];
  events: ModelEvent[];
  exhibits: ModelExhibit[];
  disclosures: ModelDisclosure[];
  /** The change log as it stood: lets a later reader tie the package to the log it came from. */
  log: { deviceId: string; seq: number; hash: string };
}

export interface Signer {
  person: string;
  role: string;
  organisation: string;
  address: string;
  email: string;
  phone: string;
  /** `SHA256:…` of the Ed25519 key. */
  fingerprint: string;
}

/** What the person said about themselves and their device for the certificate; empty means not said. */
export interface Signatory {
  name: string;
  role: string;
  relation: string;
  address: string;
  place: string;
  deviceKind?:
    | 'computer'
    | 'dvr'
    | 'mobile'
    | 'flash-drive'
    | 'optical-disc'
    | 'server'
    | 'cloud'
    | 'other'
    | undefined;
  deviceOther: string;
  deviceMake: string;
  deviceColour: string;
  deviceSerial: string;
  deviceIdentifier: string;
  deviceNote: string;
  control: ('owned' | 'maintained' | 'managed' | 'operated')[];
}

export interface ModelVictim {
  /** Pseudonym within the case, `V-001`. */
  ref: string;
  entityId: string;
  /** The name where the profile discloses it, else the pseudonym. */
  name: string;
  country: string;
  /** City and state where the profile lets them through, else empty. */
  place: string;
  ageBand: string;
  lost: Money[];
  recovered: Money[];
  exhibits: string[];
}

export interface ModelEntity {
  ref: string;
  entityId: string;
  kind: string;
  /** Safe to print: defanged, masked. */
  display: string;
  /** Normal form for records; equal to `display` where the profile masks it. */
  value: string;
  roles: string[];
  country: string;
  facts: Record<string, string>;
  note: string;
  confidence: string;
  firstSeen: number | null;
  lastSeen: number | null;
  exhibits: string[];
}

export interface ModelEvent {
  ref: string;
  eventId: string;
  /** Key of the event vocabulary. */
  kind: string;
  kindLabel: string;
  title: string;
  description: string;
  when: UncertainDate;
  participants: { display: string; part: string }[];
  exhibits: string[];
}

export interface ModelExhibit {
  /** In the profile's pattern, `Ex. 1` or `Annexure A-1`. */
  ref: string;
  number: number;
  evidenceId: string;
  /** Real name where it may be disclosed; it may hold any character. */
  originalName: string;
  /** ASCII name below `data/exhibits/`. */
  payloadName: string;
  description: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  sha1: string;
  md5: string;
  source: string;
  acquiredAt: string;
  acquiredBy: string;
  method: string;
  custody: ModelCustody[];
}

export interface ModelCustody {
  seq: number;
  evidenceId: string;
  exhibit: string;
  action: string;
  at: string;
  zone: string;
  actor: { person: string; organisation: string; key: string };
  purpose: string;
  tool: string;
  sha256: string;
  details: Record<string, unknown>;
  prevHash: string;
  hash: string;
}

export interface ModelDisclosure {
  category: string;
  action: 'kept' | 'masked' | 'pseudonym' | 'year-only' | 'withheld';
  count: number;
  reason: string;
}

/** A file made from the model: lies in the package under `path`. */
export interface RenderedFile {
  /** Path below `data/`, ASCII. */
  path: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** A document with pages: can be shown before it leaves. */
export interface RenderedDocument extends RenderedFile {
  name: string;
  pages: number;
}

/** Path of an exhibit's file within the bag. */
export const exhibitPath = (payloadName: string): string => `data/exhibits/${payloadName}`;
