import type { DuplicateBasis } from '../../../shared/domain/duplicate-words.ts';
import { newId } from '../../../shared/domain/ids.ts';
import type { EntityKind } from '../../../shared/domain/kinds.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { Transaction } from '../../log/writer.ts';

/** What two records share by which they may be one; `match` in normal form. */
export interface Shared {
  basis: DuplicateBasis;
  match: string;
}

/** A record that another may be the same as, and by what. */
export interface Doubt {
  id: string;
  shared: Shared[];
}

/** Lays a record before a person together with those it may be the same as: a row for each record and thing shared. */
export function noteDuplicates(
  database: SqliteDatabase,
  transaction: Transaction,
  record: { caseId: string; kind: EntityKind; id: string },
  doubts: readonly Doubt[],
): void {
  const own = new Map<string, Shared>();
  for (const { id, shared } of doubts)
    for (const each of shared) {
      joinGroup(database, transaction, { ...record, id, sourceId: id }, each);
      own.set(`${each.basis}:${each.match}`, each);
    }
  for (const each of own.values()) joinGroup(database, transaction, { ...record, sourceId: record.id }, each);
}

/** Makes a record a member; it stays one while `sourceId` (itself, or one that went into it) has what the group shares. */
export function joinGroup(
  database: SqliteDatabase,
  transaction: Transaction,
  member: { caseId: string; kind: EntityKind; id: string; sourceId: string },
  { basis, match }: Shared,
): void {
  const { caseId, kind, id, sourceId } = member;
  const known = database
    .cached(
      `SELECT 1 FROM possible_duplicate
       WHERE case_id = ? AND kind = ? AND basis = ? AND match = ? AND entity_id = ? AND source_id = ?`,
    )
    .get(caseId, kind, basis, match, id, sourceId);
  if (known) return;
  transaction.insert('possible_duplicate', {
    id: newId(),
    case_id: caseId,
    kind,
    basis,
    match,
    entity_id: id,
    source_id: sourceId,
    created_at: transaction.at,
  });
}
