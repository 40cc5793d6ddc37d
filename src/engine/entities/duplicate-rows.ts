import type { z } from 'zod';
import type { possibleDuplicate } from '../../shared/contract/entity.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';

export type PossibleDuplicate = z.output<typeof possibleDuplicate>;

export const duplicateTables = `possible_duplicate
  JOIN entity first ON first.id = first_id JOIN entity second ON second.id = second_id`;
export const duplicateColumns = `possible_duplicate.*, first.kind AS first_kind, first.display AS first_display,
  second.kind AS second_kind, second.display AS second_display`;
/** Of records that are both there to be looked at. */
export const bothVisible = 'first.hidden_at IS NULL AND second.hidden_at IS NULL';

export const toDuplicate = (row: Row): PossibleDuplicate => ({
  id: row.id as string,
  caseId: row.case_id as string,
  first: {
    id: row.first_id as string,
    kind: row.first_kind as PossibleDuplicate['first']['kind'],
    display: row.first_display as string,
  },
  second: {
    id: row.second_id as string,
    kind: row.second_kind as PossibleDuplicate['second']['kind'],
    display: row.second_display as string,
  },
  because: row.because as string,
  verdict: row.verdict as PossibleDuplicate['verdict'],
});

/** @throws ProfferError `not-found`. */
export function readDuplicate(database: SqliteDatabase, id: string): PossibleDuplicate {
  const row = database
    .prepare(`SELECT ${duplicateColumns} FROM ${duplicateTables} WHERE possible_duplicate.id = ?`)
    .get(id) as Row | undefined;
  if (!row) throw new ProfferError('not-found', 'There is no such pair of records.', { id });
  return toDuplicate(row);
}

/** The undecided pairs an entity is one of. */
export const duplicatesOf = (database: SqliteDatabase, entityId: string): PossibleDuplicate[] =>
  (
    database
      .prepare(
        `SELECT ${duplicateColumns} FROM ${duplicateTables}
         WHERE (first_id = @entityId OR second_id = @entityId) AND verdict = 'open' AND ${bothVisible}
         ORDER BY possible_duplicate.id LIMIT 50`,
      )
      .all({ entityId }) as Row[]
  ).map(toDuplicate);
