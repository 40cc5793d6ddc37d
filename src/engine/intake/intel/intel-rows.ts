import type { Output } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import type { Row, SqliteDatabase } from '../../database/sqlite.ts';

type ObjectRow = Output<'intel.objects'>['rows'][number];
type ObjectRecord = Output<'intel.object'>;

const mostRecords = 500;

export const objectColumns =
  'id, case_id, import_id, evidence_id, format, source_id, type, title, creator, version, marking, state, left_over';

export function toObjectRow(row: Row): ObjectRow {
  return {
    id: row.id as string,
    caseId: row.case_id as string,
    importId: row.import_id as string,
    evidenceId: row.evidence_id as string | null,
    format: row.format as ObjectRow['format'],
    sourceId: row.source_id as string,
    type: row.type as string,
    title: row.title as string,
    creator: row.creator as string,
    version: row.version as string,
    marking: row.marking as ObjectRow['marking'],
    state: row.state as ObjectRow['state'],
    leftOver: JSON.parse(row.left_over as string),
  };
}

/** @throws ProfferError `not-found`. */
export function readObject(database: SqliteDatabase, id: string): ObjectRecord {
  const row = database.prepare('SELECT * FROM intel_object WHERE id = ?').get(id) as Row | undefined;
  if (!row) throw new ProfferError('not-found', 'This object is not in the vault.', { id });
  const evidence = database
    .prepare('SELECT id, number, name FROM evidence WHERE id = ?')
    .get(row.evidence_id as string) as ObjectRecord['evidence'] | undefined;
  return {
    ...toObjectRow(row),
    pointer: row.pointer as string,
    tags: JSON.parse(row.tags as string),
    json: row.json as string,
    evidence: evidence ?? null,
    records: recordsOf(database, id),
  };
}

function recordsOf(database: SqliteDatabase, objectId: string): ObjectRecord['records'] {
  const rows = database
    .prepare(
      `SELECT DISTINCT noted.kind, noted.subject_id AS id, noted.relation,
         coalesce(entity.display, event.title, source.display || ' – ' || target.display, '') AS display,
         coalesce(entity.hidden_at, event.hidden_at, link.hidden_at) AS hidden_at
       FROM intel_record noted
       LEFT JOIN entity ON noted.kind = 'entity' AND entity.id = noted.subject_id
       LEFT JOIN event ON noted.kind = 'event' AND event.id = noted.subject_id
       LEFT JOIN link ON noted.kind = 'link' AND link.id = noted.subject_id
       LEFT JOIN entity source ON source.id = link.from_id
       LEFT JOIN entity target ON target.id = link.to_id
       WHERE noted.object_id = ? ORDER BY noted.relation DESC, noted.kind, noted.id LIMIT ${mostRecords}`,
    )
    .all(objectId) as Row[];
  return rows.map((row) => ({
    kind: row.kind as ObjectRecord['records'][number]['kind'],
    id: row.id as string,
    relation: row.relation as 'made' | 'about',
    display: row.display as string,
    hidden: row.hidden_at !== null,
  }));
}
