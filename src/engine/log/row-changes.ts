import type { SqliteDatabase } from '../database/sqlite.ts';
import { type EntryHead, type RowChange, type StoredEntry, unpackChanges } from './entry.ts';
import { findRow, type RecordTable, recordTables } from './tables.ts';

/** @throws ProfferError `integrity-failed` when the stored bytes are not changes. */
export function readChanges(database: SqliteDatabase, { device_id, seq }: EntryHead): RowChange[] {
  const stored = database
    .cached('SELECT seq, changes, packed FROM change_log WHERE device_id = ? AND seq = ?')
    .get(device_id, seq) as Pick<StoredEntry, 'seq' | 'changes' | 'packed'>;
  return unpackChanges(stored).changes;
}

/** The begin and the end of an intake are on the log too, but there is nothing in them to take back. */
export const hasEffect = (changes: readonly RowChange[]): boolean =>
  changes.some(({ table }) => recordTables[table as RecordTable] !== 'keep');

/** Columns that move with every edit, or are read from others and the countries of the case: they say nothing about a conflict. */
const ignored = new Set(['changed_at', 'checked', 'checked_at', 'match_email', 'match_phone']);

/** Columns of a row that are no more what a change left there. */
export function differing(database: SqliteDatabase, table: RecordTable, change: RowChange): string[] {
  const row = findRow(database, table, change.id);
  if (!row) return ['the whole record'];
  return Object.keys(change.after ?? {}).filter(
    (name) => !ignored.has(name) && row[name] !== change.after![name],
  );
}
