import { type DuplicateVerdict, duplicateBases } from '../../../shared/domain/duplicate-words.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { newId } from '../../../shared/domain/ids.ts';
import { requireOpenCase } from '../../cases/case-rows.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { Transaction } from '../../log/writer.ts';
import type { VaultSession } from '../../vault/session.ts';
import { mergeRecords } from '../merge-entities.ts';
import { type DuplicateGroup, type DuplicateKey, membersOf, readGroup } from './duplicate-groups.ts';
import { SaidApart } from './said-apart.ts';

interface Decision {
  verdict: DuplicateVerdict;
  entityIds: readonly string[] | undefined;
  keepId: string | undefined;
}

/**
 * What a person says of a group, or of some of its records, as one entry of the log.
 * @throws ProfferError `not-found` where fewer than two share it any more; `invalid-input` for records that are not of the group,
 * or for `same` said of one alone.
 */
export function decideGroup(session: VaultSession, key: DuplicateKey, decision: Decision): void {
  const { database } = session;
  requireOpenCase(database, key.caseId);
  const group = readGroup(database, key);
  const members = membersOf(database, key);
  const chosen = chosenOf(members, decision);
  if (decision.verdict === 'same') {
    const keepId = decision.keepId ?? chosen[0]!;
    mergeRecords(
      session,
      keepId,
      chosen.filter((id) => id !== keepId),
      `the same ${nameOf(group)}`,
    );
    return;
  }
  const summary = {
    different: `Different ones: ${chosen.length} of ${members.length} records that share the ${nameOf(group)}`,
    later: `Put off: ${members.length} records that share the ${nameOf(group)}`,
    open: `Open again: ${members.length} records that share the ${nameOf(group)}`,
  }[decision.verdict];
  const write = { different: tellApart, later: putOff, open: forget }[decision.verdict];
  session.write({ reason: 'edit', summary, caseId: key.caseId }, (transaction) =>
    write(database, transaction, key, members, chosen),
  );
}

const nameOf = ({ basis, shown }: DuplicateGroup): string =>
  basis === 'name' || basis === 'digits' || basis === 'ending'
    ? duplicateBases[basis].toLowerCase()
    : `${duplicateBases[basis].toLowerCase()} ${shown}`;

function chosenOf(members: readonly string[], { verdict, entityIds, keepId }: Decision): string[] {
  const wanted = new Set([...(entityIds ?? members), ...(verdict === 'same' && keepId ? [keepId] : [])]);
  const chosen = members.filter((id) => wanted.delete(id));
  if (wanted.size > 0)
    throw new ProfferError(
      'invalid-input',
      'A record named here is not one of the group (any more). Look at the group again.',
      { ids: [...wanted].slice(0, 10) },
    );
  if (entityIds && (verdict === 'later' || verdict === 'open'))
    throw new ProfferError('invalid-input', 'This is said of a whole group, not of some of its records.');
  if (verdict === 'same' && chosen.length < 2)
    throw new ProfferError('invalid-input', 'Choose two or more records to make one of.');
  return chosen;
}

const rowsOfGroup = 'case_id = @caseId AND kind = @kind AND basis = @basis AND match = @match';
const columnsOf = ({ caseId, kind, basis, match }: DuplicateKey) => ({ case_id: caseId, kind, basis, match });

interface Apart {
  id: string;
  decision_id: string;
  entity_id: string;
  side: string;
}

function tellApart(
  database: SqliteDatabase,
  transaction: Transaction,
  key: DuplicateKey,
  members: readonly string[],
  chosen: readonly string[],
): void {
  if (SaidApart.among(database, key.caseId, members).isDecided(members)) return;
  const alone = new Set(chosen);
  const before = lastDecision(database, key, members);
  if (before) {
    // One after the other said of the same records: what was said is widened, not written down for all of them again.
    for (const row of before)
      if (alone.has(row.entity_id)) transaction.update('duplicate_apart', row.id, { side: row.entity_id });
    return;
  }
  const decisionId = newId();
  for (const id of members)
    transaction.insert('duplicate_apart', {
      id: newId(),
      ...columnsOf(key),
      decision_id: decisionId,
      entity_id: id,
      side: alone.has(id) ? id : '',
    });
}

/** The rows of the last decision on the group, where it was made of exactly these records. */
function lastDecision(
  database: SqliteDatabase,
  key: DuplicateKey,
  members: readonly string[],
): Apart[] | null {
  const rows = database
    .prepare(
      `SELECT id, decision_id, entity_id, side FROM duplicate_apart WHERE ${rowsOfGroup}
         AND decision_id = (SELECT max(decision_id) FROM duplicate_apart WHERE ${rowsOfGroup})`,
    )
    .all(key) as Apart[];
  const seen = new Set(rows.map((row) => row.entity_id));
  return rows.length === members.length && members.every((id) => seen.has(id)) ? rows : null;
}

function putOff(
  database: SqliteDatabase,
  transaction: Transaction,
  key: DuplicateKey,
  members: readonly string[],
): void {
  const known = new Set(
    database
      .prepare(`SELECT entity_id FROM duplicate_later WHERE ${rowsOfGroup}`)
      .pluck()
      .all(key) as string[],
  );
  for (const id of members)
    if (!known.has(id))
      transaction.insert('duplicate_later', { id: newId(), ...columnsOf(key), entity_id: id });
}

/** What was said in other groups stands. */
function forget(database: SqliteDatabase, transaction: Transaction, key: DuplicateKey): void {
  for (const table of ['duplicate_apart', 'duplicate_later'] as const) {
    const ids = database.prepare(`SELECT id FROM ${table} WHERE ${rowsOfGroup}`).pluck().all(key) as string[];
    for (const id of ids) transaction.remove(table, id);
  }
}
