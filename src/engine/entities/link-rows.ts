import type { z } from 'zod';
import type { link } from '../../shared/contract/entity.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { supportIds } from '../evidence/support.ts';
import { parseWhen } from '../when.ts';

export type Link = z.output<typeof link>;

export const linkTables =
  'link JOIN entity source ON source.id = link.from_id JOIN entity target ON target.id = link.to_id';
export const linkColumns = `link.*, source.kind AS from_kind, source.display AS from_display,
  target.kind AS to_kind, target.display AS to_display`;

export function toLink(database: SqliteDatabase, row: Row): Link {
  return {
    id: row.id as string,
    caseId: row.case_id as string,
    kind: row.kind as Link['kind'],
    from: {
      id: row.from_id as string,
      kind: row.from_kind as Link['from']['kind'],
      display: row.from_display as string,
    },
    to: {
      id: row.to_id as string,
      kind: row.to_kind as Link['to']['kind'],
      display: row.to_display as string,
    },
    began: parseWhen(row.began_json),
    ended: parseWhen(row.ended_json),
    confidence: row.confidence as Link['confidence'],
    note: row.note as string,
    evidenceIds: supportIds(database, 'link', row.id as string),
    hidden: row.hidden_at !== null,
  };
}

/** @throws ProfferError `not-found`. */
export function readLink(database: SqliteDatabase, id: string): Link {
  const row = database.prepare(`SELECT ${linkColumns} FROM ${linkTables} WHERE link.id = ?`).get(id) as
    | Row
    | undefined;
  if (!row) throw new ProfferError('not-found', 'This link is not in the vault.', { id });
  return toLink(database, row);
}

export function linksOfEntity(database: SqliteDatabase, entityId: string): Link[] {
  const rows = database
    .prepare(
      `SELECT ${linkColumns} FROM ${linkTables} WHERE (link.from_id = @entityId OR link.to_id = @entityId)
         AND link.hidden_at IS NULL ORDER BY link.kind, link.id LIMIT 500`,
    )
    .all({ entityId }) as Row[];
  return rows.map((row) => toLink(database, row));
}
