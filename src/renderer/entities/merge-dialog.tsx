import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../app/error-notice.tsx';
import { casePath, replacePlace } from '../app/places.ts';
import { useMutationCall } from '../app/queries.ts';
import { toast } from '../app/toasts.tsx';
import { EntityPicker, type PickedEntity } from '../fields/entity-picker.tsx';
import type { EntityRecord } from './entity-draft.ts';

/** Makes one record of this one and another of its kind. */
export function MergeDialog(props: {
  caseId: string;
  record: EntityRecord;
  opened: boolean;
  onClose(): void;
}) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Make one record of two" size={560}>
      <Form {...props} />
    </Modal>
  );
}

function Form(props: { caseId: string; record: EntityRecord; onClose(): void }) {
  const { record } = props;
  const [other, setOther] = useState<PickedEntity | null>(null);
  const [keep, setKeep] = useState<'this' | 'other'>('this');
  const [reason, setReason] = useState('');
  const merge = useMutationCall('entity.merge');
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!other) return;
        const [keepId, mergeId] = keep === 'this' ? [record.id, other.id] : [other.id, record.id];
        merge.mutate(
          { keepId, mergeId, ...(reason.trim() ? { reason } : {}) },
          {
            onSuccess: () => {
              toast('The two are one record now.');
              props.onClose();
              replacePlace(casePath(props.caseId, 'entities', { id: keepId }));
            },
          },
        );
      }}
    >
      <p>
        Links, events, losses, payments and evidence of both go to the record that stays; its empty fields are
        filled, the stricter marking holds, the other one is hidden. One undo in the log takes it back.
      </p>
      <EntityPicker
        caseId={props.caseId}
        label="The same as"
        required
        kinds={[record.kind]}
        value={other}
        onChange={setOther}
      />
      {other && other.id !== record.id && (
        <div className="stack" style={{ gap: 4 }}>
          <span>Which record stays</span>
          <SegmentedControl
            aria-label="Record that stays"
            value={keep}
            onChange={(value) => setKeep(value as 'this' | 'other')}
            data={[
              { value: 'this', label: record.display },
              { value: 'other', label: other.display },
            ]}
          />
        </div>
      )}
      <TextInput
        label="Why they are one"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ErrorNotice error={merge.error} />
      <div className="form-actions">
        <Button variant="default" onClick={props.onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!other || other.id === record.id} loading={merge.isPending}>
          Make one record
        </Button>
      </div>
    </form>
  );
}
