import type { CheckedInput, JobResult } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { requireOpenCase } from '../cases/case-rows.ts';
import { inTurns } from '../database/in-turns.ts';
import type { Row } from '../database/sqlite.ts';
import type { JobContext } from '../rpc/handler.ts';
import { isRunning, readBatchFacts } from './intake.ts';
import { leftOutConditions, leftOutTables } from './left-out.ts';
import { lastNumber, recordEvidence } from './record-evidence.ts';

/** Pieces of one log entry. */
const together = 2000;

const purpose =
  'Left out when it was brought, as the case had its content; recorded later from the stored bytes, which are the same';

/**
 * Makes files that an intake left out pieces of it after all. Their bytes were read and compared then, and the vault has them: the
 * folder they came from is not needed.
 * @throws ProfferError `not-found` for an unknown intake or file; `conflict` while the intake runs.
 */
export async function takeLeftOut(
  { batchId, ids, which }: CheckedInput<'evidence.takeLeftOut'>,
  context: JobContext,
): Promise<JobResult<'evidence.takeLeftOut'>> {
  const session = context.session();
  const { database } = session;
  const facts = readBatchFacts(database, batchId);
  if (isRunning(batchId))
    throw new ProfferError('conflict', 'This intake is running. Wait until it ends, or cancel it.', {
      batchId,
    });
  requireOpenCase(database, facts.caseId);
  const where = ['file.batch_id = ?', ...leftOutConditions(ids ? 'left' : which)];
  const found = database
    .prepare(
      `SELECT file.*, sha256, sha1, md5, size_bytes, media_type, media_type_note FROM ${leftOutTables}
       WHERE ${where.join(' AND ')} ORDER BY file.id`,
    )
    .all(batchId) as Row[];
  const wanted = new Set(ids);
  const files = ids ? found.filter((row) => wanted.has(row.id as string)) : found;
  if (ids && files.length < wanted.size)
    throw new ProfferError(
      'not-found',
      'A file named here was not left out of this intake, or is evidence by now.',
      {
        batchId,
      },
    );
  const evidenceIds: string[] = [];
  for (let from = 0; from < files.length; from += together) {
    await inTurns(context.signal);
    const part = files.slice(from, from + together);
    const summary =
      part.length === 1
        ? `Evidence taken in after all: ${part[0]!.name as string}`
        : `${part.length} pieces of evidence taken in after all`;
    session.write({ reason: 'import', summary, caseId: facts.caseId, batchId }, (transaction) => {
      let number = lastNumber(database, facts.caseId);
      for (const row of part) {
        number += 1;
        const type = { mediaType: row.media_type as string, note: row.media_type_note as string };
        evidenceIds.push(
          recordEvidence(session, transaction, facts, toStaged(row, type), number, type, purpose),
        );
      }
    });
    context.progress({
      stage: 'Taking in what was left out',
      done: from + part.length,
      total: files.length,
      unit: 'files',
      current: null,
    });
  }
  return { added: evidenceIds.length, evidenceIds };
}

const toStaged = (row: Row, type: { mediaType: string; note: string }) => ({
  source: {
    name: row.name as string,
    relativePath: row.path as string,
    originalPath: row.original_path as string,
    path: row.original_path as string,
  },
  content: {
    sha256: row.sha256 as string,
    sha1: row.sha1 as string,
    md5: row.md5 as string,
    size: row.size_bytes as number,
    type,
    file: {
      modifiedAt: row.file_modified_at as string | null,
      createdAt: row.file_created_at as string | null,
    },
  },
});
