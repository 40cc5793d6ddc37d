import { Drawer } from '@mantine/core';
import type { Input, Output } from '../../shared/contract/index.ts';
import { type LossMethod, lossMethods } from '../../shared/domain/kinds.ts';
import { changedFields } from '../app/changed-fields.ts';
import { call } from '../app/client.ts';
import { EditedRecord, EditorForm } from '../app/editor-form.tsx';
import type { HideWords } from '../app/hide-record.tsx';
import { toast } from '../app/toasts.tsx';
import { useDraft } from '../app/use-draft.ts';
import { Choice } from '../fields/choice.tsx';
import { EntityPicker } from '../fields/entity-picker.tsx';
import { WhenField } from '../fields/when-field.tsx';
import { LossPayments } from './loss-payments.tsx';
import {
  MovementAmount,
  MovementEnds,
  MovementRecord,
  movementDraftOf,
  movementFieldsOf,
} from './money-movement.tsx';

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

function draftOf(loss: Loss | null) {
  return { ...movementDraftOf(loss), method: (loss?.method ?? 'bank-transfer') as LossMethod };
}
type Draft = ReturnType<typeof draftOf>;

/** What would be sent, or null while something needed is missing or does not read. */
function fieldsOf(draft: Draft): Omit<Input<'loss.create'>, 'caseId'> | null {
  const movement = movementFieldsOf(draft);
  return movement && draft.victim && { ...movement, victimId: draft.victim.id, method: draft.method };
}

const hiding: HideWords = {
  noun: 'loss',
  hides: 'It no longer counts in totals and referrals. Nothing is deleted.',
  returns: 'It counts again.',
};

function Form(props: { caseId: string; loss: Loss | null; onClose(): void }) {
  const { loss } = props;
  const [draft, set] = useDraft(() => draftOf(loss));
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
      hiding={loss && { ...hiding, method: 'loss.hide', record: loss }}
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
      <MovementAmount draft={draft} onChange={set} />
      <Choice
        label="How it went"
        searchable
        words={lossMethods}
        value={draft.method}
        onChange={(method) => set({ method })}
      />
      <WhenField label="When" value={draft.when} onChange={(when) => set({ when })} />
      <MovementEnds caseId={props.caseId} draft={draft} onChange={set} />
      <MovementRecord caseId={props.caseId} draft={draft} onChange={set} />
      {loss && <LossPayments caseId={props.caseId} loss={loss} />}
    </EditorForm>
  );
}
