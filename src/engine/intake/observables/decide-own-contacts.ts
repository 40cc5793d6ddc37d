import type { CheckedInput } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import type { EntityRole } from '../../../shared/domain/kinds.ts';
import { requireOpenCase } from '../../cases/case-rows.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { Transaction } from '../../log/writer.ts';
import type { VaultSession } from '../../vault/session.ts';
import { listOwnContacts } from './own-contact-rows.ts';

/** More in one log entry would be slow to take back. */
const together = 10_000;

/** @throws ProfferError `conflict` where a thing named is none of them any more. @returns how many were decided. */
export function decideOwnContacts(
  session: VaultSession,
  { caseId, ids, importId, belongsTo }: CheckedInput<'observable.decideOwn'>,
): number {
  const { database } = session;
  requireOpenCase(database, caseId);
  const { rows } = listOwnContacts(database, { caseId, importId, offset: 0, limit: together });
  const chosen = ids ? rows.filter(({ id }) => ids.includes(id)) : rows;
  if (chosen.length === 0 || (ids && chosen.length < new Set(ids).size))
    throw new ProfferError(
      'conflict',
      'Nothing is left to put right there: it was decided or changed already.',
    );
  const what =
    chosen.length === 1 ? chosen[0]!.display : `${chosen.length.toLocaleString('en')} own contacts`;
  const summary =
    belongsTo === 'owner'
      ? `${what}: not of the other side, a find was accepted by mistake`
      : `${what}: both an own contact and of the other side`;
  session.write({ reason: 'edit', summary, caseId }, (transaction) => {
    for (const { id, roles } of chosen) {
      if (belongsTo === 'owner') takeOffRoles(database, transaction, id, roles);
      settle(database, transaction, id);
    }
  });
  return chosen.length;
}

function takeOffRoles(
  database: SqliteDatabase,
  transaction: Transaction,
  entityId: string,
  roles: readonly EntityRole[],
): void {
  const held = database.cached('SELECT id, role FROM entity_role WHERE entity_id = ?').all(entityId) as {
    id: string;
    role: EntityRole;
  }[];
  for (const { id, role } of held) if (roles.includes(role)) transaction.remove('entity_role', id);
  transaction.update('entity', entityId, { changed_at: transaction.at });
}

/** From now on the roles are a person's own word. */
function settle(database: SqliteDatabase, transaction: Transaction, entityId: string): void {
  const decisions = database
    .cached('SELECT id FROM observable_decision WHERE entity_id = ?')
    .pluck()
    .all(entityId) as string[];
  for (const decision of decisions) transaction.update('observable_decision', decision, { gave: '[]' });
}
