import type { IdentifierContext } from '../../../shared/domain/identifiers/index.ts';
import type {
  Confidence,
  EntityKind,
  EntityRole,
  EventKind,
  EventPart,
  LinkKind,
} from '../../../shared/domain/kinds.ts';
import type { TlpLevel } from '../../../shared/domain/markings.ts';
import type { EntityRecord } from '../../entities/entity-rows.ts';
import type { SourceFinding } from '../source-finding.ts';

/** What a reading of intelligence could not take as it was. `place` is a JSON pointer. */
export interface IntelFinding extends SourceFinding {
  code: IntelFindingCode;
  raw?: string;
}

/** Closed list; docs/formats/intel.md says what each means. */
export type IntelFindingCode =
  | 'assumed'
  | 'duplicate-id'
  | 'duplicate-name'
  | 'invalid-identifier'
  | 'kept-object'
  | 'kept-members'
  | 'kept-relation'
  | 'malformed-object'
  | 'marking-applied'
  | 'marking-unknown'
  | 'masked-secret'
  | 'missing-reference'
  | 'negative-sighting'
  | 'number-not-exact'
  | 'older-version'
  | 'pattern-kept'
  | 'relation-generalised'
  | 'revoked'
  | 'too-large-to-keep'
  | 'too-many'
  | 'unknown-version'
  | 'unreadable-time';

/** Why a file is none that can be read here. */
export interface IntelRefusal {
  code: 'not-text' | 'not-json' | 'too-deep' | 'too-many-values' | 'too-large' | 'unknown-format';
  message: string;
}

/**
 * Kept although no check passes: fraudsters show numbers that no plan has, and a mistyped account or wallet is what the
 * source says money was to go to. A finding names each.
 */
export const keptThoughInvalid: ReadonlySet<EntityKind> = new Set(['phone', 'wallet', 'bank-account']);

/** What became of an object: all of it in records, part of it, none of it, or its source has taken it back. */
export type ObjectState = 'read' | 'partly' | 'kept' | 'revoked';

/** One object of the source. */
export interface IntelObject {
  /** The STIX id or MISP uuid; where there is none, one made from its place and text. */
  sourceId: string;
  type: string;
  /** Where it stands in the file (RFC 6901). */
  pointer: string;
  /** For lists. */
  title: string;
  /** Who made it, by name where the file gives one. */
  creator: string;
  /** When its source last changed it: ISO 8601 UTC, or empty. */
  version: string;
  marking: TlpLevel;
  /** Labels and tags as written, statements of marking and sharing, PAP. */
  tags: string[];
  state: ObjectState;
  /** Members that went into no record. */
  leftOver: string[];
  /** As it was written, but for what must never be kept whole; empty when all of it went into records. */
  json: string;
  /** SHA-256 of its text, hex: tells whether the same object changed. */
  hash: string;
  /** Entities it speaks of. */
  about: string[];
}

export type EntityFields = EntityRecord['fields'];

/** Times are texts as `parseUncertainDate` reads them; other things are named by their key in this reading. */
export interface PlannedEntity {
  key: string;
  kind: EntityKind;
  value: string;
  context: IdentifierContext;
  display: string;
  roles: EntityRole[];
  country: string | null;
  fields: EntityFields;
  /** When its source saw it first and last. */
  seenFrom: string | null;
  seenTo: string | null;
  marking: TlpLevel;
  confidence: Confidence;
  notes: string[];
  /** Numbers of the objects that name it. */
  objects: number[];
  /** No object names it: it is the host of a web address one names. */
  isHost: boolean;
}

export interface PlannedLink {
  key: string;
  kind: LinkKind;
  from: string;
  to: string;
  began: string | null;
  ended: string | null;
  confidence: Confidence;
  note: string;
  object: number;
}

export interface PlannedEvent {
  key: string;
  kind: EventKind;
  title: string;
  description: string;
  when: string;
  marking: TlpLevel;
  participants: { entity: string; part: EventPart }[];
  object: number;
}

/** Everything a file says, as plain data. */
export interface ParsedIntel {
  format: 'stix' | 'misp';
  /** Such as `STIX 2.1 bundle` or `MISP, 3 events`. */
  formatName: string;
  title: string;
  objects: IntelObject[];
  entities: PlannedEntity[];
  links: PlannedLink[];
  events: PlannedEvent[];
  findings: IntelFinding[];
  /** Findings beyond those listed, by code. */
  furtherFindings: Record<string, number>;
}

export interface ReadingOptions {
  /** Marking of what carries none. */
  marking: TlpLevel;
  /** ISO 3166-1 alpha-2: whose national phone numbers and accounts these are. */
  country?: string | undefined;
}
