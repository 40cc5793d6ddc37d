import { ProfferError } from '../../shared/domain/errors.ts';
import { entityKinds } from '../../shared/domain/kinds.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import type { RecordTable } from '../log/tables.ts';
import type { Transaction } from '../log/writer.ts';
import { completeEntity } from './complete-entity.ts';
import { type EntityRecord, readEntity } from './entity-rows.ts';

/**
 * @throws ProfferError `invalid-input` for two kinds or one record with itself, `conflict` for a record that is hidden or
 * was merged before.
 */
export function requireMergeable(keep: EntityRecord, merge: EntityRecord): void {
  if (keep.id === merge.id)
    throw new ProfferError('invalid-input', 'A record cannot be made one with itself.');
  if (keep.caseId !== merge.caseId || keep.kind !== merge.kind) {
    throw new ProfferError(
      'invalid-input',
      `Only two records of one kind and one case can be made one: this is ${entityKinds[keep.kind]} and ${entityKinds[merge.kind]}. Link them instead.`,
      { kinds: [keep.kind, merge.kind] },
    );
  }
  for (const one of [keep, merge]) {
    if (one.hidden)
      throw new ProfferError('conflict', `${one.display} is hidden. Bring it back first.`, { id: one.id });
  }
}

/** Columns that name an entity, and what would make two of their rows say the same. */
const moves: readonly { table: RecordTable; column: string; twin?: readonly string[] }[] = [
  { table: 'event_participant', column: 'entity_id', twin: ['event_id', 'part'] },
  { table: 'loss', column: 'victim_id' },
  { table: 'loss', column: 'from_id' },
  { table: 'loss', column: 'to_id' },
  { table: 'payment', column: 'victim_id' },
  { table: 'payment', column: 'from_id' },
  { table: 'payment', column: 'to_id' },
  { table: 'disclosure', column: 'entity_id' },
];

/** Makes one record of two within a transaction; see `entity.merge`. */
export function mergeEntities(
  database: SqliteDatabase,
  transaction: Transaction,
  keepId: string,
  mergeId: string,
): void {
  const merge = readEntity(database, mergeId);
  const row = database.prepare('SELECT * FROM entity WHERE id = ?').get(mergeId) as Row;
  completeEntity(
    database,
    transaction,
    keepId,
    {
      caseId: merge.caseId,
      kind: merge.kind,
      value: merge.asFound,
      roles: merge.roles,
      country: merge.country,
      marking: merge.marking,
      seenFrom: merge.seenFrom,
      seenTo: merge.seenTo,
      evidenceId: null,
      because: null,
    },
    mergedFields(database, keepId, merge),
    { match_email: row.match_email as string | null, match_phone: row.match_phone as string | null },
  );
  joinNotes(database, transaction, keepId, merge);
  for (const { table, column, twin } of moves)
    move(database, transaction, { table, column, twin, keepId, mergeId });
  moveLinks(database, transaction, keepId, mergeId);
  moveSupport(database, transaction, keepId, mergeId);
  settlePairs(database, transaction, keepId, mergeId);
  transaction.update('entity', mergeId, {
    merged_into: keepId,
    hidden_at: transaction.at,
    changed_at: transaction.at,
  });
  transaction.update('entity', keepId, { changed_at: transaction.at });
}

/** The other record's name stays findable as another name of this one. */
function mergedFields(database: SqliteDatabase, keepId: string, merge: EntityRecord): EntityRecord['fields'] {
  if (merge.kind !== 'person' && merge.kind !== 'organisation') return merge.fields;
  const keep = readEntity(database, keepId);
  const aliases = [...(merge.fields.aliases ?? []), merge.asFound].filter((name) => name !== keep.asFound);
  return aliases.length > 0 ? { ...merge.fields, aliases } : merge.fields;
}

function joinNotes(
  database: SqliteDatabase,
  transaction: Transaction,
  keepId: string,
  merge: EntityRecord,
): void {
  if (merge.note === '') return;
  const { note } = database.prepare('SELECT note FROM entity WHERE id = ?').get(keepId) as { note: string };
  if (!note.includes(merge.note))
    transaction.update('entity', keepId, { note: note === '' ? merge.note : `${note}\n\n${merge.note}` });
}

function move(
  database: SqliteDatabase,
  transaction: Transaction,
  {
    table,
    column,
    twin,
    keepId,
    mergeId,
  }: {
    table: RecordTable;
    column: string;
    twin: readonly string[] | undefined;
    keepId: string;
    mergeId: string;
  },
): void {
  const rows = database.prepare(`SELECT * FROM ${table} WHERE ${column} = ?`).all(mergeId) as (Row & {
    id: string;
  })[];
  for (const row of rows) {
    const there =
      twin !== undefined &&
      database
        .prepare(
          `SELECT 1 FROM ${table} WHERE ${column} = ? AND ${twin.map((name) => `${name} = ?`).join(' AND ')}`,
        )
        .get(keepId, ...twin.map((name) => row[name] ?? null)) !== undefined;
    if (there) transaction.remove(table, row.id);
    else transaction.update(table, row.id, { [column]: keepId });
  }
}

/** Links between the two say nothing any more; a link the other has already is hidden, its evidence goes over. */
function moveLinks(
  database: SqliteDatabase,
  transaction: Transaction,
  keepId: string,
  mergeId: string,
): void {
  const rows = database
    .prepare('SELECT * FROM link WHERE (from_id = @mergeId OR to_id = @mergeId) AND hidden_at IS NULL')
    .all({ mergeId }) as (Row & { id: string })[];
  for (const row of rows) {
    const from = row.from_id === mergeId ? keepId : (row.from_id as string);
    const to = row.to_id === mergeId ? keepId : (row.to_id as string);
    const twin = database
      .prepare(
        'SELECT id FROM link WHERE from_id = ? AND to_id = ? AND kind = ? AND id <> ? AND hidden_at IS NULL',
      )
      .pluck()
      .get(from, to, row.kind, row.id) as string | undefined;
    if (from === to || twin !== undefined) {
      if (twin !== undefined) moveSupport(database, transaction, twin, row.id);
      transaction.update('link', row.id, { hidden_at: transaction.at });
    } else {
      transaction.update('link', row.id, { from_id: from, to_id: to, changed_at: transaction.at });
    }
  }
}

/** Both then rest on the evidence: the record that leaves keeps what it was found by. */
function moveSupport(database: SqliteDatabase, transaction: Transaction, toId: string, fromId: string): void {
  const rows = database
    .prepare(
      `SELECT evidence_id, kind, because FROM support WHERE subject_id = ?
         AND evidence_id NOT IN (SELECT evidence_id FROM support WHERE subject_id = ?)`,
    )
    .all(fromId, toId) as Row[];
  for (const row of rows) transaction.insert('support', { subject_id: toId, ...row });
}

/** The pair itself is decided; pairs of the one that leaves become pairs of the one that stays. */
function settlePairs(
  database: SqliteDatabase,
  transaction: Transaction,
  keepId: string,
  mergeId: string,
): void {
  const rows = database
    .prepare(
      'SELECT id, first_id, second_id FROM possible_duplicate WHERE first_id = @mergeId OR second_id = @mergeId',
    )
    .all({ mergeId }) as { id: string; first_id: string; second_id: string }[];
  for (const row of rows) {
    const other = row.first_id === mergeId ? row.second_id : row.first_id;
    if (other === keepId) {
      transaction.update('possible_duplicate', row.id, { verdict: 'same', changed_at: transaction.at });
      continue;
    }
    const known = database
      .prepare(
        'SELECT 1 FROM possible_duplicate WHERE (first_id = @a AND second_id = @b) OR (first_id = @b AND second_id = @a)',
      )
      .get({ a: keepId, b: other });
    if (!known)
      transaction.update(
        'possible_duplicate',
        row.id,
        row.first_id === mergeId ? { first_id: keepId } : { second_id: keepId },
      );
  }
}
