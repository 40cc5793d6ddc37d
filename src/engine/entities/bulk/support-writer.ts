import type { Because } from '../../../shared/domain/because.ts';
import { longestQuote } from '../../../shared/domain/because.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { maskSecrets } from '../../../shared/domain/identifiers/secrets/index.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { SupportedKind } from '../../evidence/support.ts';
import type { Transaction } from '../../log/writer.ts';
import { type Provenance, SupportReader } from './support-reader.ts';

/** Lets records rest on evidence, many in one transaction; the place of the first find is kept. */
export class SupportWriter extends SupportReader {
  private readonly transaction: Transaction;
  private readonly known = new Set<string>();
  /** Entities it made. */
  private readonly fresh = new Set<string>();

  constructor(database: SqliteDatabase, transaction: Transaction) {
    super(database);
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

  override isFresh(subjectId: string): boolean {
    return this.fresh.has(subjectId);
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
