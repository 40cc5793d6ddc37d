import { createHash } from 'node:crypto';
import { newId } from '../../../shared/domain/ids.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { ReadingPiece } from '../reading/reading-step.ts';
import type { Proposed } from './proposed.ts';

/**
 * What makes a proposal the same when it is read again: the content and the page it stands on. The same complaint taken in
 * twice is proposed once.
 */
const fingerprintOf = (contentId: string, page: number): string =>
  createHash('sha256').update(`${contentId} ${page}`).digest('hex').slice(0, 32);

/** Keeps what is proposed from a piece in place of what was before. Not logged: it can be read again. */
export function storeProposals(
  database: SqliteDatabase,
  piece: ReadingPiece,
  proposed: readonly Proposed[],
): void {
  const foundAt = new Date().toISOString();
  const add = database.prepare(
    `INSERT INTO proposal (id, case_id, evidence_id, page, fingerprint, title, weight, body, found_at)
     VALUES (@id, @caseId, @evidenceId, @page, @fingerprint, @title, @weight, @body, @foundAt)
     ON CONFLICT (case_id, fingerprint) DO UPDATE SET title = @title, weight = @weight, body = @body`,
  );
  const kept = new Set(proposed.map(({ page }) => fingerprintOf(piece.contentId, page)));
  database.derive(() => {
    const before = database
      .prepare('SELECT id, fingerprint FROM proposal WHERE evidence_id = ?')
      .all(piece.evidenceId) as { id: string; fingerprint: string }[];
    for (const { id, fingerprint } of before)
      if (!kept.has(fingerprint)) database.prepare('DELETE FROM proposal WHERE id = ?').run(id);
    for (const { page, title, weight, body } of proposed)
      add.run({
        id: newId(),
        caseId: piece.caseId,
        evidenceId: piece.evidenceId,
        page,
        fingerprint: fingerprintOf(piece.contentId, page),
        title,
        weight,
        body: JSON.stringify(body),
        foundAt,
      });
  });
}
