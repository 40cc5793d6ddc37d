import type { Input, Output } from '../../shared/contract/index.ts';
import { entityRoles } from '../../shared/domain/kinds.ts';
import { type ObservableKind, observableKinds } from '../../shared/domain/observables/observable.ts';
import { roleByKind } from '../../shared/domain/observables/role-by-kind.ts';
import { call } from '../app/client.ts';
import { confirm } from '../app/confirm.tsx';
import { toast } from '../app/toasts.tsx';
import { labelOf } from '../fields/choices.ts';
import { formatCount } from '../ui/format.ts';
import { type AcceptedRole, acceptFinds, byKind, inRole } from './accept-observables.ts';

type OfKind = Output<'observable.acceptable'>['kinds'][number];
type Selection = Pick<Input<'observable.acceptable'>, 'kinds' | 'states' | 'search'>;

const sum = (kinds: readonly OfKind[], count: (kind: OfKind) => number): number =>
  kinds.reduce((total, kind) => total + count(kind), 0);
const number = (count: number): string => count.toLocaleString('en');

/**
 * Asks once, with numbers, and then accepts all of a list that is neither doubtful nor somebody's own. Answers whether it was
 * done.
 */
export async function acceptAllSure(
  caseId: string,
  role: AcceptedRole,
  selection: Selection,
): Promise<boolean> {
  const { kinds } = await call('observable.acceptable', { caseId, ...selection, ...inRole(role) });
  const taken = kinds.filter(({ kind, sure }) => kind !== 'hash' && sure > 0);
  const total = sum(taken, ({ sure }) => sure);
  if (total === 0) {
    toast('Nothing in this list is sure enough to be accepted unseen.', 'info');
    return false;
  }
  const answer = await confirm({
    title: `Accept ${formatCount(total, 'find')}?`,
    body: <Plan kinds={kinds} taken={taken} role={role} />,
    confirm: `Accept ${number(total)}`,
  });
  if (answer === null) return false;
  await acceptFinds(caseId, role, {
    all: { ...selection, doubtful: 'without', kinds: taken.map(({ kind }) => kind) },
  });
  return true;
}

const roleWords = (kind: ObservableKind, role: AcceptedRole): string => {
  const one = role === byKind ? roleByKind(kind) : role;
  return one === null ? 'No role' : labelOf(entityRoles, one);
};

/** What becomes a record, what is left out and why, and the way back. */
function Plan(props: { kinds: readonly OfKind[]; taken: readonly OfKind[]; role: AcceptedRole }) {
  const { kinds, taken, role } = props;
  const doubtful = sum(kinds, (kind) => kind.doubtful);
  const own = sum(kinds, (kind) => kind.own);
  const hashes = sum(kinds, ({ kind, sure }) => (kind === 'hash' ? sure : 0));
  const left: [number, string][] = [
    [doubtful, 'doubtful: not valid, odd, or read with an assumption'],
    [own, 'somebody’s own: of victims, reporters and colleagues'],
    [hashes, 'hashes: a case has no record for them'],
  ];
  return (
    <div className="accept-plan">
      <p>Each becomes a record of the case, resting on all evidence it stands in.</p>
      <table aria-label="What becomes a record">
        <tbody>
          {taken.map(({ kind, sure }) => (
            <tr key={kind}>
              <td className="number">{number(sure)}</td>
              <td>{labelOf(observableKinds, kind)}</td>
              <td className="dim">{roleWords(kind, role)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left.some(([count]) => count > 0) && (
        <>
          <p className="small">Left out, and still open:</p>
          <table aria-label="What is left out">
            <tbody>
              {left.map(
                ([count, why]) =>
                  count > 0 && (
                    <tr key={why}>
                      <td className="number">{number(count)}</td>
                      <td colSpan={2}>{why}</td>
                    </tr>
                  ),
              )}
            </tbody>
          </table>
        </>
      )}
      <p className="dim">It is one import. One undo takes all of it back, now or later under Imports.</p>
    </div>
  );
}
