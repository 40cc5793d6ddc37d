import { ProfferError } from '../../shared/domain/errors.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { type EntryHead, entryHeadColumns, type StoredEntry, unpackChanges } from './entry.ts';
import { hasEffect } from './row-changes.ts';

/** Reasons a person's own change can have; custody, exports and settings are not taken back. */
const undoableReasons: readonly string[] = ['create', 'edit', 'import', 'hide', 'undo'];

/** Entries, named `entry`, that a person can take back and nobody took back yet. */
const standing = `reason IN (${undoableReasons.map((reason) => `'${reason}'`).join(', ')})
  AND NOT EXISTS (SELECT 1 FROM change_log later WHERE later.device_id = entry.device_id AND later.undoes = entry.seq)`;

/** The last change of a case that stands and can be taken back, or null. One that was done again stands. */
export function lastUndoable(database: SqliteDatabase, deviceId: string, caseId: string): StoredEntry | null {
  const entries = database
    .prepare(
      `SELECT * FROM change_log entry WHERE device_id = ? AND case_id = ? AND ${standing} ORDER BY seq DESC`,
    )
    .iterate(deviceId, caseId) as IterableIterator<StoredEntry>;
  for (const entry of entries)
    if (!takesBack(database, entry) && hasEffect(unpackChanges(entry).changes)) return entry;
  return null;
}

/** Whether an entry takes a change back, rather than making it or doing it again. */
export function takesBack(
  database: SqliteDatabase,
  entry: Pick<StoredEntry, 'device_id' | 'undoes'>,
): boolean {
  const undoes = database.prepare('SELECT undoes FROM change_log WHERE device_id = ? AND seq = ?').pluck();
  let steps = 0;
  for (let seq = entry.undoes; seq !== null; steps++)
    seq = (undoes.get(entry.device_id, seq) as number | null | undefined) ?? null;
  return steps % 2 === 1;
}

/** More changes than the begin or the end of an intake writes: there is a record among them. */
const courseOfIntake = 4;

/** Whether an entry would be accepted by `undoableEntry`; told for whole lists, so that large entries are not unpacked. */
export function isUndoable(entry: StoredEntry & { undone_by: number | null }, deviceId: string): boolean {
  if (entry.device_id !== deviceId || entry.case_id === null || entry.undone_by !== null) return false;
  if (!undoableReasons.includes(entry.reason)) return false;
  if (entry.change_count > courseOfIntake) return true;
  try {
    return hasEffect(unpackChanges(entry).changes);
  } catch (error) {
    // A damaged entry is named by the verification; the list is still to be read.
    if (error instanceof ProfferError && error.code === 'integrity-failed') return false;
    throw error;
  }
}

/** The named entry, checked to be one that can be taken back; taking back an undo brings the change again. */
export function undoableEntry(
  database: SqliteDatabase,
  deviceId: string,
  caseId: string,
  seq: number,
): StoredEntry {
  const entry = database
    .prepare('SELECT * FROM change_log WHERE device_id = ? AND seq = ? AND case_id = ?')
    .get(deviceId, seq, caseId) as StoredEntry | undefined;
  if (!entry) throw new ProfferError('not-found', `This case has no change number ${seq}.`, { seq });
  if (!undoableReasons.includes(entry.reason) || !hasEffect(unpackChanges(entry).changes)) {
    throw new ProfferError(
      'conflict',
      `Change ${seq} (${entry.summary}) cannot be taken back: custody, exports, settings and the course of an intake stand.`,
      { seq, reason: entry.reason },
    );
  }
  const undone = database
    .prepare('SELECT seq FROM change_log WHERE device_id = ? AND undoes = ?')
    .get(deviceId, seq) as { seq: number } | undefined;
  if (undone)
    throw new ProfferError('conflict', `Change ${seq} was taken back already, by change ${undone.seq}.`, {
      seq,
      undoneBy: undone.seq,
    });
  return entry;
}

/** What is taken back together with an entry: all of its import that still stands, last first, else the entry alone. */
export function standingWith(database: SqliteDatabase, entry: EntryHead): EntryHead[] {
  if (entry.batch_id === null) return [entry];
  return database
    .prepare(
      `SELECT ${entryHeadColumns} FROM change_log entry WHERE batch_id = ? AND device_id = ? AND ${standing} ORDER BY seq DESC`,
    )
    .all(entry.batch_id, entry.device_id) as EntryHead[];
}
