import type { Output } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { VaultSession } from '../vault/session.ts';
import { appendCustody } from './custody.ts';
import { readEvidenceRow, toEvidenceRow } from './evidence-rows.ts';
import { liesIn } from './lies-in.ts';

/** These pieces and all that was taken out of them, and out of that; each once, what lies within after what holds it. */
function withDescendants(database: SqliteDatabase, ids: readonly string[]): string[] {
  const below = database.cached(
    `WITH RECURSIVE down (id, number) AS (
       SELECT piece.id, piece.number FROM evidence AS holder JOIN evidence AS piece ON ${liesIn('piece', 'holder')} WHERE holder.id = ?
       UNION SELECT piece.id, piece.number FROM down JOIN evidence AS holder ON holder.id = down.id
         JOIN evidence AS piece ON ${liesIn('piece', 'holder')}
     ) SELECT id FROM down ORDER BY number`,
  );
  return [...new Set(ids.flatMap((id) => [id, ...(below.pluck().all(id) as string[])]))];
}

/**
 * Takes pieces of one case out of the working set, or puts them back, on wish with all that was taken out of them: one entry
 * of the log for all, one of custody for each whose state changes. @returns the pieces named, as they are now.
 * @throws ProfferError `not-found`; `invalid-input` when they are of several cases. Then nothing is changed.
 */
export function hideEvidence(
  session: VaultSession,
  ids: readonly string[],
  how: { hidden: boolean; reason?: string | undefined; withChildren?: boolean },
): Output<'evidence.hide'>[] {
  const { database } = session;
  const rows = (how.withChildren ? withDescendants(database, ids) : ids).map((id) =>
    readEvidenceRow(database, id),
  );
  const caseId = rows[0]!.case_id as string;
  if (rows.some((row) => row.case_id !== caseId))
    throw new ProfferError(
      'invalid-input',
      'These pieces of evidence are of several cases. Name those of one.',
    );
  const what = rows.length === 1 ? rows[0]!.name : `${rows.length} pieces`;
  const summary = `Evidence ${how.hidden ? 'hidden' : 'shown again'}: ${what}${how.reason ? ` (${how.reason})` : ''}`;
  session.write({ reason: 'hide', summary, caseId }, (transaction) => {
    for (const row of rows) {
      if ((row.hidden_at !== null) === how.hidden) continue;
      const id = row.id as string;
      transaction.update('evidence', id, { hidden_at: how.hidden ? transaction.at : null });
      appendCustody(database, transaction, id, {
        action: how.hidden ? 'hidden' : 'restored',
        purpose: how.hidden
          ? 'Taken out of the working set; content and record are kept'
          : 'Put back into the working set',
      });
    }
  });
  return ids.map((id) => toEvidenceRow(database, readEvidenceRow(database, id)));
}
