import type { Identifier, IdentifierContext } from '../../shared/domain/identifiers/index.ts';
import type { Confidence, EntityKind, EntityRole } from '../../shared/domain/kinds.ts';
import type { TlpLevel } from '../../shared/domain/markings.ts';
import type { When } from '../when.ts';
import type { Provenance } from './bulk/support-reader.ts';
import type { EntityRecord } from './entity-rows.ts';

/** A person or thing as a source tells of it, before it is asked which record of the case it is. */
export interface FoundEntity extends Provenance {
  kind: EntityKind;
  /** As found: `identified` is read from it where the caller has not done so already. */
  value: string;
  identified?: Identifier;
  /** Chain, bank scheme, country of a national number: what the source declares and the text does not say. */
  context?: IdentifierContext;
  roles?: readonly EntityRole[];
  /** ISO 3166-1 of the thing itself. */
  country?: string | null;
  fields?: Partial<EntityRecord['fields']>;
  note?: string;
  marking?: TlpLevel;
  confidence?: Confidence;
  /** First and last sight as the source states them. */
  seenFrom?: When | null;
  seenTo?: When | null;
  /** Keeps what cannot be one of its kind; otherwise it is refused (`invalid-input`). */
  keepInvalid?: boolean;
}
