import { newId } from '../../shared/domain/ids.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { Transaction } from '../log/writer.ts';
import { addLoss, type NewLoss } from '../losses/add-loss.ts';
import { addPayment, type NewPayment } from '../payments/add-payment.ts';
import { type Added, addEvent, type NewEvent } from './bulk/event-writer.ts';
import { Guard } from './bulk/guard.ts';
import { addLink, type NewLink } from './bulk/link-writer.ts';
import { NamesakeRows } from './bulk/namesake-rows.ts';
import { SupportWriter } from './bulk/support-writer.ts';
import { completeEntity } from './complete-entity.ts';
import { noteDuplicates } from './duplicates/note-duplicates.ts';
import { findTwin } from './find-twin.ts';
import type { FoundEntity } from './found-entity.ts';
import { identifierColumns } from './identify.ts';
import { readFind } from './read-find.ts';
import { noteTwins } from './rematch.ts';
import { columnsOfSeen } from './seen-columns.ts';

export type { Because } from '../../shared/domain/because.ts';
export type { NewLoss } from '../losses/add-loss.ts';
export type { NewPayment } from '../payments/add-payment.ts';
export type { Added, NewEvent } from './bulk/event-writer.ts';
export type { Masking } from './bulk/guard.ts';
export type { NewLink } from './bulk/link-writer.ts';
export type { FoundEntity } from './found-entity.ts';

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
export class RecordWriter {
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
    const find = readFind(this.database, this.guard, found);
    const { identifier, fields, match } = find;
    const twin = findTwin(this.database, this.sources, find);
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
      country: found.country ?? null,
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
