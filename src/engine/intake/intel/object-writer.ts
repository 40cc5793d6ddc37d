import { newId } from '../../../shared/domain/ids.ts';
import type { Row, SqliteDatabase } from '../../database/sqlite.ts';
import type { Transaction } from '../../log/writer.ts';
import type { ImportBatch } from '../imports/import-batch.ts';
import type { IntelObject, ObjectState } from './parsed-intel.ts';

export interface KnownObject {
  id: string;
  hash: string;
  version: string;
  state: ObjectState;
}

/** The object a case has from an earlier import by the id its source gave it. */
export function findKnown(
  database: SqliteDatabase,
  caseId: string,
  format: string,
  sourceId: string,
): KnownObject | undefined {
  return database
    .cached(
      'SELECT id, hash, version, state FROM intel_object WHERE case_id = ? AND format = ? AND source_id = ?',
    )
    .get(caseId, format, sourceId) as KnownObject | undefined;
}

/** What an object says to a case that has this of it. */
export const newsOf = (
  known: KnownObject | undefined,
  object: IntelObject,
): 'new' | 'unchanged' | 'older' | 'changed' => {
  if (!known) return 'new';
  if (known.hash === object.hash) return 'unchanged';
  return Date.parse(known.version) > Date.parse(object.version) ? 'older' : 'changed';
};

/** Writes the objects of a source: new ones, and later versions of known ones. What is there word for word is left alone. */
export class ObjectWriter {
  /** Known before and taken back by their source with this file. */
  readonly revokedNow: { id: string; object: IntelObject }[] = [];
  private readonly ids = new Map<IntelObject, string>();
  private readonly unchanged = new Set<IntelObject>();
  private readonly older = new Set<IntelObject>();
  private readonly database: SqliteDatabase;
  private readonly facts: { caseId: string; evidenceId: string; batch: ImportBatch; format: string };

  constructor(
    database: SqliteDatabase,
    facts: { caseId: string; evidenceId: string; batch: ImportBatch; format: string },
  ) {
    this.database = database;
    this.facts = facts;
  }

  /** Id of the row that stands for an object of this reading. */
  idOf(object: IntelObject | undefined): string | undefined {
    return object && this.ids.get(object);
  }

  /** Says nothing the case has not heard: what it made stands as people have left it. */
  isKnown(object: IntelObject | undefined): boolean {
    return object !== undefined && (this.unchanged.has(object) || this.older.has(object));
  }

  /** The case has a later version of it: nothing is made of this one. */
  isOlder(object: IntelObject | undefined): boolean {
    return object !== undefined && this.older.has(object);
  }

  write(transaction: Transaction, objects: readonly IntelObject[]): void {
    for (const object of objects) this.writeOne(transaction, object);
  }

  private writeOne(transaction: Transaction, object: IntelObject): void {
    const { caseId, evidenceId, batch, format } = this.facts;
    const known = findKnown(this.database, caseId, format, object.sourceId);
    if (!known) {
      const id = newId();
      this.ids.set(object, id);
      const { columns } = rowOf(object, batch.id, evidenceId);
      transaction.insert('intel_object', {
        id,
        case_id: caseId,
        format,
        source_id: object.sourceId,
        ...columns,
      });
      this.countLeft(object);
      return;
    }
    this.ids.set(object, known.id);
    const news = newsOf(known, object);
    if (news === 'unchanged') {
      this.unchanged.add(object);
      batch.count('unchanged');
      // The same relation, with both its ends this time.
      if (extent[object.state] > extent[known.state])
        transaction.update('intel_object', known.id, rowOf(object, batch.id, evidenceId).columns);
      return;
    }
    if (news === 'older') {
      this.older.add(object);
      batch.count('older');
      batch.finding({
        place: object.pointer,
        severity: 'info',
        code: 'older-version',
        message: `The case has a later version of ${object.sourceId} (${known.version}); that one stays.`,
      });
      return;
    }
    transaction.update('intel_object', known.id, rowOf(object, batch.id, evidenceId).columns);
    batch.count('changed');
    this.countLeft(object);
    if (object.state === 'revoked' && known.state !== 'revoked')
      this.revokedNow.push({ id: known.id, object });
  }

  private countLeft({ state }: IntelObject): void {
    const what = left[state];
    if (what !== null) this.facts.batch.count(what);
  }
}

/** What an object leaves beside records: an import that only kept something came to that. */
const left: Record<ObjectState, string | null> = {
  read: null,
  partly: 'objects partly kept',
  kept: 'objects kept',
  revoked: 'objects revoked',
};

/** How much of an object is in records. */
const extent: Record<ObjectState, number> = { revoked: 0, kept: 1, partly: 2, read: 3 };

const rowOf = (object: IntelObject, importId: string, evidenceId: string): { columns: Row } => ({
  columns: {
    import_id: importId,
    evidence_id: evidenceId,
    type: object.type,
    pointer: object.pointer,
    title: object.title,
    creator: object.creator,
    version: object.version,
    marking: object.marking,
    tags: JSON.stringify(object.tags),
    state: object.state,
    left_over: JSON.stringify(object.leftOver),
    json: object.json,
    hash: object.hash,
  },
});

/**
 * Hides the links and events an object made, when its source has taken it back. Entities stay: others may name them, and what
 * became of a number is for a person to say; a finding names each.
 */
export function hideRevoked(
  database: SqliteDatabase,
  transaction: Transaction,
  batch: ImportBatch,
  { id, object }: { id: string; object: IntelObject },
): void {
  const made = database
    .cached(
      "SELECT DISTINCT kind, subject_id AS subject FROM intel_record WHERE object_id = ? AND relation = 'made'",
    )
    .all(id) as { kind: 'entity' | 'link' | 'event'; subject: string }[];
  for (const { kind, subject } of made) {
    if (kind === 'entity') {
      const display = database
        .cached('SELECT display FROM entity WHERE id = ?')
        .pluck()
        .get(subject) as string;
      batch.finding({
        place: object.pointer,
        severity: 'warning',
        code: 'revoked',
        message: `Its source has taken back what made ${display}: decide whether it stays in the case.`,
      });
    } else if (!hasOtherMaker(database, id, subject)) {
      const row = database.cached(`SELECT hidden_at FROM ${kind} WHERE id = ?`).get(subject) as
        | Row
        | undefined;
      if (row?.hidden_at !== null) continue;
      transaction.update(kind, subject, { hidden_at: transaction.at });
      batch.count('hidden');
    }
  }
}

const hasOtherMaker = (database: SqliteDatabase, objectId: string, subject: string): boolean =>
  database
    .cached(
      `SELECT 1 FROM intel_record JOIN intel_object ON intel_object.id = object_id
       WHERE subject_id = ? AND object_id <> ? AND relation = 'made' AND state <> 'revoked'`,
    )
    .get(subject, objectId) !== undefined;
