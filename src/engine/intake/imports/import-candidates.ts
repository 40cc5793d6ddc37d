import type { CheckedInput, Output } from '../../../shared/contract/index.ts';
import { readCase } from '../../cases/case-rows.ts';
import { selectPage } from '../../database/listing.ts';
import type { Row, SqliteDatabase } from '../../database/sqlite.ts';
import { stableExhibit } from '../../evidence/custody.ts';
import { undone } from './import-list.ts';

type Candidate = Output<'import.candidates'>['rows'][number];

const from = `content_reading JOIN evidence ON evidence.content_id = content_reading.content_id
  LEFT JOIN import_batch standing ON standing.id = (
    SELECT batch.id FROM import_batch batch
    WHERE batch.evidence_id IN (SELECT copy.id FROM evidence copy
        WHERE copy.content_id = evidence.content_id AND copy.case_id = evidence.case_id)
      AND batch.state IN ('running', 'complete')
      AND batch.reader IN ('table', 'stix', 'misp')
      AND (content_reading.importable = 'table') = (batch.reader = 'table')
      AND NOT ${undone}
    ORDER BY batch.id DESC LIMIT 1)`;

/** What two pieces hold alike waits once. */
const isFirstCopy = `NOT EXISTS (SELECT 1 FROM evidence earlier WHERE earlier.content_id = evidence.content_id
  AND earlier.case_id = evidence.case_id AND earlier.hidden_at IS NULL AND earlier.number < evidence.number)`;

/** Evidence that reading has recognised as something to import, with the import that stands for its content. */
export function importCandidates(
  database: SqliteDatabase,
  { caseId, evidenceId, as, waiting, ...page }: CheckedInput<'import.candidates'>,
): Output<'import.candidates'> {
  readCase(database, caseId);
  const where = ["content_reading.importable <> ''", 'evidence.case_id = @caseId'];
  const parameters: Row = { caseId };
  if (evidenceId !== undefined) {
    where.push('evidence.id = @evidenceId');
    parameters.evidenceId = evidenceId;
  }
  if (as !== undefined) {
    where.push('content_reading.importable = @as');
    parameters.as = as;
  }
  if (waiting) where.push('standing.id IS NULL');
  if (waiting && evidenceId === undefined) where.push(isFirstCopy);
  const { rows, total } = selectPage(
    database,
    {
      from,
      columns: `evidence.id, evidence.number, evidence.name, content_reading.format, content_reading.importable,
        standing.id AS import_id, standing.ended_at AS import_ended_at`,
      where,
      parameters,
      sorts: { number: 'evidence.number', name: 'evidence.name COLLATE NOCASE' },
      defaultSort: 'number',
      searched: ['evidence.name', 'content_reading.format'],
      hiddenColumn: 'evidence.hidden_at',
      tieBreak: 'evidence.id',
    },
    page,
  );
  return { rows: rows.map(toCandidate), total };
}

const toCandidate = (row: Row): Candidate => ({
  evidenceId: row.id as string,
  number: row.number as number,
  exhibit: stableExhibit(row.number as number),
  name: row.name as string,
  format: row.format as string,
  as: row.importable as Candidate['as'],
  import:
    row.import_id === null
      ? null
      : { id: row.import_id as string, endedAt: row.import_ended_at as string | null },
});
