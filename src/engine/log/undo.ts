import { ProfferError } from '../../shared/domain/errors.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { type RowChange, type StoredEntry, unpackChanges } from './entry.ts';
import { changesSince, keepNamed, namedSince } from './named-since.ts';
import { findRow, keyOf, type RecordTable, recordTables } from './tables.ts';
import type { Transaction } from './writer.ts';

/** Reasons a person's own change can have; custody, exports and settings are not taken back. */
const undoableReasons: readonly string[] = ['create', 'edit', 'import', 'hide', 'undo'];

/** The last change of a case that stands and can be taken back, or null. One that was done again stands. */
export function lastUndoable(database: SqliteDatabase, deviceId: string, caseId: string): StoredEntry | null {
  const entries = database
    .prepare(
      `SELECT * FROM change_log entry WHERE device_id = ? AND case_id = ?
         AND reason IN (${undoableReasons.map((reason) => `'${reason}'`).join(', ')})
         AND NOT EXISTS (SELECT 1 FROM change_log later WHERE later.device_id = entry.device_id AND later.undoes = entry.seq)
       ORDER BY seq DESC`,
    )
    .iterate(deviceId, caseId) as IterableIterator<StoredEntry>;
  for (const entry of entries) if (!takesBack(database, entry) && hasEffect(entry)) return entry;
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

/** The begin and the end of an intake are on the log too, but there is nothing in them to take back. */
const hasEffect = (entry: StoredEntry): boolean =>
  unpackChanges(entry).changes.some((change) => recordTables[change.table as RecordTable] !== 'keep');

/** More changes than the begin or the end of an intake writes: there is a record among them. */
const courseOfIntake = 4;

/** Whether an entry would be accepted by `undoableEntry`; told for whole lists, so that large entries are not unpacked. */
export function isUndoable(entry: StoredEntry & { undone_by: number | null }, deviceId: string): boolean {
  if (entry.device_id !== deviceId || entry.case_id === null || entry.undone_by !== null) return false;
  if (!undoableReasons.includes(entry.reason)) return false;
  if (entry.change_count > courseOfIntake) return true;
  try {
    return hasEffect(entry);
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
  if (!undoableReasons.includes(entry.reason) || !hasEffect(entry)) {
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
export function standingWith(database: SqliteDatabase, entry: StoredEntry): StoredEntry[] {
  if (entry.batch_id === null) return [entry];
  const entries = database
    .prepare(
      `SELECT * FROM change_log entry WHERE batch_id = ? AND device_id = ?
         AND reason IN (${undoableReasons.map((reason) => `'${reason}'`).join(', ')})
         AND NOT EXISTS (SELECT 1 FROM change_log later WHERE later.device_id = entry.device_id AND later.undoes = entry.seq)
       ORDER BY seq DESC`,
    )
    .all(entry.batch_id, entry.device_id) as StoredEntry[];
  return entries.filter(hasEffect);
}

/**
 * Records that these entries wrote and somebody changed since, or rests something on, by id, with what they name themselves:
 * whoever takes the rest back may keep them.
 */
export function changedSince(database: SqliteDatabase, entries: readonly StoredEntry[]): Set<string> {
  const touched = new Set<string>();
  for (const { id } of changesSince(database, entries)) touched.add(id);
  const named = namedSince(database, entries);
  // Only what was touched or named at all is compared: an import may have written a million rows.
  const left = new Map<string, RowChange & { table: RecordTable }>();
  for (const entry of touched.size + named.size === 0 ? [] : entries.toReversed()) {
    for (const change of unpackChanges(entry).changes) {
      const table = change.table as RecordTable;
      if (!(touched.has(change.id) || named.has(change.id)) || recordTables[table] === 'keep') continue;
      const known = left.get(change.id);
      // What a later entry of the same import changed again is its own work, and no one else's.
      if (change.after === null) left.delete(change.id);
      else left.set(change.id, { ...change, table, after: { ...known?.after, ...change.after } });
    }
  }
  const changed = new Map<string, RecordTable>();
  for (const change of left.values())
    if (named.has(change.id) || differing(database, change.table, change).length > 0)
      changed.set(change.id, change.table);
  return keepNamed(database, entries, changed);
}

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
 * @returns the evidence that became hidden or visible by it, for its custody.
 * @throws ProfferError `conflict` naming the record that was changed since.
 */
export function takeBack(
  database: SqliteDatabase,
  transaction: Transaction,
  entry: StoredEntry,
  kept: ReadonlySet<string> = new Set(),
): { hidden: string[]; restored: string[] } {
  const hidden: string[] = [];
  const restored: string[] = [];
  const { changes } = unpackChanges(entry);
  for (const change of changes.reverse()) {
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
    }
  }
  return { hidden, restored };
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

/** Columns that move with every edit and say nothing about a conflict. */
const ignored = new Set(['changed_at', 'checked', 'checked_at']);

/** Columns of a row that are no more what a change left there. */
function differing(database: SqliteDatabase, table: RecordTable, change: RowChange): string[] {
  const row = findRow(database, table, change.id);
  if (!row) return ['the whole record'];
  return Object.keys(change.after ?? {}).filter(
    (name) => !ignored.has(name) && row[name] !== change.after![name],
  );
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
