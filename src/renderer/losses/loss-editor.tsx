import { Drawer, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Input, Output } from '../../shared/contract/index.ts';
import { type EntityKind, type LossMethod, lossMethods } from '../../shared/domain/kinds.ts';
import { changedFields } from '../app/changed-fields.ts';
import { call } from '../app/client.ts';
import { EditedRecord, EditorForm } from '../app/editor-form.tsx';
import { HideButton, type HideWords, hideRecord } from '../app/hide-record.tsx';
import { toast } from '../app/toasts.tsx';
import { Choice } from '../fields/choice.tsx';
import { ConversionField, conversionDraftOf, readConversion } from '../fields/conversion-field.tsx';
import { EntityPicker, type PickedEntity } from '../fields/entity-picker.tsx';
import { EvidencePicker } from '../fields/evidence-picker.tsx';
import { type MoneyDraft, MoneyField, moneyDraftOf, noMoney, readMoneyDraft } from '../fields/money.tsx';
import { noWhen, WhenField, whenInputOf } from '../fields/when-field.tsx';
import { LossPayments } from './loss-payments.tsx';
import { moneyEnds as accounts } from './money-ends.ts';

type Loss = Output<'loss.get'>;

/** Writes a new loss, or changes one. `editing` is an id, 'new', or null for closed. */
export function LossEditor(props: { caseId: string; editing: 'new' | string | null; onClose(): void }) {
  return (
    <Drawer
      opened={props.editing !== null}
      onClose={props.onClose}
      title={props.editing === 'new' ? 'New loss' : 'Edit loss'}
      size={620}
    >
      <EditedRecord method="loss.get" editing={props.editing}>
        {(loss) => <Form caseId={props.caseId} loss={loss} onClose={props.onClose} />}
      </EditedRecord>
    </Drawer>
  );
}

/** A party as the picker wants it; its kind is not told here and only chooses the icon. */
function picked(party: Loss['from'], kind: EntityKind): PickedEntity | null {
  return party ? { ...party, kind } : null;
}

function draftOf(loss: Loss | null) {
  return {
    victim: picked(loss?.victim ?? null, 'person'),
    amount: moneyDraftOf(loss?.amount ?? null),
    method: (loss?.method ?? 'bank-transfer') as LossMethod,
    from: picked(loss?.from ?? null, 'bank-account'),
    to: picked(loss?.to ?? null, 'bank-account'),
    when: loss ? whenInputOf(loss.when) : noWhen,
    recovered: loss?.recovered ? moneyDraftOf(loss.recovered) : ({ ...noMoney, currency: '' } as MoneyDraft),
    conversion: conversionDraftOf(loss?.conversion ?? null),
    reference: loss?.reference ?? '',
    note: loss?.note ?? '',
    evidence: loss?.evidence ?? [],
  };
}
type Draft = ReturnType<typeof draftOf>;

/** What would be sent, or null while something needed is missing or does not read. */
function fieldsOf(draft: Draft): Omit<Input<'loss.create'>, 'caseId'> | null {
  const amount = readMoneyDraft(draft.amount).money;
  const recovered = readMoneyDraft({
    ...draft.recovered,
    currency: draft.recovered.currency || draft.amount.currency,
  });
  const { conversion, problem } = readConversion(amount, draft.conversion);
  if (!draft.victim || !amount || recovered.problem || problem) return null;
  return {
    victimId: draft.victim.id,
    amount,
    method: draft.method,
    fromId: draft.from?.id ?? null,
    toId: draft.to?.id ?? null,
    when: draft.when.text.trim() ? draft.when : null,
    recovered: recovered.money,
    conversion,
    reference: draft.reference,
    note: draft.note,
    evidenceIds: draft.evidence.map((each) => each.id),
  };
}

const hiding: HideWords = {
  noun: 'loss',
  hides: 'It no longer counts in totals and referrals. Nothing is deleted.',
  returns: 'It counts again.',
};

function Form(props: { caseId: string; loss: Loss | null; onClose(): void }) {
  const { loss } = props;
  const [draft, setDraft] = useState(() => draftOf(loss));
  const set = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const fields = fieldsOf(draft);
  const submit = async () => {
    if (!fields) return;
    if (loss) {
      const changed = changedFields(fields, fieldsOf(draftOf(loss)));
      if (Object.keys(changed).length) await call('loss.update', { id: loss.id, fields: changed });
    } else {
      await call('loss.create', { caseId: props.caseId, ...fields });
    }
    toast(loss ? 'Loss saved.' : 'Loss created.');
    props.onClose();
  };
  return (
    <EditorForm
      submit="Save loss"
      ready={fields !== null}
      save={submit}
      aside={
        loss && (
          <HideButton
            hidden={loss.hidden}
            hide={() => hideRecord('loss.hide', loss, hiding)}
            onDone={props.onClose}
          />
        )
      }
      onClose={props.onClose}
    >
      <EntityPicker
        caseId={props.caseId}
        label="Victim"
        required
        kinds={['person', 'organisation']}
        newRoles={['victim']}
        value={draft.victim}
        onChange={(victim) => set({ victim })}
      />
      <MoneyField label="Amount" required value={draft.amount} onChange={(amount) => set({ amount })} />
      <ConversionField
        amount={readMoneyDraft(draft.amount).money}
        value={draft.conversion}
        onChange={(conversion) => set({ conversion })}
      />
      <Choice
        label="How it went"
        searchable
        words={lossMethods}
        value={draft.method}
        onChange={(method) => set({ method })}
      />
      <WhenField label="When" value={draft.when} onChange={(when) => set({ when })} />
      <EntityPicker
        caseId={props.caseId}
        label="From"
        kinds={accounts}
        value={draft.from}
        onChange={(from) => set({ from })}
      />
      <EntityPicker
        caseId={props.caseId}
        label="To"
        kinds={accounts}
        newRoles={['payment-destination']}
        value={draft.to}
        onChange={(to) => set({ to })}
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
      <EvidencePicker
        caseId={props.caseId}
        value={draft.evidence}
        onChange={(evidence) => set({ evidence })}
      />
      <Textarea
        label="Note"
        autosize
        minRows={2}
        maxRows={8}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
      {loss && <LossPayments caseId={props.caseId} loss={loss} />}
    </EditorForm>
  );
}
