import type { z } from 'zod';
import type { supportedKind } from '../../shared/contract/evidence.ts';
import type { Because } from '../../shared/domain/because.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { rowId } from '../log/tables.ts';
import type { Transaction } from '../log/writer.ts';

export type SupportedKind = z.output<typeof supportedKind>;

/**
 * Makes a record rest on exactly these pieces of evidence.
 * @throws ProfferError `not-found` when one is not evidence of the same case.
 */
export function setSupport(
  database: SqliteDatabase,
  transaction: Transaction,
  subject: { kind: SupportedKind; id: string; caseId: string },
  evidenceIds: readonly string[],
): void {
  const wanted = new Set(evidenceIds);
  const current = database
    .prepare('SELECT subject_id, evidence_id FROM support WHERE kind = ? AND subject_id = ?')
    .all(subject.kind, subject.id) as { subject_id: string; evidence_id: string }[];
  for (const row of current)
    if (!wanted.delete(row.evidence_id)) transaction.remove('support', rowId('support', row));
  for (const evidenceId of wanted) {
    const found = database
      .prepare('SELECT 1 FROM evidence WHERE id = ? AND case_id = ?')
      .get(evidenceId, subject.caseId);
    if (!found)
      throw new ProfferError(
        'not-found',
        'A piece of evidence named here is not in this case. Take it in first, or choose another.',
        {
          evidenceId,
        },
      );
    transaction.insert('support', {
      subject_id: subject.id,
      evidence_id: evidenceId,
      kind: subject.kind,
    });
  }
}

export function supportIds(database: SqliteDatabase, kind: SupportedKind, subjectId: string): string[] {
  return database
    .prepare(
      'SELECT evidence_id FROM support JOIN evidence ON evidence.id = evidence_id WHERE kind = ? AND subject_id = ? ORDER BY number',
    )
    .pluck()
    .all(kind, subjectId) as string[];
}

export function supportingEvidence(
  database: SqliteDatabase,
  kind: SupportedKind,
  subjectId: string,
): { id: string; number: number; name: string }[] {
  return database
    .prepare(
      `SELECT evidence.id, number, name FROM support JOIN evidence ON evidence.id = evidence_id
       WHERE kind = ? AND subject_id = ? ORDER BY number`,
    )
    .all(kind, subjectId) as { id: string; number: number; name: string }[];
}

/** The same with the place in each, where one was named. */
export function supportingPlaces(
  database: SqliteDatabase,
  kind: SupportedKind,
  subjectId: string,
): { id: string; number: number; name: string; because: Because | null }[] {
  const rows = database
    .prepare(
      `SELECT evidence.id, number, name, because FROM support JOIN evidence ON evidence.id = evidence_id
       WHERE kind = ? AND subject_id = ? ORDER BY number`,
    )
    .all(kind, subjectId) as { id: string; number: number; name: string; because: string | null }[];
  return rows.map((row) => ({
    ...row,
    because: row.because === null ? null : (JSON.parse(row.because) as Because),
  }));
}
