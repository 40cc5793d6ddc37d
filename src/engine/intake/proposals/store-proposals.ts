import { createHash } from 'node:crypto';
import { newId } from '../../../shared/domain/ids.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { ReadingPiece } from '../reading/reading-step.ts';
import type { Proposed } from './proposed.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** What makes a proposal the same when it is read again: the content and the page it stands on. */
const ofPage = (contentId: string, page: number): string => hashOf(`${contentId} ${page}`);
/** Of a message its bytes, in whichever mailboxes and files of the case it lies. */
const ofMessage = (sha256: string): string => hashOf(`message ${sha256}`);

/** Places of one message that are looked at for what was proposed of it before. */
const mostPlaces = 100;

/**
 * The fingerprint of what a page tells: the same complaint taken in twice is proposed once, and what a person decided of it
 * holds. Vaults from before messages were told by their bytes have decisions by content and page; these stay.
 */
function fingerprintOf(database: SqliteDatabase, piece: ReadingPiece, page: number): string {
  const message = database
    .cached('SELECT sha256, size_bytes AS size FROM mail WHERE evidence_id = ? AND number = ?')
    .get(piece.evidenceId, page) as { sha256: string; size: number } | undefined;
  if (!message) return ofPage(piece.contentId, page);
  const places = database
    .cached(
      `SELECT content_id AS contentId, mail.number FROM mail JOIN evidence ON evidence.id = evidence_id
       WHERE mail.sha256 = ? AND mail.size_bytes = ? AND mail.case_id = ? ORDER BY evidence.number, mail.number LIMIT ${mostPlaces}`,
    )
    .all(message.sha256, message.size, piece.caseId) as { contentId: string; number: number }[];
  const earlier = places.map(({ contentId, number }) => ofPage(contentId, number));
  for (const table of ['proposal_decision', 'proposal']) {
    const known = database.cached(`SELECT 1 FROM ${table} WHERE case_id = ? AND fingerprint = ?`);
    const found = earlier.find((fingerprint) => known.get(piece.caseId, fingerprint) !== undefined);
    if (found) return found;
  }
  return ofMessage(message.sha256);
}

/**
 * Keeps what is proposed from a piece in place of what was before. What another visible piece proposes already stays with
 * that one. Not logged: it can be read again.
 */
export function storeProposals(
  database: SqliteDatabase,
  piece: ReadingPiece,
  proposed: readonly Proposed[],
): void {
  const foundAt = new Date().toISOString();
  const add = database.prepare(
    `INSERT INTO proposal (id, case_id, evidence_id, page, fingerprint, title, weight, body, found_at)
     VALUES (@id, @caseId, @evidenceId, @page, @fingerprint, @title, @weight, @body, @foundAt)
     ON CONFLICT (case_id, fingerprint) DO UPDATE
       SET evidence_id = @evidenceId, page = @page, title = @title, weight = @weight, body = @body
       WHERE evidence_id = @evidenceId OR (SELECT hidden_at FROM evidence WHERE id = proposal.evidence_id) IS NOT NULL`,
  );
  const kept = new Map<string, Proposed>();
  for (const one of proposed) {
    const fingerprint = fingerprintOf(database, piece, one.page);
    // The same message twice in one mailbox.
    if (!kept.has(fingerprint)) kept.set(fingerprint, one);
  }
  database.derive(() => {
    const before = database
      .prepare('SELECT id, fingerprint FROM proposal WHERE evidence_id = ?')
      .all(piece.evidenceId) as { id: string; fingerprint: string }[];
    for (const { id, fingerprint } of before)
      if (!kept.has(fingerprint)) database.prepare('DELETE FROM proposal WHERE id = ?').run(id);
    for (const [fingerprint, { page, title, weight, body }] of kept)
      add.run({
        id: newId(),
        caseId: piece.caseId,
        evidenceId: piece.evidenceId,
        page,
        fingerprint,
        title,
        weight,
        body: JSON.stringify(body),
        foundAt,
      });
  });
}
