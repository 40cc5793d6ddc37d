import { type EntityRole, entityRoles } from '../../../shared/domain/kinds.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { ObservableRow } from './observable-rows.ts';

/** Roles that say a thing belongs to the other side. */
const accusing: ReadonlySet<EntityRole> = new Set([
  'suspect',
  'money-mule',
  'scam-infrastructure',
  'call-centre',
  'payment-destination',
] as const);

interface Owner {
  display: string;
  role: EntityRole;
}

/**
 * Why a find is not accepted in these roles: it is the telephone or mailbox of somebody the case knows as harmed or helping.
 * The numbers of a list of victims stand among the finds like all others, and finds are accepted by the thousand.
 * Null where nothing speaks against it.
 */
export function whyNotAccused(
  database: SqliteDatabase,
  found: ObservableRow,
  roles: readonly EntityRole[],
): string | null {
  const role = roles.find((one) => accusing.has(one));
  if (!role || (found.kind !== 'phone' && found.kind !== 'email')) return null;
  const owner = ownerOf(database, found.caseId, found.kind, found.normal);
  if (!owner) return null;
  const what = found.kind === 'phone' ? 'telephone number' : 'e-mail address';
  return `It is the ${what} of ${owner.display} (${lower(owner.role)}) and was not made ${lower(role)}. Accept it without this role, or enter it by hand where it is both.`;
}

const lower = (role: EntityRole) => entityRoles[role].toLowerCase();

/** A person of the case who has this contact, is harmed or helps, and is not suspected too. */
function ownerOf(
  database: SqliteDatabase,
  caseId: string,
  kind: 'phone' | 'email',
  normal: string,
): Owner | undefined {
  return database
    .cached(
      `SELECT entity.display, role.role FROM entity JOIN entity_role role ON role.entity_id = entity.id
         WHERE entity.match_${kind} = ? AND entity.case_id = ? AND entity.hidden_at IS NULL
           AND role.role IN ('victim', 'witness', 'reporter', 'third-party')
           AND NOT EXISTS (SELECT 1 FROM entity_role other WHERE other.entity_id = entity.id
             AND other.role IN ('suspect', 'money-mule', 'call-centre'))
         ORDER BY entity.id, role.role LIMIT 1`,
    )
    .get(normal, caseId) as Owner | undefined;
}
