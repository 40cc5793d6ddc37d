import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { type EntryHead, type RowChange, type StoredEntry, unpackChanges } from './entry.ts';
import { differing, hasEffect, readChanges } from './row-changes.ts';
import { findRow, keyOf, type RecordTable, recordTables } from './tables.ts';

/** What taking entries back would meet. */
export interface UndoSurvey {
  /** Those in which there is something to take back, in the order they were given. */
  entries: EntryHead[];
  /** Records that would go although something written since still names them, by id. */
  named: Set<string>;
  /**
   * Those, and records somebody changed since, with what they name themselves: whoever takes the rest back may keep them.
   */
  changed: Set<string>;
}

/**
 * Looks into all that was written since, then into the entries themselves: each is unpacked once and let go of before the
 * next. `standing`: last first, as `standingWith` gives them.
 */
export function surveyUndo(database: SqliteDatabase, standing: readonly EntryHead[]): UndoSurvey {
  const since = readSince(database, standing);
  const own = readOwn(database, standing, since);
  const named = stillNamed(database, since, own);
  const changed = new Map<string, RecordTable>();
  for (const { change, table } of own.left.values())
    if (
      named.has(change.id) ||
      (since.touched.has(change.id) && differing(database, table, change).length > 0)
    )
      changed.set(change.id, table);
  return { entries: own.entries, named, changed: withWhatTheyName(database, own.going, changed) };
}

/** Columns in which a row names a record that it says something of. */
const naming: Partial<Record<RecordTable, readonly string[]>> = {
  entity: ['merged_into'],
  entity_role: ['entity_id'],
  link: ['from_id', 'to_id'],
  event_participant: ['entity_id', 'event_id'],
  loss: ['victim_id', 'from_id', 'to_id'],
  payment: ['loss_id', 'victim_id', 'from_id', 'to_id'],
  disclosure: ['entity_id'],
  support: ['subject_id'],
};

const namingColumns = (table: string): readonly string[] => naming[table as RecordTable] ?? [];

/** A row in whose column a record was named. */
interface Naming {
  table: RecordTable;
  id: string;
  column: string;
}

/** What entries written after the first of the surveyed ones did, and not among them. */
interface Since {
  /** Rows they changed or removed. */
  touched: Set<string>;
  /** By the record that is named now and was not before. */
  namings: Map<string, Naming[]>;
  /** The rows that name, with whether they are new. */
  namers: Map<string, boolean>;
  /** What a row named in a column, before it was changed or removed: naming that again is nothing new. */
  before: Map<string, unknown>;
}

function readSince(database: SqliteDatabase, standing: readonly EntryHead[]): Since {
  const since: Since = { touched: new Set(), namings: new Map(), namers: new Map(), before: new Map() };
  const first = standing.at(-1);
  if (!first) return since;
  const own = new Set(standing.map(({ seq }) => seq));
  const later = database
    .prepare(
      `SELECT device_id, seq, changes, packed FROM change_log
       WHERE rowid > (SELECT rowid FROM change_log WHERE device_id = ? AND seq = ?)`,
    )
    .iterate(first.device_id, first.seq) as IterableIterator<
    Pick<StoredEntry, 'device_id' | 'seq' | 'changes' | 'packed'>
  >;
  for (const entry of later) {
    if (entry.device_id === first.device_id && own.has(entry.seq)) continue;
    for (const change of unpackChanges(entry).changes) {
      // A row that was inserted is none of theirs; one of theirs that was inserted again was removed before, and is told by that.
      if (change.before !== null) since.touched.add(change.id);
      for (const column of namingColumns(change.table)) addNaming(since, change, column);
    }
  }
  return since;
}

function addNaming(since: Since, change: RowChange, column: string): void {
  const { id, before, after } = change;
  const table = change.table as RecordTable;
  const valueIn = (row: Row) => row[column] ?? keyOf(table, id)[column];
  const place = `${column} ${id}`;
  if (before && !since.namers.get(id) && !since.before.has(place)) {
    const named = valueIn(before);
    if (named !== undefined) since.before.set(place, named);
  }
  const target = after && valueIn(after);
  if (typeof target !== 'string' || since.before.get(place) === target) return;
  const known = since.namings.get(target);
  const naming = { table, id, column };
  if (known) known.push(naming);
  else since.namings.set(target, [naming]);
  if (!since.namers.has(id)) since.namers.set(id, before === null);
}

/** What the surveyed entries did themselves. */
interface Own {
  entries: EntryHead[];
  /** Records that taking them back takes out of sight. Empty where nothing since has to do with any record. */
  going: Map<string, RecordTable>;
  /** How they left the rows that were touched or named since: all columns they wrote. */
  left: Map<string, { table: RecordTable; change: RowChange }>;
  /** Rows that name, and that they made. */
  made: Set<string>;
}

function readOwn(database: SqliteDatabase, standing: readonly EntryHead[], since: Since): Own {
  const own: Own = { entries: [], going: new Map(), left: new Map(), made: new Set() };
  const alone = since.touched.size + since.namings.size === 0;
  for (const entry of standing.toReversed()) {
    const changes = readChanges(database, entry);
    if (!hasEffect(changes)) continue;
    own.entries.push(entry);
    // Only what was touched or named at all is kept: an import may have written a million rows.
    if (!alone) for (const change of changes) readChange(own, change, since);
  }
  own.entries.reverse();
  return own;
}

function readChange(own: Own, change: RowChange, since: Since): void {
  const { id, before, after } = change;
  const table = change.table as RecordTable;
  if (hides(change)) own.going.set(id, table);
  if (before === null && since.namers.has(id)) own.made.add(id);
  if (!(since.touched.has(id) || since.namings.has(id)) || recordTables[table] === 'keep') return;
  // What a later entry of the same import changed again is its own work, and no one else's.
  if (after === null) own.left.delete(id);
  else
    own.left.set(id, {
      table,
      change: { ...change, after: { ...own.left.get(id)?.change.after, ...after } },
    });
}

/** Whether taking this change back takes a record out of sight. */
const hides = ({ table, before, after }: RowChange): boolean =>
  recordTables[table as RecordTable] === 'hide' &&
  after !== null &&
  (before === null || (before.hidden_at != null && after.hidden_at === null));

/**
 * Records that would go although something written since still names them: a loss of a victim, a part in an event, evidence of
 * a second source, a record that went into it. What the entries made themselves goes with them, or stays with what it names.
 */
function stillNamed(database: SqliteDatabase, since: Since, own: Own): Set<string> {
  const named = new Set<string>();
  for (const [target, namings] of since.namings) {
    if (!own.going.has(target)) continue;
    if (namings.some((naming) => !own.made.has(naming.id) && stillNames(database, naming, target)))
      named.add(target);
  }
  return named;
}

function stillNames(database: SqliteDatabase, { table, id, column }: Naming, target: string): boolean {
  const row = findRow(database, table, id);
  if (row?.[column] !== target) return false;
  // A record that went into another is hidden because of that.
  if (column === 'merged_into') return true;
  if (table === 'event_participant') return isShown(findRow(database, 'event', row.event_id as string));
  return isShown(row);
}

const isShown = (row: Row | undefined): boolean => row !== undefined && (row.hidden_at ?? null) === null;

/** Adds to records that stay whatever of those that go they name: a loss that stays keeps its victim. */
function withWhatTheyName(
  database: SqliteDatabase,
  going: ReadonlyMap<string, RecordTable>,
  kept: ReadonlyMap<string, RecordTable>,
): Set<string> {
  const all = new Set(kept.keys());
  const queue = [...kept];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [id, table] = next;
    for (const target of namedBy(database, table, id)) {
      const known = going.get(target);
      if (known === undefined || all.has(target)) continue;
      all.add(target);
      queue.push([target, known]);
    }
  }
  return all;
}

function namedBy(database: SqliteDatabase, table: RecordTable, id: string): string[] {
  const rows =
    table === 'event'
      ? (database.cached('SELECT entity_id FROM event_participant WHERE event_id = ?').all(id) as Row[])
      : [findRow(database, table, id) ?? {}];
  const columns = table === 'event' ? ['entity_id'] : namingColumns(table);
  return rows.flatMap((row) =>
    columns.map((column) => row[column]).filter((value): value is string => typeof value === 'string'),
  );
}
