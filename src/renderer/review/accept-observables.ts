import type { Input } from '../../shared/contract/index.ts';
import type { EntityRole } from '../../shared/domain/kinds.ts';
import { runJob } from '../app/run-job.ts';
import { toast } from '../app/toasts.tsx';
import { formatCount } from '../ui/format.ts';

/** The role of what is accepted, where it is left to the kind of each find. */
export const byKind = 'by kind';
export type AcceptedRole = EntityRole | typeof byKind;

export const inRole = (role: AcceptedRole): Pick<Input<'observable.accept'>, 'roles' | 'rolesByKind'> =>
  role === byKind ? { rolesByKind: true } : { roles: [role] };

/** Accepts finds as one import and says what came of it. */
export async function acceptFinds(
  caseId: string,
  role: AcceptedRole,
  which: Pick<Input<'observable.accept'>, 'ids' | 'all'>,
): Promise<void> {
  const { added, matched, unsure, hosts, refused } = await runJob('observable.accept', {
    caseId,
    ...which,
    ...inRole(role),
  });
  const done = added + matched + unsure;
  if (done > 0) {
    const what = done === 1 ? 'Accepted' : `${done.toLocaleString('en')} accepted`;
    const along = hosts > 0 ? ` It brought ${formatCount(hosts, 'host')} of web addresses along.` : '';
    toast(`${what}. One undo takes it back.${along}`);
  }
  if (refused.length > 0)
    toast(
      refused
        .slice(0, 3)
        .map(({ display, message }) => `${display}: ${message}`)
        .join('\n') +
        (refused.length > 3
          ? `\nand ${(refused.length - 3).toLocaleString('en')} more: the import lists them.`
          : ''),
      'warn',
    );
}
