import { Button, Modal, SegmentedControl, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type Confidence, confidences, type LinkKind, linkKinds } from '../../shared/domain/kinds.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useMutationCall } from '../app/queries.ts';
import { toast } from '../app/toasts.tsx';
import { choicesOf } from '../fields/choices.ts';
import { EntityPicker, type PickedEntity } from '../fields/entity-picker.tsx';
import { EvidencePicker, type PickedEvidence } from '../fields/evidence-picker.tsx';
import { noWhen, WhenField } from '../fields/when-field.tsx';

export function NewLink(props: { caseId: string; from: PickedEntity; opened: boolean; onClose(): void }) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={
        <>
          New link of <bdi>{props.from.display}</bdi>
        </>
      }
      size={600}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Form {...props} />
    </Modal>
  );
}

function Form(props: { caseId: string; from: PickedEntity; onClose(): void }) {
  const [kind, setKind] = useState<LinkKind>('uses');
  const [direction, setDirection] = useState<'from' | 'to'>('from');
  const [other, setOther] = useState<PickedEntity | null>(null);
  const [began, setBegan] = useState(noWhen);
  const [confidence, setConfidence] = useState<Confidence>('probable');
  const [note, setNote] = useState('');
  const [evidence, setEvidence] = useState<PickedEvidence[]>([]);
  const create = useMutationCall('link.create');
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!other) return;
        create.mutate(
          {
            caseId: props.caseId,
            kind,
            fromId: direction === 'from' ? props.from.id : other.id,
            toId: direction === 'from' ? other.id : props.from.id,
            confidence,
            note,
            evidenceIds: evidence.map((each) => each.id),
            ...(began.text.trim() ? { began } : {}),
          },
          {
            onSuccess: () => {
              toast('Link created.');
              props.onClose();
            },
          },
        );
      }}
    >
      <SegmentedControl
        aria-label="Direction"
        value={direction}
        onChange={(value) => setDirection(value as 'from' | 'to')}
        data={[
          { value: 'from', label: `${props.from.display} → other` },
          { value: 'to', label: `Other → ${props.from.display}` },
        ]}
      />
      <Select
        label="Relation"
        searchable
        allowDeselect={false}
        data={choicesOf(linkKinds)}
        value={kind}
        onChange={(value) => value && setKind(value as LinkKind)}
      />
      <EntityPicker caseId={props.caseId} label="Other entity" required value={other} onChange={setOther} />
      <WhenField label="Since" value={began} onChange={setBegan} />
      <Select
        label="Confidence"
        allowDeselect={false}
        data={choicesOf(confidences)}
        value={confidence}
        onChange={(value) => value && setConfidence(value as Confidence)}
      />
      <EvidencePicker caseId={props.caseId} value={evidence} onChange={setEvidence} />
      <Textarea
        label="Note"
        autosize
        minRows={1}
        maxRows={6}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <ErrorNotice error={create.error} />
      <div className="form-actions">
        <Button variant="default" onClick={props.onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!other || other.id === props.from.id} loading={create.isPending}>
          Create link
        </Button>
      </div>
    </form>
  );
}
