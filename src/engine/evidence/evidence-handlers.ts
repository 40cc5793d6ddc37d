import type { CheckedInput, Output } from '../../shared/contract/index.ts';
import { viewPurposes } from '../../shared/domain/kinds.ts';
import { readCase, requireOpenCase } from '../cases/case-rows.ts';
import { definedOnly } from '../database/columns.ts';
import { selectPage } from '../database/listing.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import type { Handlers } from '../rpc/handler.ts';
import { appendCustody, readCustody } from './custody.ts';
import {
  evidenceColumns,
  evidenceTables,
  readEvidence,
  readEvidenceRow,
  toEvidenceRow,
} from './evidence-rows.ts';
import { exportCopy } from './export-copy.ts';
import { hideEvidence } from './hide-evidence.ts';
import { copiesOf, intake, isRunning, resumeIntake } from './intake.ts';
import { isGone, leftOutTables, listLeftOut } from './left-out.ts';
import { liesIn } from './lies-in.ts';
import { takeLeftOut } from './take-left-out.ts';
import { readText } from './text-preview.ts';
import { verifyEvidence } from './verify-evidence.ts';

export const evidenceHandlers: Handlers<
  | 'evidence.intake'
  | 'evidence.resumeIntake'
  | 'evidence.leftOut'
  | 'evidence.takeLeftOut'
  | 'evidence.batches'
  | 'evidence.list'
  | 'evidence.get'
  | 'evidence.update'
  | 'evidence.hide'
  | 'evidence.hideMany'
  | 'evidence.view'
  | 'evidence.text'
  | 'evidence.verify'
  | 'evidence.export'
> = {
  'evidence.intake': {
    title: ({ paths }) =>
      `Intake of ${paths.length === 1 ? paths[0]!.split(/[\\/]/).pop() : `${paths.length} items`}`,
    caseId: ({ caseId }) => caseId,
    run: (input, context) => intake(input, context),
  },
  'evidence.resumeIntake': {
    title: () => 'Intake, resumed',
    caseId: ({ batchId }, { session }) => caseOfBatch(session().database, batchId),
    run: ({ batchId }, context) => resumeIntake(batchId, context),
  },
  'evidence.takeLeftOut': {
    title: () => 'Intake of what was left out',
    caseId: ({ batchId }, { session }) => caseOfBatch(session().database, batchId),
    run: takeLeftOut,
  },
  'evidence.verify': {
    title: ({ ids }) =>
      ids ? `Verify ${ids.length} piece${ids.length === 1 ? '' : 's'} of evidence` : 'Verify all evidence',
    caseId: ({ caseId }) => caseId ?? null,
    run: (input, context) => verifyEvidence(input, context),
  },
  'evidence.export': {
    title: () => 'Copy of evidence',
    run: (input, context) => exportCopy(input, context),
  },

  'evidence.batches'({ caseId }, { session }) {
    const { database } = session();
    readCase(database, caseId);
    const rows = database
      .prepare(
        `SELECT intake_batch.*, (SELECT count(*) FROM evidence WHERE batch_id = intake_batch.id) AS added,
           (SELECT count(*) FROM evidence WHERE batch_id = intake_batch.id AND hidden_at IS NULL) AS shown,
           (SELECT count(*) FROM intake_left_out WHERE batch_id = intake_batch.id) AS left_out,
           (SELECT count(*) FROM ${leftOutTables} WHERE file.batch_id = intake_batch.id AND ${isGone}) AS left_out_gone
         FROM intake_batch WHERE case_id = ? ORDER BY id DESC LIMIT 500`,
      )
      .all(caseId) as Row[];
    return { batches: rows.map(toBatch) };
  },

  'evidence.leftOut': (input, { session }) => listLeftOut(session().database, input),

  'evidence.list'({ caseId, batchId, mediaType, parentId, originals, ...page }, { session }) {
    const where = ['evidence.case_id = @caseId'];
    const parameters: Row = { caseId };
    if (batchId) {
      where.push('evidence.batch_id = @batchId');
      parameters.batchId = batchId;
    }
    if (mediaType) {
      where.push(`content.media_type LIKE @mediaType || '%'`);
      parameters.mediaType = mediaType;
    }
    if (parentId) {
      where.push(
        `evidence.id IN (SELECT piece.id FROM evidence AS holder JOIN evidence AS piece ON ${liesIn('piece', 'holder')} WHERE holder.id = @parentId)`,
      );
      parameters.parentId = parentId;
    }
    if (originals) where.push('evidence.parent_id IS NULL');
    const { database } = session();
    const { rows, total } = selectPage(
      database,
      {
        from: evidenceTables,
        key: 'evidence.id',
        logged: true,
        columns: evidenceColumns,
        where,
        parameters,
        sorts: {
          number: 'evidence.number',
          name: 'evidence.name COLLATE NOCASE',
          mediaType: 'content.media_type',
          sizeBytes: 'content.size_bytes',
          acquiredAt: 'evidence.acquired_at',
          takenInAt: 'evidence.taken_in_at',
          checkedAt: 'evidence.checked_at',
        },
        defaultSort: 'number',
        searched: [
          'evidence.name',
          'evidence.path',
          'evidence.description',
          'evidence.source',
          'content.sha256',
        ],
        hiddenColumn: 'evidence.hidden_at',
        tieBreak: 'evidence.id',
      },
      page,
    );
    return { rows: rows.map((row) => toEvidenceRow(database, row)), total };
  },

  'evidence.get': ({ id }, { session }) => readEvidence(session().database, id),

  'evidence.update'({ id, fields }, { session }) {
    const { database } = session();
    const row = readEvidenceRow(database, id);
    requireOpenCase(database, row.case_id as string);
    const { acquiredBy, ...plain }: CheckedInput<'evidence.update'>['fields'] = fields;
    session().write(
      { reason: 'edit', summary: `Evidence edited: ${row.name}`, caseId: row.case_id as string },
      (transaction) => {
        transaction.update('evidence', id, definedOnly({ ...plain, acquired_by: acquiredBy }));
      },
    );
    return readEvidence(database, id);
  },

  'evidence.hide'({ id, ...how }, { session }) {
    return hideEvidence(session(), [id], how)[0]!;
  },

  'evidence.hideMany'({ ids, ...how }, { session }) {
    return { rows: hideEvidence(session(), [...new Set(ids)], how) };
  },

  'evidence.view'({ id, purpose }, { session }) {
    const { database } = session();
    const row = readEvidenceRow(database, id);
    session().write(
      { reason: 'custody', summary: `Evidence viewed: ${row.name}`, caseId: row.case_id as string },
      (transaction) => {
        appendCustody(database, transaction, id, { action: 'viewed', purpose: viewPurposes[purpose] });
      },
    );
    return { custody: readCustody(database, id).at(-1)! };
  },

  async 'evidence.text'({ id, offset, limit }, { session }) {
    const row = readEvidenceRow(session().database, id);
    const reader = await session().store.open(row.sha256 as string, { size: row.size_bytes as number });
    try {
      return await readText(reader, offset, limit);
    } finally {
      await reader.close();
    }
  },
};

/** A batch that is not there is told by the run itself. */
const caseOfBatch = (database: SqliteDatabase, batchId: string): string | null =>
  (database.prepare('SELECT case_id FROM intake_batch WHERE id = ?').pluck().get(batchId) as
    | string
    | undefined) ?? null;

function toBatch(row: Row): Output<'evidence.batches'>['batches'][number] {
  const state = row.state as 'running' | 'complete' | 'cancelled';
  return {
    id: row.id as string,
    caseId: row.case_id as string,
    startedAt: row.started_at as string,
    endedAt: row.ended_at as string | null,
    roots: JSON.parse(row.roots as string),
    state: state === 'running' && !isRunning(row.id as string) ? 'interrupted' : state,
    copies: copiesOf(row),
    added: row.added as number,
    leftOut: row.left_out as number,
    leftOutGone: row.left_out_gone as number,
    refused: (JSON.parse(row.refused as string) as unknown[]).length,
    undone: (row.added as number) > 0 && row.shown === 0,
  };
}
