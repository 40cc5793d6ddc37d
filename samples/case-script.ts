import type {
  AcquisitionMethod,
  Confidence,
  EntityKind,
  EntityRole,
  EventKind,
  EventPart,
  LinkKind,
  LossMethod,
  OrganisationPart,
  Scheme,
} from '../src/shared/domain/kinds.ts';

/** Path of a sample file, relative to `samples/case`, with `/` between folders. */
export type EvidencePath = string;
/** Key of an entity of the script, such as `victim-gb-prydderch`. Unique in the script. */
export type EntityKey = string;
/** Key of an organisation that takes part in the case. */
export type OrganisationKey = string;
/** ISO 3166-1 alpha-2. */
export type Country = string;

/** When something happened, on the clock it was read from; the shape a person gives a time in. */
export interface ScriptTime {
  /** As the record writes it: ISO 8601, EDTF level 1 where it is uncertain, or day and month in `dayOrder`. */
  text: string;
  /** IANA zone of the source's clock. */
  zone: string;
  dayOrder?: 'day-month-year' | 'month-day-year' | 'year-month-day';
}

export interface ScriptOrganisation {
  key: OrganisationKey;
  name: string;
  part: OrganisationPart;
  country: Country;
  address: string;
  registrationNumber: string;
  contact: string;
}

/** Facts about an entity beside its identifier; which of them apply depends on the kind. */
export interface ScriptFields {
  aliases?: string[];
  address?: string;
  /** State or province. */
  region?: string;
  city?: string;
  phone?: string;
  email?: string;
  ageBand?: 'under-18' | '18-29' | '30-39' | '40-49' | '50-59' | '60-69' | '70-79' | '80-plus';
  vulnerable?: boolean;
  consent?: 'not-asked' | 'given' | 'refused' | 'withdrawn';
  registrationNumber?: string;
  holder?: string;
  bank?: string;
  bankCode?: string;
  chain?: string;
  spoofed?: boolean;
  occupation?: string;
}

export interface ScriptEntity {
  key: EntityKey;
  kind: EntityKind;
  /** As found: a name for people and organisations, the written identifier for everything else. */
  value: string;
  fields: ScriptFields;
  note: string;
  roles: EntityRole[];
  /** Where it is or belongs, if the case knows. */
  country: Country | null;
  /** The country a national phone number or local account is to be read in. Null: the value is international. */
  defaultCountry: Country | null;
  evidence: EvidencePath[];
}

export interface ScriptLink {
  from: EntityKey;
  kind: LinkKind;
  to: EntityKey;
  began: ScriptTime | null;
  confidence: Confidence;
  evidence: EvidencePath[];
}

export interface ScriptEvent {
  title: string;
  kind: EventKind;
  when: ScriptTime;
  participants: { entity: EntityKey; part: EventPart }[];
  evidence: EvidencePath[];
}

export interface ScriptLoss {
  victim: EntityKey;
  /** Decimal text with a point and two decimals, `7950.00`. */
  amount: string;
  /** ISO 4217. */
  currency: string;
  method: LossMethod;
  /** The account, wallet or person the money left; null where the case does not know it. */
  from: EntityKey | null;
  /** What it reached; null where it was goods or banknotes. */
  to: EntityKey | null;
  /** Transaction reference: wire number, transaction hash, receipt number. */
  reference: string;
  when: ScriptTime;
  /** Decimal text in the same currency; `0.00` when nothing came back. */
  recovered: string;
  evidence: EvidencePath[];
}

export interface ScriptEvidence {
  path: EvidencePath;
  title: string;
  /** Who or what it came from. */
  source: string;
  /** The organisation that took it in. */
  acquiredBy: OrganisationKey;
  /** RFC 3339 with offset. */
  acquiredAt: string;
  method: AcquisitionMethod;
}

export interface CaseScript {
  /** Says in words that everything here is invented. */
  notice: string;
  case: {
    reference: string;
    title: string;
    scheme: Scheme;
    lead: string;
    /** TLP 2.0, as stored. */
    marking: 'clear' | 'green' | 'amber' | 'amber+strict' | 'red';
    /** Why the agencies of each country have jurisdiction. */
    nexus: { recipient: string; text: string }[];
  };
  organisations: ScriptOrganisation[];
  /** Plain text, paragraphs parted by an empty line. */
  narrative: string;
  entities: ScriptEntity[];
  links: ScriptLink[];
  events: ScriptEvent[];
  losses: ScriptLoss[];
  evidence: ScriptEvidence[];
}
