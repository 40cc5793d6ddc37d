import type { Because } from '../../../shared/domain/because.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';

/** Where a statement comes from. Without evidence there is no place in it either. */
export interface Provenance {
  caseId: string;
  evidenceId: string | null;
  because: Because | null;
}

/** What records rest on, as the duplicate rule asks for it. */
export class SupportReader {
  protected readonly database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.database = database;
  }

  /** Whether the entity was made by whoever asks. */
  isFresh(_subjectId: string): boolean {
    return false;
  }

  /** Whether a record rests on this very place, in this piece of evidence or in another of the same content. */
  isOfSameRow(subjectId: string, { evidenceId, because }: Provenance): boolean {
    if (evidenceId === null || because === null) return false;
    const places = this.database
      .cached(
        `SELECT support.because FROM support JOIN evidence ON evidence.id = support.evidence_id
         WHERE support.subject_id = ? AND evidence.content_id = (SELECT content_id FROM evidence WHERE id = ?)`,
      )
      .pluck()
      .all(subjectId, evidenceId) as (string | null)[];
    return places.some((place) => place !== null && (JSON.parse(place) as Because).place === because.place);
  }

  /** The place a record has in a piece of evidence: undefined where it does not rest on it, null where none was named. */
  placeOf(subjectId: string, evidenceId: string): string | null | undefined {
    const row = this.database
      .cached('SELECT because FROM support WHERE subject_id = ? AND evidence_id = ?')
      .get(subjectId, evidenceId) as { because: string | null } | undefined;
    if (!row) return undefined;
    return row.because === null ? null : (JSON.parse(row.because) as Because).place;
  }

  /**
   * Whether a statement with this fingerprint is the one the record was made from. Rows of one file are different
   * statements, however alike; the same row again, or its like in a file the record does not rest on yet, is the same.
   */
  isSameStatement(subjectId: string, { evidenceId, because }: Provenance): boolean {
    if (evidenceId === null) return false;
    const place = this.placeOf(subjectId, evidenceId);
    return place === undefined || (place !== null && place === because?.place);
  }
}
