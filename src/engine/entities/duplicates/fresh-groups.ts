import { ProfferError } from '../../../shared/domain/errors.ts';
import { inTurns } from '../../database/in-turns.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import { type DuplicateKey, lookAtGroup } from './duplicate-groups.ts';

/** Groups counted in one transaction. */
const together = 100;

/**
 * Counts anew what writes may have changed of the groups of a case: after a list of many thousand people came in, all of theirs; a
 * portion after the other, between which others have their turn.
 * @throws ProfferError `cancelled`; what was counted until then stands.
 */
export async function freshenGroups(
  database: SqliteDatabase,
  caseId: string,
  signal: AbortSignal,
): Promise<void> {
  const stale = database.prepare(
    `SELECT id, case_id AS caseId, kind, basis, match FROM duplicate_group WHERE case_id = ? AND stale = 1 LIMIT ${together}`,
  );
  const write = database.prepare(
    `UPDATE duplicate_group SET members = @members, first = @first, last = @last, names = @names, countries = @countries,
       state = @state, said = @said, stale = 0 WHERE id = @id`,
  );
  for (;;) {
    const groups = stale.all(caseId) as (DuplicateKey & { id: number })[];
    if (groups.length === 0) return;
    database.derive(() => {
      for (const { id, ...key } of groups) {
        const { members, first, last, names, countries, state, said } = lookAtGroup(database, key);
        write.run({ id, members, first, last, names, countries, state, said: said.nothing ? 0 : 1 });
      }
    });
    if (groups.length < together) return;
    await inTurns(signal);
    if (!database.open) throw new ProfferError('locked', 'The vault was locked while this was under way.');
  }
}
