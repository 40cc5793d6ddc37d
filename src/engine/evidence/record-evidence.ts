import type { z } from 'zod';
import type { acquisition as acquisitionSchema } from '../../shared/contract/evidence.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import type { Transaction } from '../log/writer.ts';
import type { MediaType } from '../store/media-type.ts';
import type { Committed, Source } from '../store/types.ts';
import type { VaultSession } from '../vault/session.ts';
import { ensureContent } from './content-rows.ts';
import { beginCustody, type CustodyFacts } from './custody.ts';

type Acquisition = z.output<typeof acquisitionSchema>;

/** How a piece is called, and where it was. */
export interface IntakeNames {
  /** Absolute, as text: see `pathText`. */
  originalPath: string;
  /** Below the folder it was dropped with, `/`-separated; the bare name for a single file. */
  relativePath: string;
  name: string;
}

export interface BatchFacts {
  id: string;
  caseId: string;
  roots: string[];
  acquisition: Acquisition;
  marking: string;
}

/** The number of the last piece of a case; 0 before the first. */
export const lastNumber = (database: SqliteDatabase, caseId: string): number =>
  database
    .prepare('SELECT coalesce(max(number), 0) FROM evidence WHERE case_id = ?')
    .pluck()
    .get(caseId) as number;

/** The rows of one piece whose content is in the store: content, evidence, first custody entry. @returns its id. */
export function recordEvidence(
  session: VaultSession,
  transaction: Transaction,
  facts: BatchFacts,
  { source, content }: Pick<Committed<IntakeNames & Source>, 'source' | 'content'>,
  number: number,
  type: MediaType = content.type,
  purpose = 'Taken into the vault: hashed, encrypted and stored in one pass',
): string {
  const { acquisition } = facts;
  return insertPiece(session, transaction, content, {
    caseId: facts.caseId,
    batchId: facts.id,
    number,
    type,
    columns: {
      name: source.name,
      path: source.relativePath,
      original_path: source.originalPath,
      method: acquisition.method,
      source: acquisition.source,
      place: acquisition.place,
      acquired_by: acquisition.acquiredBy,
      note: acquisition.note,
      marking: facts.marking,
      acquired_at: acquisition.acquiredAt ?? transaction.at,
      file_modified_at: content.file?.modifiedAt ?? null,
      file_created_at: content.file?.createdAt ?? null,
      parent_id: null,
    },
    purpose,
    details: { method: acquisition.method },
  });
}

/** What is told of a piece by how it came: as a file, or out of another piece. */
export interface Piece {
  caseId: string;
  batchId: string;
  number: number;
  type: MediaType;
  columns: Row;
  /** Of its first custody entry, as are `details`. */
  purpose: string;
  details: NonNullable<CustodyFacts['details']>;
}

/** What every piece is given, however it came. @returns its id. */
export function insertPiece(
  session: VaultSession,
  transaction: Transaction,
  content: Committed<Source>['content'],
  { caseId, batchId, number, type, columns, purpose, details }: Piece,
): string {
  const contentId = ensureContent(session.database, transaction, content, type);
  const id = newId();
  transaction.insert('evidence', {
    id,
    case_id: caseId,
    number,
    content_id: contentId,
    batch_id: batchId,
    description: '',
    ...columns,
    taken_in_at: transaction.at,
    checked: 'unchecked',
    checked_at: null,
    hidden_at: null,
  });
  beginCustody(
    transaction,
    { evidenceId: id, number, sha256: content.sha256 },
    {
      action: 'acquired',
      purpose,
      details: {
        ...details,
        sizeBytes: content.size,
        sha1: content.sha1,
        md5: content.md5,
        clock: 'computer, not checked against another',
      },
    },
  );
  return id;
}
