import type { CheckedInput, Output } from '../../../shared/contract/index.ts';
import { isAccusing } from '../../../shared/domain/accusing-roles.ts';
import type { ObservableKind } from '../../../shared/domain/observables/index.ts';
import { roleByKind } from '../../../shared/domain/observables/role-by-kind.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import { ownKinds } from './harmless-owners.ts';
import { selectedFinds } from './observable-rows.ts';
import { OwnContacts } from './own-contact.ts';

type Input = CheckedInput<'observable.acceptable'>;
type OfKind = Output<'observable.acceptable'>['kinds'][number];

/** What accepting a selection would take and leave, by kind: to be said before it is done. */
export function acceptable(
  database: SqliteDatabase,
  { roles, rolesByKind, ...selection }: Input,
): { kinds: OfKind[] } {
  const own = new OwnContacts(database, selection.caseId);
  const byKind = new Map<ObservableKind, OfKind>();
  const mayBeOwn: ReadonlySet<ObservableKind> = new Set(ownKinds);
  const accuses = (kind: ObservableKind) => {
    const role = roleByKind(kind);
    return rolesByKind ? role !== null && isAccusing(role) : roles.some(isAccusing);
  };
  for (const find of selectedFinds(database, { ...selection, validOnly: false, doubtful: 'with' })) {
    const { kind } = find;
    const counts = byKind.get(kind) ?? { kind, sure: 0, doubtful: 0, own: 0 };
    if (find.doubtful) counts.doubtful += 1;
    else if (mayBeOwn.has(kind) && accuses(kind) && own.ownerOf(find) !== null) counts.own += 1;
    else counts.sure += 1;
    byKind.set(kind, counts);
  }
  return { kinds: [...byKind.values()] };
}
