import { Drawer, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Input, Output } from '../../shared/contract/index.ts';
import {
  type EntityKind,
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
import { HideButton, type HideWords, hideRecord } from '../app/hide-record.tsx';
import { useCall } from '../app/queries.ts';
import { toast } from '../app/toasts.tsx';
import { Choice } from '../fields/choice.tsx';
import { labelOf } from '../fields/choices.ts';
import { ConversionField, conversionDraftOf, readConversion } from '../fields/conversion-field.tsx';
import { EntityPicker, type PickedEntity } from '../fields/entity-picker.tsx';
import { EvidencePicker } from '../fields/evidence-picker.tsx';
import {
  type MoneyDraft,
  MoneyField,
  moneyDraftOf,
  moneyText,
  noMoney,
  readMoneyDraft,
} from '../fields/money.tsx';
import { noWhen, WhenField, whenInputOf } from '../fields/when-field.tsx';
import { moneyEnds } from './money-ends.ts';

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

/** An end as the picker wants it; its kind is not told here and only chooses the icon. */
const picked = (end: Payment['from'], kind: EntityKind): PickedEntity | null => end && { ...end, kind };

function draftOf(payment: Payment | null) {
  return {
    amount: moneyDraftOf(payment?.amount ?? null),
    conversion: conversionDraftOf(payment?.conversion ?? null),
    rail: (payment?.rail ?? 'bank-transfer') as LossMethod,
    stage: (payment?.stage ?? 'from-victim') as PaymentStage,
    status: (payment?.status ?? 'unknown') as PaymentStatus,
    victim: picked(payment?.victim ?? null, 'person'),
    lossId: payment?.loss?.id ?? null,
    from: picked(payment?.from ?? null, 'bank-account'),
    to: picked(payment?.to ?? null, 'bank-account'),
    when: payment ? whenInputOf(payment.when) : noWhen,
    recovered: payment?.recovered
      ? moneyDraftOf(payment.recovered)
      : ({ ...noMoney, currency: '' } as MoneyDraft),
    reference: payment?.reference ?? '',
    note: payment?.note ?? '',
    evidence: payment?.evidence ?? [],
  };
}
type Draft = ReturnType<typeof draftOf>;

/** What would be sent, or null while something needed is missing or does not read. */
function fieldsOf(draft: Draft): Omit<Input<'payment.create'>, 'caseId'> | null {
  const amount = readMoneyDraft(draft.amount).money;
  const recovered = readMoneyDraft({
    ...draft.recovered,
    currency: draft.recovered.currency || draft.amount.currency,
  });
  const { conversion, problem } = readConversion(amount, draft.conversion);
  if (!amount || recovered.problem || problem) return null;
  return {
    amount,
    conversion,
    rail: draft.rail,
    stage: draft.stage,
    status: draft.status,
    victimId: draft.victim?.id ?? null,
    lossId: draft.lossId,
    fromId: draft.from?.id ?? null,
    toId: draft.to?.id ?? null,
    when: draft.when.text.trim() ? draft.when : null,
    recovered: recovered.money,
    reference: draft.reference,
    note: draft.note,
    evidenceIds: draft.evidence.map((each) => each.id),
  };
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
  const [draft, setDraft] = useState(() => draftOf(payment));
  const set = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
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
      aside={
        payment && (
          <HideButton
            hidden={payment.hidden}
            hide={() => hideRecord('payment.hide', payment, hiding)}
            onDone={props.onClose}
          />
        )
      }
      onClose={props.onClose}
    >
      <MoneyField label="Amount" required value={draft.amount} onChange={(amount) => set({ amount })} />
      <ConversionField
        amount={readMoneyDraft(draft.amount).money}
        value={draft.conversion}
        onChange={(conversion) => set({ conversion })}
      />
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
      <EntityPicker
        caseId={caseId}
        label="From"
        kinds={moneyEnds}
        value={draft.from}
        onChange={(from) => set({ from })}
      />
      <EntityPicker
        caseId={caseId}
        label="To"
        kinds={moneyEnds}
        newRoles={['payment-destination']}
        value={draft.to}
        onChange={(to) => set({ to })}
      />
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
      <MoneyField
        label="Recovered"
        value={{ ...draft.recovered, currency: draft.recovered.currency || draft.amount.currency }}
        onChange={(recovered) => set({ recovered })}
      />
      <TextInput
        label="Transaction reference"
        placeholder="UTR, hash, wire number"
        value={draft.reference}
        onChange={(event) => set({ reference: event.currentTarget.value })}
      />
      <EvidencePicker caseId={caseId} value={draft.evidence} onChange={(evidence) => set({ evidence })} />
      <Textarea
        label="Note"
        autosize
        minRows={2}
        maxRows={8}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
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
