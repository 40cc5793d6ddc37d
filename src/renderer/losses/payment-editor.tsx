import { Drawer, Select } from '@mantine/core';
import type { Input, Output } from '../../shared/contract/index.ts';
import {
  type LossMethod,
  lossMethods,
  type PaymentStage,
  type PaymentStatus,
  paymentStages,
  paymentStatuses,
} from '../../shared/domain/kinds.ts';
import { changedFields } from '../app/changed-fields.ts';
import { call } from '../app/client.ts';
import { EditedRecord, EditorForm } from '../app/editor-form.tsx';
import type { HideWords } from '../app/hide-record.tsx';
import { useCall } from '../app/queries.ts';
import { toast } from '../app/toasts.tsx';
import { useDraft } from '../app/use-draft.ts';
import { Choice } from '../fields/choice.tsx';
import { labelOf } from '../fields/choices.ts';
import { EntityPicker } from '../fields/entity-picker.tsx';
import { moneyText } from '../fields/money.tsx';
import { WhenField } from '../fields/when-field.tsx';
import {
  MovementAmount,
  MovementEnds,
  MovementRecord,
  movementDraftOf,
  movementFieldsOf,
} from './money-movement.tsx';

type Payment = Output<'payment.get'>;

/** Writes a new payment, or changes one. `editing` is an id, 'new', or null for closed. */
export function PaymentEditor(props: { caseId: string; editing: 'new' | string | null; onClose(): void }) {
  const { editing } = props;
  return (
    <Drawer
      opened={editing !== null}
      onClose={props.onClose}
      title={editing === 'new' ? 'New payment' : 'Edit payment'}
      size={620}
    >
      <EditedRecord method="payment.get" editing={editing}>
        {(payment) => <Form caseId={props.caseId} payment={payment} onClose={props.onClose} />}
      </EditedRecord>
    </Drawer>
  );
}

function draftOf(payment: Payment | null) {
  return {
    ...movementDraftOf(payment),
    rail: (payment?.rail ?? 'bank-transfer') as LossMethod,
    stage: (payment?.stage ?? 'from-victim') as PaymentStage,
    status: (payment?.status ?? 'unknown') as PaymentStatus,
    lossId: payment?.loss?.id ?? null,
  };
}
type Draft = ReturnType<typeof draftOf>;

/** What would be sent, or null while something needed is missing or does not read. */
function fieldsOf(draft: Draft): Omit<Input<'payment.create'>, 'caseId'> | null {
  const movement = movementFieldsOf(draft);
  const { rail, stage, status, victim, lossId } = draft;
  return movement && { ...movement, rail, stage, status, lossId, victimId: victim?.id ?? null };
}

async function save(caseId: string, payment: Payment | null, draft: Draft): Promise<void> {
  const fields = fieldsOf(draft);
  if (!fields) return;
  if (!payment) {
    await call('payment.create', { caseId, ...fields });
    return;
  }
  const changed = changedFields(fields, fieldsOf(draftOf(payment)));
  if (Object.keys(changed).length) await call('payment.update', { id: payment.id, fields: changed });
}

const hiding: HideWords = {
  noun: 'payment',
  hides: 'It no longer counts anywhere. Nothing is deleted.',
  returns: 'It counts again.',
};

function Form(props: { caseId: string; payment: Payment | null; onClose(): void }) {
  const { caseId, payment } = props;
  const [draft, set] = useDraft(() => draftOf(payment));
  const ready = fieldsOf(draft) !== null;
  const submit = async () => {
    await save(caseId, payment, draft);
    toast(payment ? 'Payment saved.' : 'Payment created.');
    props.onClose();
  };
  return (
    <EditorForm
      submit="Save payment"
      ready={ready}
      save={submit}
      hiding={payment && { ...hiding, method: 'payment.hide', record: payment }}
      onClose={props.onClose}
    >
      <MovementAmount draft={draft} onChange={set} />
      <div className="form-row">
        <Choice
          searchable
          label="Rail"
          words={lossMethods}
          value={draft.rail}
          onChange={(rail) => set({ rail })}
        />
        <Choice
          searchable
          label="Stage"
          words={paymentStages}
          value={draft.stage}
          onChange={(stage) => set({ stage })}
        />
        <Choice
          searchable
          label="Status"
          words={paymentStatuses}
          value={draft.status}
          onChange={(status) => set({ status })}
        />
      </div>
      <WhenField label="When" value={draft.when} onChange={(when) => set({ when })} />
      <MovementEnds caseId={caseId} draft={draft} onChange={set} />
      <EntityPicker
        caseId={caseId}
        label="Victim whose money it was"
        kinds={['person', 'organisation']}
        newRoles={['victim']}
        value={draft.victim}
        onChange={(victim) => set({ victim, lossId: null })}
      />
      <LossSelect
        caseId={caseId}
        victimId={draft.victim?.id ?? null}
        value={draft.lossId}
        onChange={(lossId) => set({ lossId })}
      />
      <MovementRecord caseId={caseId} draft={draft} onChange={set} />
    </EditorForm>
  );
}

/** The losses of the victim: a payment that is part of one adds nothing to what was lost, it says where it went. */
function LossSelect(props: {
  caseId: string;
  victimId: string | null;
  value: string | null;
  onChange(value: string | null): void;
}) {
  const { victimId } = props;
  const losses = useCall(
    'loss.list',
    { caseId: props.caseId, ...(victimId ? { victimId } : {}), limit: 200 },
    { enabled: victimId !== null },
  );
  if (victimId === null) return null;
  return (
    <Select
      label="Part of the loss"
      placeholder={losses.data?.total === 0 ? 'This victim states no loss' : 'None'}
      clearable
      data={(losses.data?.rows ?? []).map((loss) => ({
        value: loss.id,
        label: `${moneyText(loss.amount)}, ${labelOf(lossMethods, loss.method)}${loss.when ? `, ${loss.when.edtf}` : ''}`,
      }))}
      value={props.value}
      onChange={props.onChange}
      clearButtonProps={{ 'aria-label': 'Clear loss' }}
    />
  );
}
