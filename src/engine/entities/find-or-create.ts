import type { Identifier, IdentifierContext } from '../../shared/domain/identifiers/index.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { Confidence, EntityKind, EntityRole } from '../../shared/domain/kinds.ts';
import type { TlpLevel } from '../../shared/domain/markings.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { Transaction } from '../log/writer.ts';
import { addLoss, type NewLoss } from '../losses/add-loss.ts';
import { addPayment, type NewPayment } from '../payments/add-payment.ts';
import type { When } from '../when.ts';
import { type Added, addEvent, type NewEvent } from './bulk/event-writer.ts';
import { Guard } from './bulk/guard.ts';
import { addLink, type NewLink } from './bulk/link-writer.ts';
import { NamesakeRows } from './bulk/namesake-rows.ts';
import { type Provenance, SupportWriter } from './bulk/support-writer.ts';
import { completeEntity } from './complete-entity.ts';
import { noteDuplicates } from './duplicates/note-duplicates.ts';
import type { EntityRecord } from './entity-rows.ts';
import { findTwin } from './find-twin.ts';
import { guardFields } from './guard-fields.ts';
import { guardedIdentifier, identifierColumns, identify, isNamedByText } from './identify.ts';
import { matchContacts } from './match-contacts.ts';
import { noteTwins } from './rematch.ts';
import { columnsOfSeen } from './seen-columns.ts';

export type { Because } from '../../shared/domain/because.ts';
export type { NewLoss } from '../losses/add-loss.ts';
export type { NewPayment } from '../payments/add-payment.ts';
export type { Added, NewEvent } from './bulk/event-writer.ts';
export type { Masking } from './bulk/guard.ts';
export type { NewLink } from './bulk/link-writer.ts';

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

export interface Ensured {
  id: string;
  /** `unsure`: added, and laid before a person together with the records it may be the same as. */
  outcome: 'added' | 'matched' | 'unsure';
  /** With `unsure`: those records. */
  candidates: string[];
  /** Names of fields in which the source contradicts the record; the record was left as it is. */
  conflicts: string[];
}

/**
 * The one way many records come into a case: within one given transaction, each thing once, by the duplicate rule of its
 * kind. Rests all of them on their evidence. Card numbers, national numbers and passwords are masked on the way
 * (`maskings` says where). Cheap to make: one for each `session.write` or `ImportBatch.write`.
 */
export class EntityWriter {
  private readonly database: SqliteDatabase;
  private readonly transaction: Transaction;
  private readonly supports: SupportWriter;
  private readonly sources: { supports: SupportWriter; namesakes: NamesakeRows };
  private readonly guard = new Guard();

  constructor(database: SqliteDatabase, transaction: Transaction) {
    this.database = database;
    this.transaction = transaction;
    this.supports = new SupportWriter(database, transaction);
    this.sources = { supports: this.supports, namesakes: new NamesakeRows(database) };
  }

  /** What was masked so far: to be told to the person as findings. */
  get maskings(): Guard['maskings'] {
    return this.guard.maskings;
  }

  /** @throws ProfferError `invalid-input` for what cannot be one of its kind, unless `keepInvalid`. */
  ensure(found: FoundEntity): Ensured {
    const country = found.country ?? null;
    const context = { country: country ?? undefined, ...found.context };
    const identifier = found.identified
      ? guardedIdentifier(found.identified, context, (text) => this.guard.text('name', text))
      : identify(
          found.kind,
          isNamedByText(found.kind) ? this.guard.text('name', found.value) : found.value,
          context,
          found.keepInvalid ?? false,
        );
    const fields = guardFields(this.guard, found.fields ?? {});
    const match = matchContacts(this.database, { ...found, country }, fields);
    const twin = findTwin(this.database, this.sources, { found, identifier, fields, match });
    if (twin.sameAs !== null) {
      const { rematched, ...completed } = completeEntity(
        this.database,
        this.transaction,
        twin.sameAs,
        found,
        fields,
      );
      if (rematched) noteTwins(this.database, this.transaction, twin.sameAs);
      this.supports.addOnce('entity', twin.sameAs, found);
      return { id: twin.sameAs, candidates: [], ...completed };
    }
    const id = newId();
    const { transaction } = this;
    transaction.insert('entity', {
      id,
      case_id: found.caseId,
      ...identifierColumns(identifier),
      fields: JSON.stringify(fields),
      note: this.guard.text('note', found.note ?? ''),
      country,
      marking: found.marking ?? 'amber',
      confidence: found.confidence ?? 'unknown',
      ...columnsOfSeen(found.seenFrom ?? null, found.seenTo ?? null),
      match_email: match.match_email,
      match_phone: match.match_phone,
      merged_into: null,
      created_at: transaction.at,
      changed_at: transaction.at,
      hidden_at: null,
    });
    for (const role of new Set(found.roles))
      transaction.insert('entity_role', { id: newId(), entity_id: id, role });
    this.supports.add('entity', id, found);
    this.sources.namesakes.note(identifier, found, id);
    noteDuplicates(this.database, transaction, { caseId: found.caseId, kind: found.kind, id }, twin.maybe);
    return {
      id,
      outcome: twin.maybe.length > 0 ? 'unsure' : 'added',
      candidates: twin.maybe.map((one) => one.id),
      conflicts: [],
    };
  }

  addEvent(event: NewEvent): Added {
    return addEvent(this.database, this.transaction, this.supports, this.guard, event);
  }

  addLoss(loss: NewLoss): Added {
    return addLoss(this.database, this.transaction, this.supports, this.guard, loss);
  }

  addPayment(payment: NewPayment): Added {
    return addPayment(this.database, this.transaction, this.supports, this.guard, payment);
  }

  addLink(link: NewLink): Added {
    return addLink(this.database, this.transaction, this.supports, this.guard, link);
  }
}
