import type { CheckedInput, Output } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { selectPage } from '../../database/listing.ts';
import type { Row, SqliteDatabase } from '../../database/sqlite.ts';
import { stableExhibit } from '../../evidence/custody.ts';
import type { VaultSession } from '../../vault/session.ts';

type ImportRow = Output<'import.list'>['rows'][number];
type Finding = Output<'import.findings'>['rows'][number];

const from = 'import_batch batch LEFT JOIN evidence ON evidence.id = batch.evidence_id';

/** How often something of a `batch` was taken back and done again: for each of its entries, and whoever undid it, a number. */
const chains = `WITH RECURSIVE chain (device_id, seq, depth, size) AS (
     SELECT device_id, seq, 0, change_count FROM change_log WHERE batch_id = batch.id AND reason = 'import'
     UNION ALL
     SELECT later.device_id, later.seq, depth + 1, size FROM change_log later
     JOIN chain ON later.device_id = chain.device_id AND later.undoes = chain.seq
   )`;
/**
 * Whether a `batch` is taken back: its largest entry was, an odd number of times, and no other one stands, as they do while
 * the undoing of an import was cut off half way. Entries that only tell of its course always stand.
 */
export const undone = `((${chains} SELECT max(depth) % 2 = 1 FROM chain WHERE size = (SELECT max(size) FROM chain))
   AND NOT EXISTS (${chains} SELECT 1 FROM chain JOIN change_log entry USING (device_id, seq)
     WHERE depth % 2 = 0
       AND NOT EXISTS (SELECT 1 FROM change_log later WHERE later.device_id = entry.device_id AND later.undoes = entry.seq)
       AND has_effect(entry.changes, entry.packed)))`;
/** The first entry only says that it began. */
const wrote = "(SELECT count(*) > 1 FROM change_log WHERE batch_id = batch.id AND reason = 'import')";
const columns = `batch.*, evidence.number AS evidence_number, evidence.name AS evidence_name, ${undone} AS undone, ${wrote} AS wrote`;

export function listImports(
  session: VaultSession,
  { caseId, evidenceId, ...page }: CheckedInput<'import.list'>,
): Output<'import.list'> {
  const where = ['batch.case_id = @caseId'];
  const parameters: Row = { caseId };
  if (evidenceId !== undefined) {
    where.push('batch.evidence_id = @evidenceId');
    parameters.evidenceId = evidenceId;
  }
  const { rows, total } = selectPage(
    session.database,
    {
      from,
      key: 'batch.id',
      logged: true,
      columns,
      where,
      parameters,
      sorts: {
        startedAt: 'batch.started_at',
        title: 'batch.title COLLATE NOCASE',
        reader: 'batch.reader',
        state: 'batch.state',
      },
      defaultSort: 'startedAt',
      defaultDirection: 'descending',
      searched: ['batch.title', 'evidence.name'],
      hiddenColumn: null,
      tieBreak: 'batch.id',
    },
    page,
  );
  return { rows: rows.map((row) => toImportRow(session, row)), total };
}

/** @throws ProfferError `not-found`. */
export function readImport(session: VaultSession, id: string): Output<'import.get'> {
  const row = session.database.prepare(`SELECT ${columns} FROM ${from} WHERE batch.id = ?`).get(id) as
    | Row
    | undefined;
  if (!row) throw new ProfferError('not-found', 'This import is not in the vault.', { id });
  return { ...toImportRow(session, row), options: row.options as string };
}

function toImportRow({ log }: VaultSession, row: Row): ImportRow {
  const id = row.id as string;
  const {
    errors = 0,
    warnings = 0,
    infos = 0,
    ...counts
  } = JSON.parse(row.counts as string) as Record<string, number>;
  const undone = row.undone === 1;
  const running = row.state === 'running' && log.openBatches.has(id);
  const made = Object.entries(counts).some(
    ([what, count]) => what !== 'rows' && what !== 'skipped' && count > 0,
  );
  return {
    id,
    caseId: row.case_id as string,
    evidenceId: row.evidence_id as string | null,
    source:
      row.evidence_id === null
        ? null
        : { exhibit: stableExhibit(row.evidence_number as number), name: row.evidence_name as string },
    reader: row.reader as ImportRow['reader'],
    title: row.title as string,
    state: row.state === 'running' && !running ? 'cut-off' : (row.state as ImportRow['state']),
    counts,
    findings: { errors, warnings, infos, leftOut: row.findings_left_out as number },
    startedAt: row.started_at as string,
    endedAt: row.ended_at as string | null,
    undone,
    undoable: !undone && !running && (made || (row.state === 'running' && row.wrote === 1)),
  };
}

export function listFindings(
  database: SqliteDatabase,
  { id, severity, ...page }: CheckedInput<'import.findings'>,
): Output<'import.findings'> {
  const where = ['batch_id = @id'];
  const parameters: Row = { id };
  if (severity !== undefined) {
    where.push('severity = @severity');
    parameters.severity = severity;
  }
  const { rows, total } = selectPage(
    database,
    {
      from: 'import_finding',
      key: 'import_finding.id',
      logged: true,
      columns: '*',
      where,
      parameters,
      // Ids are made in the order of the rows.
      sorts: {
        place: 'import_finding.id',
        severity: "CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END",
        code: 'code',
      },
      defaultSort: 'place',
      searched: ['message', 'raw', 'place', 'code'],
      hiddenColumn: null,
      tieBreak: 'import_finding.id',
    },
    page,
  );
  return { rows: rows.map(toFinding), total };
}

export const toFinding = (row: Row): Finding => ({
  id: row.id as string,
  place: row.place as string,
  severity: row.severity as Finding['severity'],
  code: row.code as string,
  message: row.message as string,
  raw: row.raw as string | null,
});
