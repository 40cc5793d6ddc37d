import { ProfferError } from '../../shared/domain/errors.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';

/**
 * Whose money a payment was: that of the loss's victim, or of a payer who is a victim.
 * @throws ProfferError `not-found` when the loss is not one of this case.
 */
export function victimOf(
  database: SqliteDatabase,
  caseId: string,
  lossId: string | null,
  fromId: string | null,
): string | null {
  if (lossId !== null) {
    const victim = database
      .cached('SELECT victim_id FROM loss WHERE id = ? AND case_id = ?')
      .pluck()
      .get(lossId, caseId) as string | undefined;
    if (victim === undefined)
      throw new ProfferError(
        'not-found',
        'The loss named here is not in this case. Record it first, or choose another.',
        { lossId },
      );
    return victim;
  }
  if (fromId === null) return null;
  const victim = database
    .cached("SELECT 1 FROM entity_role WHERE entity_id = ? AND role = 'victim'")
    .get(fromId);
  return victim ? fromId : null;
}
