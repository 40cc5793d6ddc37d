import { lossMethods, paymentStages } from '../../shared/domain/kinds.ts';
import { casePath } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { labelOf } from '../fields/choices.ts';
import { MoneyText, moneyText } from '../fields/money.tsx';
import { WhenText } from '../fields/when-text.tsx';
import { Section } from '../ui/side-panel.tsx';
import type { EntityRecord } from './entity-draft.ts';

const most = 20;

/** What a victim lost, what it consisted of, and what is not told apart yet. */
export function VictimMoney(props: { caseId: string; record: EntityRecord }) {
  const { id: victimId } = props.record;
  const totals = useCall('loss.totals', { caseId: props.caseId, victimId });
  const losses = useCall('loss.list', { caseId: props.caseId, victimId, limit: most });
  const loose = useCall('payment.list', { caseId: props.caseId, entityId: victimId, limit: most });
  const rows = losses.data?.rows ?? [];
  const payments = loose.data?.rows ?? [];
  if (rows.length === 0 && payments.length === 0 && !props.record.roles.includes('victim')) return null;
  return (
    <Section title="Money">
      {totals.data?.currencies.map((total) => (
        <p key={total.currency}>
          <strong className="money">{moneyText(total.lost)}</strong> lost
          {total.recovered.minor > 0 && `, ${moneyText(total.recovered)} recovered`}
          {total.unassigned.minor > total.counted.minor && (
            <span className="dim"> · payments of {moneyText(total.unassigned)} are part of no loss yet</span>
          )}
        </p>
      ))}
      {rows.length === 0 && payments.length === 0 && <p className="dim">No loss recorded yet.</p>}
      <div className="money-lines">
        {rows.map((loss) => (
          <Line
            key={loss.id}
            when={<WhenText when={loss.when} />}
            what={`${labelOf(lossMethods, loss.method)}${loss.to ? ` to ${loss.to.display}` : ''}`}
            href={casePath(props.caseId, 'losses', { id: loss.id })}
            money={<MoneyText money={loss.amount} />}
          />
        ))}
        {payments.map((payment) => (
          <Line
            key={payment.id}
            when={<WhenText when={payment.when} />}
            what={`${labelOf(paymentStages, payment.stage)}: ${labelOf(lossMethods, payment.rail)}${payment.to ? ` to ${payment.to.display}` : ''}`}
            href={casePath(props.caseId, 'losses', { id: payment.id, view: 'payments' })}
            money={<MoneyText money={payment.amount} />}
          />
        ))}
      </div>
      {(losses.data?.total ?? 0) > most && (
        <a href={`#${casePath(props.caseId, 'losses')}`}>All {losses.data?.total} losses</a>
      )}
    </Section>
  );
}

function Line(props: { when: React.ReactNode; what: string; href: string; money: React.ReactNode }) {
  return (
    <>
      <span className="dim small">{props.when}</span>
      <a href={`#${props.href}`} className="truncate">
        <bdi>{props.what}</bdi>
      </a>
      {props.money}
    </>
  );
}
