import { Button } from '@mantine/core';
import type { Output } from '../../shared/contract/index.ts';
import { lossMethods } from '../../shared/domain/kinds.ts';
import { call } from '../app/client.ts';
import { casePath } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { toastError } from '../app/toasts.tsx';
import { labelOf } from '../fields/choices.ts';
import { MoneyText, moneyText } from '../fields/money.tsx';
import { WhenText } from '../fields/when-text.tsx';
import { Section } from '../ui/side-panel.tsx';

type Loss = Output<'loss.get'>;
type Payment = Output<'payment.list'>['rows'][number];

const most = 200;

export const fits: Record<Loss['fit'], string> = {
  none: 'No payments yet',
  part: 'Part of it is itemised',
  whole: 'Itemised in full',
  more: 'Its payments are more than it states',
  unlike: 'Payments in another currency wait for a rate',
};

/** The payments a loss consisted of, and those of the same victim that may be. */
export function LossPayments(props: { caseId: string; loss: Loss }) {
  const { loss } = props;
  const parts = useCall('payment.list', { caseId: props.caseId, lossId: loss.id, limit: most });
  const loose = useCall('payment.list', {
    caseId: props.caseId,
    victimId: loss.victim.id,
    unassigned: true,
    limit: most,
  });
  const assign = (payment: Payment, lossId: string | null) =>
    void call('payment.update', { id: payment.id, fields: { lossId } }).catch(toastError);
  const others = loose.data?.rows ?? [];
  return (
    <Section title="Payments it consisted of">
      <p className={loss.fit === 'more' || loss.fit === 'unlike' ? 'warn' : 'dim'}>
        {fits[loss.fit]}
        {loss.itemised &&
          loss.fit !== 'whole' &&
          `: ${moneyText(loss.itemised)} of ${moneyText(loss.amount)}`}
      </p>
      {(parts.data?.rows ?? []).map((payment) => (
        <Line key={payment.id} caseId={props.caseId} payment={payment}>
          <Button variant="subtle" color="gray" size="compact-xs" onClick={() => assign(payment, null)}>
            Take out
          </Button>
        </Line>
      ))}
      {others.length > 0 && <p className="dim">Of the same victim, part of no loss:</p>}
      {others.map((payment) => (
        <Line key={payment.id} caseId={props.caseId} payment={payment}>
          <Button variant="default" size="compact-xs" onClick={() => assign(payment, loss.id)}>
            Part of this loss
          </Button>
        </Line>
      ))}
    </Section>
  );
}

function Line(props: { caseId: string; payment: Payment; children: React.ReactNode }) {
  const { payment } = props;
  return (
    <div className="row" style={{ gap: 8 }}>
      <span className="dim small" style={{ width: 130, flex: 'none' }}>
        <WhenText when={payment.when} />
      </span>
      <a
        className="truncate"
        style={{ flex: 1 }}
        href={`#${casePath(props.caseId, 'losses', { view: 'payments', id: payment.id })}`}
      >
        <bdi>
          {labelOf(lossMethods, payment.rail)}
          {payment.to ? ` to ${payment.to.display}` : ''}
        </bdi>
      </a>
      <MoneyText money={payment.amount} />
      {props.children}
    </div>
  );
}
