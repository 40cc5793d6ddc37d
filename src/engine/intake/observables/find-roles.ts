import type { CheckedInput } from '../../../shared/contract/index.ts';
import type { Identifier } from '../../../shared/domain/identifiers/index.ts';
import type { EntityRole } from '../../../shared/domain/kinds.ts';
import { roleByKind } from '../../../shared/domain/observables/role-by-kind.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import { findSame } from '../../entities/identify.ts';
import type { ObservableRow } from './observable-rows.ts';

type Input = Pick<CheckedInput<'observable.accept'>, 'roles' | 'rolesByKind'>;

/** The roles a find is accepted in. */
export function rolesOf({ kind }: ObservableRow, { roles, rolesByKind }: Input): EntityRole[] {
  if (!rolesByKind) return roles;
  const role = roleByKind(kind);
  return role === null ? [] : [role];
}

/** The roles a record will have from its find alone: those no other source and no person gave it before. */
export function rolesGiven(
  database: SqliteDatabase,
  { caseId, kind, normal }: ObservableRow,
  identified: Identifier,
  roles: readonly EntityRole[],
): EntityRole[] {
  const same = findSame(database, caseId, identified, null);
  const held = database
    .cached('SELECT role FROM entity_role WHERE entity_id = ?')
    .pluck()
    .all(same?.merged_into ?? same?.id ?? null) as EntityRole[];
  const earlier = database
    .cached('SELECT gave FROM observable_decision WHERE case_id = ? AND kind = ? AND normal = ?')
    .pluck()
    .get(caseId, kind, normal) as string | undefined;
  const given = JSON.parse(earlier ?? '[]') as EntityRole[];
  return [...new Set([...given, ...roles.filter((role) => !held.includes(role))])];
}
