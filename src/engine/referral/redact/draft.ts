import type { EntityKind, EntityRole } from '../../../shared/domain/kinds.ts';
import type { Money } from '../../../shared/domain/money.ts';
import type { UncertainDate } from '../../../shared/domain/uncertain-date.ts';
import type { ReferralModel } from '../model.ts';

/**
 * What was selected for a referral, before redaction: full facts, entities by id. Only `redact` reads it; no
 * document, record or preview is ever written from a draft.
 */
export interface ReferralDraft
  extends Omit<
    ReferralModel,
    | 'profileId'
    | 'agencyId'
    | 'stateHash'
    | 'victims'
    | 'victimsByCountry'
    | 'totals'
    | 'subjects'
    | 'infrastructure'
    | 'accounts'
    | 'losses'
    | 'links'
    | 'events'
    | 'disclosures'
  > {
  victims: DraftVictim[];
  /** Every other entity that is disclosed or named by a disclosed record, the victims' own identifiers included. */
  entities: DraftEntity[];
  losses: DraftLoss[];
  links: DraftLink[];
  events: DraftEvent[];
  /** What may not be read in any text, of those who are not in the draft themselves. */
  concealed?: ConcealedValue[];
}

export interface ConcealedValue {
  /** `phrase`: only as a whole, as an address or the name of an organisation; `place`: a town. */
  kind: 'name' | 'email' | 'code' | 'phrase' | 'place';
  value: string;
}

/** A person with the role victim. Empty text means not known. */
export interface DraftVictim {
  entityId: string;
  name: string;
  aliases: string[];
  /** ISO 3166-1 alpha-2, or empty. */
  country: string;
  region: string;
  city: string;
  address: string;
  phone: string;
  email: string;
  ageBand: string;
  /** References of exhibits, as in `exhibits[].ref`. */
  exhibits: string[];
}

export interface DraftEntity {
  entityId: string;
  kind: EntityKind;
  asFound: string;
  normal: string;
  /** Defanged where it could be clicked. */
  display: string;
  /** PII class of its value (`pii.ts`). */
  piiClass: string;
  roles: EntityRole[];
  country: string;
  aliases: string[];
  facts: Record<string, string>;
  note: string;
  confidence: string;
  firstSeen: number | null;
  lastSeen: number | null;
  exhibits: string[];
  /** The victim or witness whose own telephone, mailbox or account this is; null for all else. */
  ownerId: string | null;
  /** How a person can be reached, from the record of the person; empty where not known. */
  contact: { phone: string; email: string; address: string };
}

export interface DraftLoss {
  victimId: string;
  amount: Money;
  /** English label of the rail. */
  method: string;
  toId: string | null;
  when: UncertainDate | null;
  recovered: Money | null;
  reference: string;
  exhibits: string[];
}

export interface DraftLink {
  fromId: string;
  kind: string;
  toId: string;
  confidence: string;
  exhibits: string[];
}

export interface DraftEvent {
  eventId: string;
  kind: string;
  kindLabel: string;
  title: string;
  description: string;
  when: UncertainDate;
  participants: { entityId: string; part: string }[];
  exhibits: string[];
}
