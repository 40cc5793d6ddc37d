import type { CheckedInput, Output } from '../../shared/contract/index.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { CopyChoice } from '../../shared/domain/kinds.ts';
import { selectPage } from '../database/listing.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import type { Committed, Source } from '../store/types.ts';
import type { VaultSession } from '../vault/session.ts';
import { ensureContent } from './content-rows.ts';
import { stableExhibit } from './custody.ts';
import type { BatchFacts, IntakeNames } from './record-evidence.ts';

/** Files an intake meets whose content the case has already, and which it leaves out: docs/decisions/0013. */

/** The piece that has a content. */
export interface Held {
  id: string;
  number: number;
}

const held = `SELECT evidence.id, number FROM content JOIN evidence ON content_id = content.id
  WHERE sha256 = @sha256 AND case_id = @caseId AND batch_id <> @batchId AND parent_id IS NULL AND hidden_at IS NULL`;
const fromSource = 'AND method = @method AND source = @source COLLATE NOCASE';
const first = 'ORDER BY number LIMIT 1';

/**
 * The piece for whose sake a file of an intake is left out, or null where it is taken in. What lies twice in one intake is taken in
 * twice, an attachment is no file that was given, and what a person put aside the case has no more.
 */
export function heldAlready(
  database: SqliteDatabase,
  { id, caseId, acquisition, copies }: BatchFacts & { copies: CopyChoice },
  sha256: string,
): Held | null {
  const one = { sha256, caseId, batchId: id };
  switch (copies) {
    case 'all':
      return null;
    case 'none':
      return (database.cached(`${held} ${first}`).get(one) as Held | undefined) ?? null;
    case 'other-sources': {
      const { method, source } = acquisition;
      const same = database.cached(`${held} ${fromSource} ${first}`).get({ ...one, method, source });
      return (same as Held | undefined) ?? null;
    }
  }
}

/** Puts on record which files of an intake were left out, and for the sake of which pieces. Inside no transaction. */
export function recordLeftOut(
  session: VaultSession,
  facts: BatchFacts,
  files: readonly { item: Committed<IntakeNames & Source>; held: Held }[],
): void {
  const summary =
    files.length === 1
      ? `Left out, as the case has it in ${stableExhibit(files[0]!.held.number)}: ${files[0]!.item.source.name}`
      : `${files.length} files left out, as the case has their content`;
  // What a delivery held is no change that a person could want to take back.
  const why = { reason: 'custody' as const, summary, caseId: facts.caseId, batchId: facts.id };
  session.write(why, (transaction) => {
    for (const { item, held: piece } of files)
      transaction.insert('intake_left_out', {
        id: newId(),
        batch_id: facts.id,
        evidence_id: piece.id,
        content_id: ensureContent(session.database, transaction, item.content),
        name: item.source.name,
        path: item.source.relativePath,
        original_path: item.source.originalPath,
        file_modified_at: item.content.file?.modifiedAt ?? null,
        file_created_at: item.content.file?.createdAt ?? null,
        at: transaction.at,
      });
  });
}

export const countLeftOut = (database: SqliteDatabase, batchId: string): number =>
  database.cached('SELECT count(*) FROM intake_left_out WHERE batch_id = ?').pluck().get(batchId) as number;

/** The tables of a list of what was left out; `held` is the piece that had it. */
export const leftOutTables = `intake_left_out file JOIN content ON content.id = file.content_id
  JOIN evidence held ON held.id = file.evidence_id`;

/** Nothing visible of the intake lies at the path of the file. */
const isLeft = `NOT EXISTS (SELECT 1 FROM evidence WHERE batch_id = file.batch_id AND original_path = file.original_path
  AND parent_id IS NULL AND hidden_at IS NULL)`;
/** The piece that had the content is put aside or taken back, and no other of the case has it. */
export const isGone = `held.hidden_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM evidence other
  WHERE other.content_id = file.content_id AND other.case_id = held.case_id AND other.hidden_at IS NULL)`;

export const leftOutConditions = (which: 'all' | 'left' | 'gone'): string[] =>
  which === 'all' ? [] : which === 'left' ? [isLeft] : [isGone];

export function listLeftOut(
  database: SqliteDatabase,
  { batchId, which, ...page }: CheckedInput<'evidence.leftOut'>,
): Output<'evidence.leftOut'> {
  const { rows, total } = selectPage(
    database,
    {
      from: leftOutTables,
      columns: `file.*, content.sha256, content.size_bytes, held.number AS held_number, held.name AS held_name, held.hidden_at AS held_hidden_at,
        (SELECT json_object('id', id, 'number', number) FROM evidence WHERE batch_id = file.batch_id AND original_path = file.original_path
           AND parent_id IS NULL AND hidden_at IS NULL ORDER BY number LIMIT 1) AS taken`,
      where: ['file.batch_id = @batchId', ...leftOutConditions(which)],
      parameters: { batchId },
      sorts: { path: 'file.path', sizeBytes: 'content.size_bytes', heldBy: 'held.number' },
      defaultSort: 'path',
      searched: ['file.path', 'file.original_path', 'content.sha256'],
      hiddenColumn: null,
      tieBreak: 'file.id',
    },
    { ...page, hidden: 'without' },
  );
  return { rows: rows.map(toFile), total };
}

function toFile(row: Row): Output<'evidence.leftOut'>['rows'][number] {
  const taken = JSON.parse((row.taken as string | null) ?? 'null') as Held | null;
  return {
    id: row.id as string,
    name: row.name as string,
    path: row.path as string,
    originalPath: row.original_path as string,
    sizeBytes: row.size_bytes as number,
    sha256: row.sha256 as string,
    heldBy: {
      id: row.evidence_id as string,
      exhibit: stableExhibit(row.held_number as number),
      name: row.held_name as string,
      hidden: row.held_hidden_at !== null,
    },
    takenAs: taken && { id: taken.id, exhibit: stableExhibit(taken.number) },
  };
}
