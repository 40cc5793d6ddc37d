import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { type RowChange, type StoredEntry, unpackChanges } from './entry.ts';
import { findRow, type RecordTable, recordTables } from './tables.ts';

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

/** Changes of entries written after the first of these, and not among them. */
export function* changesSince(
  database: SqliteDatabase,
  entries: readonly StoredEntry[],
): Generator<RowChange> {
  const own = new Set(entries.map(({ seq }) => seq));
  const first = entries.reduce((least, entry) => (entry.seq < least.seq ? entry : least));
  const later = database
    .prepare(
      `SELECT device_id, seq, changes, packed FROM change_log
       WHERE rowid > (SELECT rowid FROM change_log WHERE device_id = ? AND seq = ?)`,
    )
    .iterate(first.device_id, first.seq) as IterableIterator<
    Pick<StoredEntry, 'device_id' | 'seq' | 'changes' | 'packed'>
  >;
  for (const entry of later)
    if (entry.device_id !== first.device_id || !own.has(entry.seq)) yield* unpackChanges(entry).changes;
}

/** Whether taking this change back takes a record out of sight. */
const hides = ({ table, before, after }: RowChange): boolean =>
  recordTables[table as RecordTable] === 'hide' &&
  after !== null &&
  (before === null || (before.hidden_at != null && after.hidden_at === null));

/**
 * Records that taking these entries back would hide although something written since still names them, by id: a loss of a
 * victim, a part in an event, evidence of a second source, a record that went into it.
 */
export function namedSince(database: SqliteDatabase, entries: readonly StoredEntry[]): Set<string> {
  const mentioned = new Set<string>();
  for (const { table, after } of changesSince(database, entries))
    for (const column of namingColumns(table))
      if (typeof after?.[column] === 'string') mentioned.add(after[column]);
  const going = mentioned.size === 0 ? mentioned : hiddenBy(entries, mentioned);
  if (going.size === 0) return going;
  const namers = new Map<string, Set<string>>();
  for (const { table, id, after } of changesSince(database, entries))
    for (const column of namingColumns(table)) {
      const target = after?.[column];
      if (typeof target !== 'string' || !going.has(target) || namers.get(id)?.has(target)) continue;
      if (stillNames(database, table as RecordTable, id, column, target))
        namers.set(id, (namers.get(id) ?? new Set()).add(target));
    }
  // What these entries wrote themselves goes with them, or stays with what it names: see `keepNamed`.
  for (const entry of namers.size === 0 ? [] : entries)
    for (const { id, before } of unpackChanges(entry).changes) if (before === null) namers.delete(id);
  return new Set([...namers.values()].flatMap((targets) => [...targets]));
}

/** Adds to records that stay whatever of the same entries they name: a loss that stays keeps its victim. */
export function keepNamed(
  database: SqliteDatabase,
  entries: readonly StoredEntry[],
  kept: ReadonlyMap<string, RecordTable>,
): Set<string> {
  const all = new Set(kept.keys());
  const going = kept.size === 0 ? new Map<string, RecordTable>() : tablesOfHidden(entries);
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

function hiddenBy(entries: readonly StoredEntry[], among: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  for (const entry of entries)
    for (const change of unpackChanges(entry).changes)
      if (among.has(change.id) && hides(change)) found.add(change.id);
  return found;
}

function tablesOfHidden(entries: readonly StoredEntry[]): Map<string, RecordTable> {
  const found = new Map<string, RecordTable>();
  for (const entry of entries)
    for (const change of unpackChanges(entry).changes)
      if (hides(change)) found.set(change.id, change.table as RecordTable);
  return found;
}

function stillNames(
  database: SqliteDatabase,
  table: RecordTable,
  id: string,
  column: string,
  target: string,
): boolean {
  const row = findRow(database, table, id);
  if (row?.[column] !== target) return false;
  // A record that went into another is hidden because of that.
  if (column === 'merged_into') return true;
  if (table === 'event_participant') return isShown(findRow(database, 'event', row.event_id as string));
  return isShown(row);
}

const isShown = (row: Row | undefined): boolean => row !== undefined && (row.hidden_at ?? null) === null;

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
