import { ProfferError } from '../../shared/domain/errors.ts';
import { type EntityKind, type EntityRole, entityKinds } from '../../shared/domain/kinds.ts';
import { compareTlp, type TlpLevel } from '../../shared/domain/markings.ts';
import { requireOpenCase } from '../cases/case-rows.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import type { RecordTable } from '../log/tables.ts';
import type { Transaction } from '../log/writer.ts';
import type { VaultSession } from '../vault/session.ts';
import { parseWhen, type When } from '../when.ts';
import { completeEntity } from './complete-entity.ts';
import { joinGroup, type Shared } from './duplicates/note-duplicates.ts';
import type { EntityRecord } from './entity-rows.ts';
import { noteTwins } from './rematch.ts';

/**
 * @throws ProfferError `invalid-input` for two kinds or one record with itself, `conflict` for a record that is hidden or
 * was merged before.
 */
function requireMergeable(keep: Merging, merge: Merging): void {
  if (keep.id === merge.id)
    throw new ProfferError('invalid-input', 'A record cannot be made one with itself. Choose another.');
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

/**
 * Makes one record of several as one entry of the log; see `entity.merge`.
 * @throws ProfferError as `requireMergeable`, and `conflict` for a closed case.
 */
export function mergeRecords(
  session: VaultSession,
  keepId: string,
  mergeIds: readonly string[],
  reason: string,
): void {
  const { database } = session;
  const keep = readMerging(database, keepId);
  requireOpenCase(database, keep.caseId);
  const gone = mergeIds.map((id) => readMerging(database, id));
  for (const one of gone) requireMergeable(keep, one);
  const names = gone.length > 3 ? `${gone.length} records` : gone.map(({ display }) => display).join(', ');
  const because = reason === '' ? '' : ` (${reason})`;
  session.write(
    {
      reason: 'edit',
      summary: `Made one: ${names} went into ${keep.display}${because}`,
      caseId: keep.caseId,
    },
    (transaction) => mergeEntities(database, transaction, keep, gone),
  );
}

/** A record as merging needs it. */
interface Merging {
  id: string;
  caseId: string;
  kind: EntityKind;
  display: string;
  asFound: string;
  country: string | null;
  marking: TlpLevel;
  note: string;
  fields: EntityRecord['fields'];
  roles: EntityRole[];
  seenFrom: When | null;
  seenTo: When | null;
  hidden: boolean;
}

function readMerging(database: SqliteDatabase, id: string): Merging {
  const row = database.cached('SELECT * FROM entity WHERE id = ?').get(id) as Row | undefined;
  if (!row) throw new ProfferError('not-found', 'This entity is not in the vault.', { id });
  const roles = database.cached('SELECT role FROM entity_role WHERE entity_id = ? ORDER BY role').all(id);
  return {
    id,
    caseId: row.case_id as string,
    kind: row.kind as EntityKind,
    display: row.display as string,
    asFound: row.as_found as string,
    country: row.country as string | null,
    marking: row.marking as TlpLevel,
    note: row.note as string,
    fields: JSON.parse(row.fields as string),
    roles: (roles as { role: EntityRole }[]).map(({ role }) => role),
    seenFrom: parseWhen(row.seen_from_json),
    seenTo: parseWhen(row.seen_to_json),
    hidden: row.hidden_at !== null,
  };
}

function mergeEntities(
  database: SqliteDatabase,
  transaction: Transaction,
  keep: Merging,
  gone: readonly Merging[],
): void {
  const all = gone.reduce(together);
  const { rematched } = completeEntity(
    database,
    transaction,
    keep.id,
    { ...all, value: all.asFound, evidenceId: null, because: null },
    withOtherNames(keep, gone, all.fields),
  );
  joinNotes(transaction, keep, gone);
  const ids = gone.map(({ id }) => id);
  for (const { table, column, twin } of moves)
    move(database, transaction, { table, column, twin, keepId: keep.id, mergeIds: ids });
  moveLinks(database, transaction, keep.id, ids);
  for (const id of ids) {
    moveSupport(database, transaction, keep.id, id);
    joinGroupsOf(database, transaction, keep, id);
    passOn(database, transaction, keep, id);
    transaction.update('entity', id, {
      merged_into: keep.id,
      hidden_at: transaction.at,
      changed_at: transaction.at,
    });
  }
  transaction.update('entity', keep.id, { changed_at: transaction.at });
  if (rematched) noteTwins(database, transaction, keep.id);
}

/** What two of the records that leave know together: of a contradiction the first counts, as it does for the one that stays. */
function together(left: Merging, right: Merging): Merging {
  const fields: Record<string, unknown> = { ...left.fields };
  for (const [name, value] of Object.entries(right.fields)) {
    const before = fields[name];
    if (before === undefined || before === '') fields[name] = value;
    else if (Array.isArray(before) && Array.isArray(value))
      fields[name] = [...new Set([...before, ...value])];
  }
  const earlier = (a: When | null, b: When | null) =>
    (b?.earliest ?? Infinity) < (a?.earliest ?? Infinity) ? b : a;
  const end = (when: When | null) => when?.latest ?? when?.earliest ?? -Infinity;
  return {
    ...left,
    country: left.country ?? right.country,
    marking: compareTlp(right.marking, left.marking) > 0 ? right.marking : left.marking,
    fields,
    roles: [...new Set([...left.roles, ...right.roles])],
    seenFrom: earlier(left.seenFrom, right.seenFrom),
    seenTo: end(right.seenTo) > end(left.seenTo) ? right.seenTo : left.seenTo,
  };
}

/** The other records' names stay findable as other names of this one. */
function withOtherNames(
  keep: Merging,
  gone: readonly Merging[],
  fields: EntityRecord['fields'],
): EntityRecord['fields'] {
  if (keep.kind !== 'person' && keep.kind !== 'organisation') return fields;
  const names = [...(fields.aliases ?? []), ...gone.map(({ asFound }) => asFound)];
  const aliases = [...new Set(names)].filter((name) => name !== keep.asFound);
  return aliases.length > 0 ? { ...fields, aliases } : fields;
}

function joinNotes(transaction: Transaction, keep: Merging, gone: readonly Merging[]): void {
  const notes = keep.note === '' ? [] : [keep.note];
  for (const { note } of gone)
    if (note !== '' && !notes.some((known) => known.includes(note))) notes.push(note);
  transaction.update('entity', keep.id, { note: notes.join('\n\n') });
}

function move(
  database: SqliteDatabase,
  transaction: Transaction,
  {
    table,
    column,
    twin,
    keepId,
    mergeIds,
  }: {
    table: RecordTable;
    column: string;
    twin: readonly string[] | undefined;
    keepId: string;
    mergeIds: readonly string[];
  },
): void {
  const rows = database
    .cached(`SELECT * FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(mergeIds)) as (Row & {
    id: string;
  })[];
  for (const row of rows) {
    const there =
      twin !== undefined &&
      database
        .cached(
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
  mergeIds: readonly string[],
): void {
  const gone = new Set(mergeIds);
  const rows = database
    .cached(
      `SELECT * FROM link WHERE hidden_at IS NULL AND (from_id IN (SELECT value FROM json_each(@gone))
         OR to_id IN (SELECT value FROM json_each(@gone)))`,
    )
    .all({ gone: JSON.stringify(mergeIds) }) as (Row & { id: string })[];
  for (const row of rows) {
    const from = gone.has(row.from_id as string) ? keepId : (row.from_id as string);
    const to = gone.has(row.to_id as string) ? keepId : (row.to_id as string);
    const twin = database
      .cached(
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
    .cached(
      `SELECT evidence_id, kind, because FROM support WHERE subject_id = ?
         AND evidence_id NOT IN (SELECT evidence_id FROM support WHERE subject_id = ?)`,
    )
    .all(fromId, toId) as Row[];
  for (const row of rows) transaction.insert('support', { subject_id: toId, ...row });
}

/**
 * What went into the one that leaves is in the one that stays from now on. Its own merge cannot be taken back before this one:
 * its name, notes and fields have gone further.
 */
function passOn(database: SqliteDatabase, transaction: Transaction, keep: Merging, mergeId: string): void {
  const ids = database
    .cached('SELECT id FROM entity WHERE case_id = ? AND merged_into = ?')
    .pluck()
    .all(keep.caseId, mergeId) as string[];
  for (const id of ids) transaction.update('entity', id, { merged_into: keep.id });
}

/** What the one that leaves may be the same as, the one that stays may be now; what it shares is still read from it. */
function joinGroupsOf(
  database: SqliteDatabase,
  transaction: Transaction,
  keep: Merging,
  mergeId: string,
): void {
  const rows = database
    .cached('SELECT basis, match, source_id FROM possible_duplicate WHERE entity_id = ?')
    .all(mergeId) as (Shared & { source_id: string })[];
  for (const { source_id: sourceId, ...shared } of rows)
    joinGroup(database, transaction, { ...keep, sourceId }, shared);
}
