import type { Because } from '../../../shared/domain/because.ts';
import { longestQuote } from '../../../shared/domain/because.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { maskSecrets } from '../../../shared/domain/identifiers/secrets/index.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { SupportedKind } from '../../evidence/support.ts';
import type { Transaction } from '../../log/writer.ts';

/** Where a statement comes from. Without evidence there is no place in it either. */
export interface Provenance {
  caseId: string;
  evidenceId: string | null;
  because: Because | null;
}

/** Lets records rest on evidence, many in one transaction; the place of the first find is kept. */
export class SupportWriter {
  private readonly database: SqliteDatabase;
  private readonly transaction: Transaction;
  private readonly known = new Set<string>();
  /** Entities it made. */
  private readonly fresh = new Set<string>();

  constructor(database: SqliteDatabase, transaction: Transaction) {
    this.database = database;
    this.transaction = transaction;
  }

  /** For a record made just now. */
  add(kind: SupportedKind, subjectId: string, provenance: Provenance): void {
    if (kind === 'entity') this.fresh.add(subjectId);
    this.insert(kind, subjectId, provenance);
  }

  /** For a record that was there before. */
  addOnce(kind: SupportedKind, subjectId: string, provenance: Provenance): void {
    if (provenance.evidenceId === null || this.placeOf(subjectId, provenance.evidenceId) !== undefined)
      return;
    this.insert(kind, subjectId, provenance);
  }

  /** Whether this writer made the entity. */
  isFresh(subjectId: string): boolean {
    return this.fresh.has(subjectId);
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

  private insert(kind: SupportedKind, subjectId: string, { caseId, evidenceId, because }: Provenance): void {
    if (evidenceId === null) return;
    this.requireEvidence(caseId, evidenceId);
    this.transaction.insert('support', {
      subject_id: subjectId,
      evidence_id: evidenceId,
      kind,
      because: because ? asText(because) : null,
    });
  }

  private requireEvidence(caseId: string, evidenceId: string): void {
    if (this.known.has(evidenceId)) return;
    const found = this.database
      .cached('SELECT 1 FROM evidence WHERE id = ? AND case_id = ?')
      .get(evidenceId, caseId);
    if (!found) {
      throw new ProfferError(
        'not-found',
        'A piece of evidence named here is not in this case. Take it in first, or choose another.',
        {
          evidenceId,
        },
      );
    }
    this.known.add(evidenceId);
  }
}

/** A quote is a copy of the evidence, not the evidence: it goes through the guard like all that is written. */
const asText = ({ place, page, line, quote }: Because): string =>
  JSON.stringify({ place, page, line, quote: quote && maskSecrets(quote.slice(0, longestQuote)).text });
