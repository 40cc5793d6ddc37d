import { ProfferError } from '../../../../shared/domain/errors.ts';
import type { FindingSeverity } from '../../../../shared/domain/findings.ts';
import type { SqliteDatabase } from '../../../database/sqlite.ts';
import { type Ensured, RecordWriter } from '../../../entities/record-writer.ts';
import type { Transaction } from '../../../log/writer.ts';
import type { ImportBatch } from '../../imports/import-batch.ts';
import { tellEnsured, tellMaskings } from '../../imports/tell-written.ts';
import type { EntityDraft, RowDraft } from '../drafting/draft.ts';
import { placeOf } from '../open-rows.ts';
import { foundInRow, provenanceOf, type TableFacts } from './found-in-row.ts';
import type { KnownThings } from './known-things.ts';

/** Writes a group of drafts within one transaction, and tells the import what became of each. */
export function writeDrafts(
  database: SqliteDatabase,
  transaction: Transaction,
  batch: ImportBatch,
  facts: TableFacts,
  known: KnownThings,
  drafts: Iterable<RowDraft>,
): void {
  const writer = new RecordWriter(database, transaction);
  for (const draft of drafts) new RowWriter(writer, batch, facts, known, draft).write();
}

class RowWriter {
  readonly #writer: RecordWriter;
  readonly #batch: ImportBatch;
  readonly #facts: TableFacts;
  readonly #known: KnownThings;
  readonly #draft: RowDraft;
  readonly #place: string;
  readonly #provenance: ReturnType<typeof provenanceOf>;

  constructor(
    writer: RecordWriter,
    batch: ImportBatch,
    facts: TableFacts,
    known: KnownThings,
    draft: RowDraft,
  ) {
    this.#writer = writer;
    this.#batch = batch;
    this.#facts = facts;
    this.#known = known;
    this.#draft = draft;
    this.#place = placeOf(facts.mapping.format, draft.row);
    this.#provenance = provenanceOf(facts, draft.row);
  }

  write(): void {
    const draft = this.#draft;
    for (const { severity, code, message } of draft.problems) this.#finding(severity, code, message);
    const masked = this.#writer.maskings.length;
    try {
      this.#writeRecords(draft);
    } catch (error) {
      // Another import or the person's own rules refuse this row; what stands before it in the row stays.
      if (!(error instanceof ProfferError)) throw error;
      this.#finding('error', error.code, error.message);
    }
    tellMaskings(this.#batch, this.#place, this.#writer.maskings.slice(masked));
  }

  #writeRecords(draft: RowDraft): void {
    const made = draft.entities.length > 0 || draft.event !== null || draft.payment !== null;
    this.#batch.count(made ? 'rows' : 'skipped');
    const ids = draft.entities.map((entity) => this.#entity(entity));
    const idAt = (index: number | null) => (index === null ? null : (ids[index] ?? null));
    const { marking } = this.#facts.mapping;
    for (const { kind, from, to, confidence } of draft.links) {
      const [fromId, toId] = [idAt(from), idAt(to)];
      if (fromId === null || toId === null || fromId === toId) continue;
      this.#told(
        'links',
        this.#writer.addLink({ ...this.#provenance, kind, fromId, toId, ...(confidence && { confidence }) })
          .outcome,
      );
    }
    if (draft.loss) {
      const { victim, to, ...loss } = draft.loss;
      this.#told(
        'losses',
        this.#writer.addLoss({ ...this.#provenance, ...loss, victimId: ids[victim]!, toId: idAt(to) })
          .outcome,
      );
    }
    if (draft.payment) {
      const { method, from, to, ...payment } = draft.payment;
      const places = { fromId: idAt(from), toId: idAt(to) };
      this.#told(
        'payments',
        this.#writer.addPayment({ ...this.#provenance, ...payment, rail: method, ...places }).outcome,
      );
    }
    if (draft.event) {
      const { participants, ...event } = draft.event;
      const parts = participants.flatMap(({ entity, part }) => {
        const entityId = idAt(entity);
        return entityId === null ? [] : [{ entityId, part }];
      });
      this.#told(
        'events',
        this.#writer.addEvent({ ...this.#provenance, ...event, marking, participants: parts }).outcome,
      );
    }
  }

  #entity(draft: EntityDraft): string {
    const known = this.#known.find(draft);
    if (known !== undefined) {
      if (!draft.isHost) this.#batch.count('matched');
      return known;
    }
    const ensured = this.#writer.ensure(foundInRow(this.#facts, this.#draft.row, draft));
    this.#countEntity(draft, ensured.outcome);
    tellEnsured(this.#batch, this.#place, draft.identified.defanged, ensured);
    this.#known.remember(draft, ensured.id);
    return ensured.id;
  }

  #countEntity({ kind, identified, isHost, note }: EntityDraft, outcome: Ensured['outcome']): void {
    // It stands in no cell of its own: rows that were matched, and finds that are new, are told without it.
    if (isHost) {
      this.#told('hosts', outcome === 'matched' ? 'matched' : 'added');
      return;
    }
    this.#batch.count(outcome);
    if (outcome !== 'matched') this.#batch.count(kind === 'person' ? 'people' : 'things');
    else if (note !== '')
      this.#finding(
        'info',
        'note-left-out',
        `${identified.defanged} is in the case already; not added to it: ${note.slice(0, 500)}`,
      );
  }

  #told(what: string, outcome: 'added' | 'matched'): void {
    this.#batch.count(outcome === 'added' ? what : `${what} known`);
  }

  #finding(severity: FindingSeverity, code: string, message: string): void {
    const { raw } = this.#draft;
    this.#batch.finding({ place: this.#place, severity, code, message, ...(raw === null ? {} : { raw }) });
  }
}
