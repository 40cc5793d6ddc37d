import type { Input } from '../../shared/contract/index.ts';
import type { EntityRole } from '../../shared/domain/kinds.ts';
import type { ObservableKind } from '../../shared/domain/observables/observable.ts';
import { call } from '../app/client.ts';
import { runJob } from '../app/run-job.ts';
import { toast } from '../app/toasts.tsx';
import { formatCount } from '../ui/format.ts';

/** The role of what is accepted, where it is left to the kind of each find. */
export const byKind = 'by kind';
export type AcceptedRole = EntityRole | typeof byKind;

type All = NonNullable<Input<'observable.accept'>['all']>;

/** Money goes to accounts and wallets; everything else found beside it serves the scheme. */
const roleOf = (kind: ObservableKind): EntityRole =>
  kind === 'bank-account' || kind === 'wallet' ? 'payment-destination' : 'scam-infrastructure';

/** One bulk acceptance has one role: finds whose kinds want different ones are accepted role by role. */
function partsByRole<T>(items: readonly T[], role: (item: T) => EntityRole): [EntityRole, T[]][] {
  const parts = new Map<EntityRole, T[]>();
  for (const item of items) parts.set(role(item), [...(parts.get(role(item)) ?? []), item]);
  return [...parts];
}

async function acceptParts(
  caseId: string,
  parts: readonly Pick<Input<'observable.accept'>, 'ids' | 'all' | 'roles'>[],
): Promise<void> {
  let done = 0;
  let hosts = 0;
  const refused: string[] = [];
  for (const part of parts) {
    const result = await runJob('observable.accept', { caseId, ...part });
    done += result.added + result.matched + result.unsure;
    hosts += result.hosts;
    refused.push(...result.refused.map(({ display, message }) => `${display}: ${message}`));
  }
  if (done > 0) {
    const what = done === 1 ? 'Accepted' : `${done.toLocaleString('en')} accepted`;
    const along = hosts > 0 ? ` It brought ${formatCount(hosts, 'host')} of web addresses along.` : '';
    toast(`${what}. The import can be undone.${along}`);
  }
  if (refused.length > 0)
    toast(
      refused.slice(0, 3).join('\n') + (refused.length > 3 ? `\nand ${refused.length - 3} more.` : ''),
      'warn',
    );
}

/** Accepts these finds and says what came of it. */
export function acceptFinds(
  caseId: string,
  role: AcceptedRole,
  finds: readonly { id: string; kind: ObservableKind }[],
): Promise<void> {
  const parts = partsByRole(finds, ({ kind }) => (role === byKind ? roleOf(kind) : role));
  return acceptParts(
    caseId,
    parts.map(([one, some]) => ({ ids: some.map(({ id }) => id), roles: [one] })),
  );
}

/** Accepts everything a list of these kinds shows and says what came of it. */
export async function acceptAllFinds(
  caseId: string,
  role: AcceptedRole,
  selection: All,
  kinds: readonly ObservableKind[],
): Promise<void> {
  const parts: Pick<Input<'observable.accept'>, 'all' | 'roles'>[] = [];
  for (const [one, some] of partsByRole(kinds, (kind) => (role === byKind ? roleOf(kind) : role))) {
    const all = { ...selection, kinds: some };
    // Of a role there may be nothing in the list: that is no failure of the others.
    const { total } = await call('observable.list', { caseId, ...all, limit: 1 });
    if (total > 0) parts.push({ all, roles: [one] });
  }
  return acceptParts(caseId, parts);
}
