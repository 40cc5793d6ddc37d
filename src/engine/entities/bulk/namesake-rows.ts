import type { Because } from '../../../shared/domain/because.ts';
import type { EntityKind } from '../../../shared/domain/kinds.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { Provenance } from './support-reader.ts';

interface Name {
  kind: EntityKind;
  normal: string;
}

/**
 * Which of the many records of one name was made from which row of a source. Read once for a name that more share than are
 * compared one by one: one look at each of a thousand namesakes for each of a thousand rows would be a million.
 */
export class NamesakeRows {
  private readonly database: SqliteDatabase;
  private readonly known = new Map<string, Map<string, string[]>>();

  constructor(database: SqliteDatabase) {
    this.database = database;
  }

  /** Ids of records of this name, also of such that went into another, that rest on this place of the same file content. */
  at(name: Name, provenance: Provenance): string[] {
    const { evidenceId, because } = provenance;
    if (evidenceId === null || because === null) return [];
    const key = keyOf(name, provenance);
    const rows = this.known.get(key) ?? this.read(name, provenance.caseId, evidenceId);
    this.known.set(key, rows);
    return rows.get(because.place) ?? [];
  }

  /** For a record that rests on its place from now on. */
  note(name: Name, provenance: Provenance, id: string): void {
    const rows = this.known.get(keyOf(name, provenance));
    const { because } = provenance;
    if (rows && because) addTo(rows, because.place, id);
  }

  private read({ kind, normal }: Name, caseId: string, evidenceId: string): Map<string, string[]> {
    const supports = this.database
      .cached(
        `SELECT entity.id, support.because FROM entity
         JOIN support ON support.subject_id = entity.id AND support.because IS NOT NULL
         JOIN evidence ON evidence.id = support.evidence_id
         WHERE entity.kind = ? AND entity.normal = ? AND entity.case_id = ?
           AND (entity.hidden_at IS NULL OR entity.merged_into IS NOT NULL)
           AND evidence.content_id = (SELECT content_id FROM evidence WHERE id = ?) ORDER BY entity.rowid`,
      )
      .all(kind, normal, caseId, evidenceId) as { id: string; because: string }[];
    const rows = new Map<string, string[]>();
    for (const { id, because } of supports) addTo(rows, (JSON.parse(because) as Because).place, id);
    return rows;
  }
}

const keyOf = ({ kind, normal }: Name, { caseId, evidenceId }: Provenance): string =>
  JSON.stringify([kind, normal, caseId, evidenceId]);

function addTo(rows: Map<string, string[]>, place: string, id: string): void {
  const known = rows.get(place);
  if (known) known.push(id);
  else rows.set(place, [id]);
}
