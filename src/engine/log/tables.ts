import type { Row, SqliteDatabase } from '../database/sqlite.ts';

/**
 * The tables whose rows are written through the change log, and what taking back an insertion means for each.
 * `hide`: a record a person knows; it stays and is hidden. `remove`: a row that only belongs to another's
 * content. `keep`: never taken back.
 */
export const recordTables = {
  cases: 'hide',
  evidence: 'hide',
  entity: 'hide',
  link: 'hide',
  event: 'hide',
  loss: 'hide',
  payment: 'hide',
  disclosure: 'hide',
  // Says nothing by itself: what holds is read from the records it names.
  possible_duplicate: 'keep',
  duplicate_apart: 'remove',
  duplicate_later: 'remove',
  observable_decision: 'remove',
  proposal_decision: 'remove',
  ignore_rule: 'remove',
  intel_object: 'remove',
  intel_record: 'remove',
  referral: 'keep',
  entity_role: 'remove',
  event_participant: 'remove',
  support: 'remove',
  content: 'keep',
  custody: 'keep',
  intake_batch: 'keep',
  // What a delivery held stays true, whatever of it was taken in.
  intake_left_out: 'keep',
  import_batch: 'keep',
  import_finding: 'keep',
  table_mapping: 'keep',
  setting: 'keep',
} as const;

export type RecordTable = keyof typeof recordTables;

const keys: Partial<Record<RecordTable, readonly string[]>> = {
  setting: ['key'],
  support: ['subject_id', 'evidence_id'],
};
const idOnly = ['id'] as const;

/** Names of the columns that identify a row. */
export const keyColumns = (table: RecordTable): readonly string[] => keys[table] ?? idOnly;

/** How the log names a row: its key, several columns joined by a space. */
export const rowId = (table: RecordTable, row: Row): string =>
  keyColumns(table)
    .map((column) => row[column])
    .join(' ');

/** The values of the key columns of the row that the log names so, in their order. */
export const keyValues = (table: RecordTable, id: string): string[] =>
  keyColumns(table).length === 1 ? [id] : id.split(' ');

/** The same as columns. */
export function keyOf(table: RecordTable, id: string): Row {
  const values = keyValues(table, id);
  return Object.fromEntries(keyColumns(table).map((column, index) => [column, values[index] ?? '']));
}

/** The condition that finds one row by its `keyValues`. */
export const whereKey = (table: RecordTable): string =>
  keyColumns(table)
    .map((column) => `${column} = ?`)
    .join(' AND ');

/** All of a row but its key, as the log has it. */
export function withoutKey(table: RecordTable, row: Row): Row {
  const columns = keyColumns(table);
  return Object.fromEntries(Object.entries(row).filter(([name]) => !columns.includes(name)));
}

/** The row that the log names so, as it stands now. */
export const findRow = (database: SqliteDatabase, table: RecordTable, id: string): Row | undefined =>
  database.cached(`SELECT * FROM ${table} WHERE ${whereKey(table)}`).get(keyValues(table, id)) as
    | Row
    | undefined;
