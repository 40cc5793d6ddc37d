import type { z } from 'zod';
import type { evidenceRecord, evidenceRow } from '../../shared/contract/evidence.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { readCustody, stableExhibit } from './custody.ts';
import { liesIn } from './lies-in.ts';
import { readRestingOn } from './resting-on.ts';

export type EvidenceRow = z.output<typeof evidenceRow>;
export type EvidenceRecord = z.output<typeof evidenceRecord>;

export const evidenceTables = 'evidence JOIN content ON content.id = evidence.content_id';
export const evidenceColumns =
  'evidence.*, content.sha256, content.sha1, content.md5, content.size_bytes, content.media_type, content.media_type_note';

export const toEvidenceRow = (database: SqliteDatabase, row: Row): EvidenceRow => ({
  id: row.id as string,
  caseId: row.case_id as string,
  number: row.number as number,
  exhibit: stableExhibit(row.number as number),
  name: row.name as string,
  path: row.path as string,
  mediaType: row.media_type as string,
  mediaTypeNote: row.media_type_note as string,
  sizeBytes: row.size_bytes as number,
  sha256: row.sha256 as string,
  description: row.description as string,
  source: row.source as string,
  acquiredAt: row.acquired_at as string,
  takenInAt: row.taken_in_at as string,
  fileModifiedAt: row.file_modified_at as string | null,
  marking: row.marking as EvidenceRow['marking'],
  batchId: row.batch_id as string,
  check: row.checked as EvidenceRow['check'],
  checkedAt: row.checked_at as string | null,
  hidden: row.hidden_at !== null,
  parent: row.parent_id === null ? null : parentOf(database, row.parent_id as string),
  children: countChildren(database, row.id as string),
  copyOf: firstWithContent(database, row),
});

/** Asked row by row: as columns they would be counted for the whole list, to show one page of it. */
const parentOf = (database: SqliteDatabase, id: string): { id: string; exhibit: string } => ({
  id,
  exhibit: stableExhibit(
    database.cached('SELECT number FROM evidence WHERE id = ?').pluck().get(id) as number,
  ),
});

const countChildren = (database: SqliteDatabase, id: string): EvidenceRow['children'] =>
  database
    .cached(
      `SELECT count(*) FILTER (WHERE piece.hidden_at IS NULL) AS shown, count(piece.hidden_at) AS hidden
       FROM evidence AS holder JOIN evidence AS piece ON ${liesIn('piece', 'holder')} WHERE holder.id = ?`,
    )
    .get(id) as EvidenceRow['children'];

function firstWithContent(database: SqliteDatabase, row: Row): EvidenceRow['copyOf'] {
  const first = database
    .cached(
      'SELECT id, number FROM evidence WHERE content_id = ? AND case_id = ? AND hidden_at IS NULL ORDER BY number LIMIT 1',
    )
    .get(row.content_id as string, row.case_id as string) as { id: string; number: number } | undefined;
  return first && first.id !== row.id ? { id: first.id, exhibit: stableExhibit(first.number) } : null;
}

/** @throws ProfferError `not-found`. */
export function readEvidenceRow(database: SqliteDatabase, id: string): Row {
  const row = database
    .prepare(`SELECT ${evidenceColumns} FROM ${evidenceTables} WHERE evidence.id = ?`)
    .get(id) as Row | undefined;
  if (!row) throw new ProfferError('not-found', 'This piece of evidence is not in the vault.', { id });
  return row;
}

/** One piece with its custody, where else its content is, and what rests on it. */
export function readEvidence(database: SqliteDatabase, id: string): EvidenceRecord {
  const row = readEvidenceRow(database, id);
  return {
    ...toEvidenceRow(database, row),
    sha1: row.sha1 as string,
    md5: row.md5 as string,
    method: row.method as EvidenceRecord['method'],
    place: row.place as string,
    acquiredBy: row.acquired_by as string,
    note: row.note as string,
    originalPath: row.original_path as string,
    fileCreatedAt: row.file_created_at as string | null,
    custody: readCustody(database, id),
    sameContent: database
      .prepare(
        `SELECT evidence.id, case_id AS caseId, cases.reference AS caseReference, number, name FROM evidence
         JOIN cases ON cases.id = case_id WHERE content_id = ? AND evidence.id <> ? ORDER BY cases.reference, number LIMIT 100`,
      )
      .all(row.content_id, id) as EvidenceRecord['sameContent'],
    ...readRestingOn(database, id),
  };
}
