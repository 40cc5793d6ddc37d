import type { SqliteDatabase } from '../database/sqlite.ts';
import { showRecord } from '../shown-record.ts';
import type { EvidenceRecord } from './evidence-rows.ts';
import type { SupportedKind } from './support.ts';

/** Shown at most: a table of victims supports records by the ten thousand, and nobody reads on here. */
const most = 200;

/** The visible records that rest on a piece of evidence, and whether there are more than those. */
export function readRestingOn(
  database: SqliteDatabase,
  evidenceId: string,
): Pick<EvidenceRecord, 'usedBy' | 'usedByMore'> {
  const usedBy: EvidenceRecord['usedBy'] = [];
  const supports = database
    .prepare('SELECT kind, subject_id AS id FROM support WHERE evidence_id = ?')
    .iterate(evidenceId) as Iterable<{ kind: SupportedKind; id: string }>;
  for (const { kind, id } of supports) {
    const visible = database.cached(`SELECT 1 FROM ${kind} WHERE id = ? AND hidden_at IS NULL`).get(id);
    const shown = visible === undefined ? null : showRecord(database, kind, id);
    if (shown === null) continue;
    if (usedBy.length === most) return { usedBy: inOrder(usedBy), usedByMore: true };
    const { title, sort, aboutId } = shown;
    usedBy.push({ kind, id, title, sort, aboutId });
  }
  return { usedBy: inOrder(usedBy), usedByMore: false };
}

const inOrder = (records: EvidenceRecord['usedBy']): EvidenceRecord['usedBy'] =>
  records.sort((a, b) => a.kind.localeCompare(b.kind, 'en') || a.title.localeCompare(b.title, 'en'));
