import { ProfferError } from '../../shared/domain/errors.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { EntryHead, RowChange } from './entry.ts';
import { differing, readChanges } from './row-changes.ts';
import { keyOf, type RecordTable, recordTables } from './tables.ts';
import type { Transaction } from './writer.ts';

/** In which column a row names the record it belongs to. */
const ownerColumns: Partial<Record<RecordTable, string>> = {
  entity_role: 'entity_id',
  event_participant: 'event_id',
  support: 'subject_id',
};

function belongsTo(kept: ReadonlySet<string>, change: RowChange): boolean {
  if (kept.has(change.id)) return true;
  const table = change.table as RecordTable;
  const owner = ownerColumns[table];
  const row = { ...keyOf(table, change.id), ...(change.after ?? change.before) };
  return owner !== undefined && kept.has(String(row[owner]));
}

/**
 * Writes the state before an entry, last row first. Nothing a later change touched is overwritten.
 * `kept`: ids of records that stay as they are, with all that belongs to them.
 * @returns the evidence that became hidden or visible by it, for its custody; the entities whose contacts or country changed.
 * @throws ProfferError `conflict` naming the record that was changed since.
 */
export function takeBack(
  database: SqliteDatabase,
  transaction: Transaction,
  entry: EntryHead,
  kept: ReadonlySet<string> = new Set(),
): { hidden: string[]; restored: string[]; contacts: string[] } {
  const hidden: string[] = [];
  const restored: string[] = [];
  const contacts: string[] = [];
  for (const change of readChanges(database, entry).reverse()) {
    const table = change.table as RecordTable;
    const rule = recordTables[table];
    if (rule === undefined)
      throw new ProfferError(
        'internal',
        `The log names a table this program does not know: ${change.table}.`,
      );
    if (rule === 'keep' || belongsTo(kept, change)) continue;
    if (change.before === null && rule === 'hide') {
      requireUnchanged(database, table, change);
      transaction.update(table, change.id, { hidden_at: transaction.at });
      if (table === 'evidence') hidden.push(change.id);
    } else if (change.before === null) {
      requireUnchanged(database, table, change);
      transaction.remove(table, change.id);
    } else if (change.after === null) {
      insertAgain(transaction, table, change);
    } else {
      requireUnchanged(database, table, change);
      transaction.update(table, change.id, change.before);
      if (table === 'evidence' && 'hidden_at' in change.before) {
        (change.before.hidden_at === null ? restored : hidden).push(change.id);
      }
      if (table === 'entity' && ('fields' in change.before || 'country' in change.before))
        contacts.push(change.id);
    }
  }
  return { hidden, restored, contacts };
}

/** @throws ProfferError `conflict` when the same was added again since. */
function insertAgain(transaction: Transaction, table: RecordTable, change: RowChange): void {
  try {
    transaction.insert(table, { ...keyOf(table, change.id), ...change.before });
  } catch (error) {
    if (!String((error as { code?: string }).code).startsWith('SQLITE_CONSTRAINT')) throw error;
    throw new ProfferError(
      'conflict',
      `This cannot be taken back by itself: the ${table.replaceAll('_', ' ')} it removed was added again since. Take back the later change first, or edit the record.`,
      { table, id: change.id },
      { cause: error },
    );
  }
}

function requireUnchanged(database: SqliteDatabase, table: RecordTable, change: RowChange): void {
  const columns = differing(database, table, change);
  if (columns.length > 0) {
    throw new ProfferError(
      'conflict',
      `This cannot be taken back by itself: ${columns.join(', ')} of the ${table} record changed since. Take back the later change first, or edit the record.`,
      {
        table,
        id: change.id,
        columns,
      },
    );
  }
}
