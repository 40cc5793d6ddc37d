import { newId } from '../../../shared/domain/ids.ts';
import { parseUncertainDate } from '../../../shared/domain/uncertain-date.ts';
import type { Row, SqliteDatabase } from '../../database/sqlite.ts';
import { Guard } from '../../entities/bulk/guard.ts';
import { completeEntity } from '../../entities/complete-entity.ts';
import { guardFields } from '../../entities/guard-fields.ts';
import { type Ensured, type FoundEntity, RecordWriter } from '../../entities/record-writer.ts';
import { noteTwins } from '../../entities/rematch.ts';
import type { Transaction } from '../../log/writer.ts';
import type { ImportBatch } from '../imports/import-batch.ts';
import { tellEnsured, tellMaskings } from '../imports/tell-written.ts';
import type { ObjectWriter } from './object-writer.ts';
import type { IntelObject, ParsedIntel, PlannedEntity, PlannedEvent, PlannedLink } from './parsed-intel.ts';
import { findOf, isByItsKey, madeBefore, provenanceOf, timeOf } from './planned-find.ts';

type RecordKind = 'entity' | 'link' | 'event';

/** Writes what a reading plans by the bulk writers, and remembers which object made which record. */
export class PlanWriter {
  private readonly entityIds = new Map<string, string>();
  private readonly database: SqliteDatabase;
  private readonly facts: {
    caseId: string;
    evidenceId: string;
    batch: ImportBatch;
    reading: ParsedIntel;
    objects: ObjectWriter;
  };

  constructor(database: SqliteDatabase, facts: PlanWriter['facts']) {
    this.database = database;
    this.facts = facts;
  }

  writeEntities(transaction: Transaction, entities: readonly PlannedEntity[]): void {
    const writer = new RecordWriter(this.database, transaction);
    for (const entity of entities) {
      const place = this.facts.reading.objects[entity.objects[0] ?? -1]?.pointer ?? '';
      this.tellingMasked(writer, place, () => this.writeEntity(transaction, writer, entity));
    }
  }

  private writeEntity(transaction: Transaction, writer: RecordWriter, entity: PlannedEntity): void {
    const { batch } = this.facts;
    const objects = entity.objects.map((number) => this.facts.reading.objects[number]);
    const known = this.madeBefore(entity.key);
    if (known !== undefined && objects.every((object) => this.facts.objects.isKnown(object))) {
      this.entityIds.set(entity.key, this.survivorOf(known));
      batch.count(entity.isHost ? 'hosts known' : 'matched');
      return;
    }
    const found = findOf(this.provenance(objects[0]), entity);
    const { id, outcome, candidates, conflicts } =
      known !== undefined && isByItsKey(entity.kind, false)
        ? this.complete(transaction, this.survivorOf(known), found)
        : writer.ensure(found);
    this.entityIds.set(entity.key, id);
    batch.count(entity.isHost ? (outcome === 'matched' ? 'hosts known' : 'hosts') : outcome);
    const place = objects[0]?.pointer ?? '';
    tellEnsured(batch, place, entity.display, { outcome, candidates, conflicts });
    for (const object of objects) this.remember(transaction, object, 'made', 'entity', id, entity.key);
  }

  /** Adds what a later version of an object says to the record an earlier one made; one that was hidden stays so. */
  private complete(transaction: Transaction, id: string, found: FoundEntity): Ensured {
    const row = this.database.cached('SELECT hidden_at FROM entity WHERE id = ?').get(id) as Row | undefined;
    const nothing: Ensured = { id, outcome: 'matched', candidates: [], conflicts: [] };
    if (row?.hidden_at !== null) return nothing;
    const guard = new Guard();
    const fields = guardFields(guard, found.fields ?? {});
    tellMaskings(this.facts.batch, found.because?.place ?? '', guard.maskings);
    const { rematched, ...completed } = completeEntity(this.database, transaction, id, found, fields);
    if (rematched) noteTwins(this.database, transaction, id);
    return { ...nothing, ...completed };
  }

  writeLinks(transaction: Transaction, links: readonly PlannedLink[]): void {
    const writer = new RecordWriter(this.database, transaction);
    for (const link of links) {
      const fromId = this.entityIds.get(link.from);
      const toId = this.entityIds.get(link.to);
      // Two things of the source may be one record of the case.
      if (fromId === undefined || toId === undefined || fromId === toId) continue;
      const object = this.facts.reading.objects[link.object];
      if (this.facts.objects.isOlder(object)) continue;
      if (this.facts.objects.isKnown(object) && this.madeBefore(link.key) !== undefined) continue;
      const { id, outcome } = this.tellingMasked(writer, object?.pointer ?? '', () =>
        writer.addLink({
          ...this.provenance(object),
          kind: link.kind,
          fromId,
          toId,
          began: timeOf(link.began),
          ended: timeOf(link.ended),
          confidence: link.confidence,
          note: link.note,
        }),
      );
      if (outcome === 'added') this.facts.batch.count('links');
      this.remember(transaction, object, 'made', 'link', id, link.key);
    }
  }

  writeEvents(transaction: Transaction, events: readonly PlannedEvent[]): void {
    const writer = new RecordWriter(this.database, transaction);
    for (const event of events) {
      const object = this.facts.reading.objects[event.object];
      // An object that says something else now speaks of the same event: what a person made of that stays.
      if (this.facts.objects.isOlder(object)) continue;
      if (this.madeBefore(event.key) !== undefined) {
        if (!this.facts.objects.isKnown(object)) this.tellKept(event.title, object);
        continue;
      }
      const { id, outcome } = this.tellingMasked(writer, object?.pointer ?? '', () =>
        writer.addEvent({
          ...this.provenance(object),
          kind: event.kind,
          title: event.title,
          description: event.description,
          when: parseUncertainDate({ text: event.when }),
          marking: event.marking,
          participants: event.participants.flatMap(({ entity, part }) => {
            const entityId = this.entityIds.get(entity);
            return entityId === undefined ? [] : [{ entityId, part }];
          }),
        }),
      );
      if (outcome === 'added') this.facts.batch.count('events');
      this.remember(transaction, object, 'made', 'event', id, event.key);
    }
  }

  /** What reports, notes and relations without a record speak of. */
  writeAbout(transaction: Transaction, objects: readonly IntelObject[]): void {
    for (const object of objects) {
      if (this.facts.objects.isKnown(object)) continue;
      for (const key of object.about) {
        const id = this.entityIds.get(key);
        if (id !== undefined) this.remember(transaction, object, 'about', 'entity', id, key);
      }
    }
  }

  private provenance(object: IntelObject | undefined) {
    return provenanceOf(this.facts, object);
  }

  private madeBefore(key: string): string | undefined {
    return madeBefore(this.database, this.facts.caseId, key);
  }

  /** A record that a person has merged away stands for the one it went into. */
  private survivorOf(id: string): string {
    const into = this.database.cached('SELECT merged_into FROM entity WHERE id = ?').pluck();
    let survivor = id;
    for (let steps = 0; steps < 100; steps += 1) {
      const next = into.get(survivor) as string | null | undefined;
      if (!next) break;
      survivor = next;
    }
    return survivor;
  }

  private remember(
    transaction: Transaction,
    object: IntelObject | undefined,
    relation: 'made' | 'about',
    kind: RecordKind,
    subject: string,
    key: string,
  ): void {
    const objectId = this.facts.objects.idOf(object);
    if (objectId === undefined) return;
    const noted = this.database
      .cached('SELECT 1 FROM intel_record WHERE object_id = ? AND subject_id = ? LIMIT 1')
      .get(objectId, subject);
    if (noted !== undefined) return;
    transaction.insert('intel_record', {
      id: newId(),
      case_id: this.facts.caseId,
      object_id: objectId,
      relation,
      kind,
      subject_id: subject,
      key,
    });
  }

  private tellKept(name: string, object: IntelObject | undefined): void {
    this.facts.batch.finding({
      place: object?.pointer ?? '',
      severity: 'info',
      code: 'record-kept',
      message: `A later version of what made "${name}" came in; the record was left as it is.`,
    });
  }

  /** Tells what one record had masked, at the place it comes from. */
  private tellingMasked<T>(writer: RecordWriter, place: string, write: () => T): T {
    const before = writer.maskings.length;
    const written = write();
    tellMaskings(this.facts.batch, place, writer.maskings.slice(before));
    return written;
  }
}
