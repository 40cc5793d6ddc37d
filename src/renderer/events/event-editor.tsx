import { ActionIcon, Drawer, Textarea, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Input, Output } from '../../shared/contract/index.ts';
import {
  type EntityKind,
  type EventKind,
  type EventPart,
  eventKinds,
  eventParts,
} from '../../shared/domain/kinds.ts';
import { changedFields } from '../app/changed-fields.ts';
import { call } from '../app/client.ts';
import { EditedRecord, EditorForm } from '../app/editor-form.tsx';
import { toast } from '../app/toasts.tsx';
import { useDraft } from '../app/use-draft.ts';
import { Choice } from '../fields/choice.tsx';
import { EntityName } from '../fields/entity-kind.tsx';
import { EntityPicker, type PickedEntity } from '../fields/entity-picker.tsx';
import { EvidencePicker } from '../fields/evidence-picker.tsx';
import { MarkingSelect } from '../fields/marking.tsx';
import { WhenField, whenInputOf } from '../fields/when-field.tsx';

type EventRecord = Output<'event.get'>;
/** Stands in the field to be changed: people are entered as victims most often, things are what it was done with. */
const likelyPart = (kind: EntityKind): EventPart =>
  kind === 'person' || kind === 'organisation' ? 'victim' : 'instrument';

interface Participant extends PickedEntity {
  part: EventPart;
}

/** Writes a new event, or changes one. `editing` is an id, 'new', or null for closed. */
export function EventEditor(props: {
  caseId: string;
  editing: 'new' | string | null;
  onClose(): void;
  onSaved(id: string): void;
}) {
  return (
    <Drawer
      opened={props.editing !== null}
      onClose={props.onClose}
      title={props.editing === 'new' ? 'New event' : 'Edit event'}
      size={660}
    >
      <EditedRecord method="event.get" editing={props.editing}>
        {(record) => <Form {...props} record={record} />}
      </EditedRecord>
    </Drawer>
  );
}

interface FormProps {
  caseId: string;
  onClose(): void;
  onSaved(id: string): void;
}

function draftOf(record: EventRecord | null) {
  return {
    kind: (record?.kind ?? 'call') as EventKind,
    title: record?.title ?? '',
    description: record?.description ?? '',
    when: whenInputOf(record?.when ?? null),
    learnt: whenInputOf(record?.learnt ?? null),
    marking: record?.marking ?? ('amber' as const),
    participants: (record?.participants ?? []).map(
      (each): Participant => ({ id: each.entityId, kind: each.kind, display: each.display, part: each.part }),
    ),
    evidence: record?.evidence ?? [],
  };
}
type Draft = ReturnType<typeof draftOf>;

function fieldsOf(draft: Draft): Omit<Input<'event.create'>, 'caseId'> {
  return {
    kind: draft.kind,
    title: draft.title,
    description: draft.description,
    when: draft.when,
    learnt: draft.learnt.text.trim() ? draft.learnt : null,
    marking: draft.marking,
    participants: draft.participants.map((each) => ({ entityId: each.id, part: each.part })),
    evidenceIds: draft.evidence.map((each) => each.id),
  };
}

async function save(caseId: string, record: EventRecord | null, draft: Draft): Promise<string> {
  const fields = fieldsOf(draft);
  if (!record) return (await call('event.create', { caseId, ...fields })).id;
  const changed = changedFields(fields, fieldsOf(draftOf(record)));
  if (Object.keys(changed).length > 0) await call('event.update', { id: record.id, fields: changed });
  return record.id;
}

function Form(props: FormProps & { record: EventRecord | null }) {
  const [draft, set, setDraft] = useDraft(() => draftOf(props.record));
  const submit = async (another: boolean) => {
    const id = await save(props.caseId, props.record, draft);
    toast(props.record ? 'Event saved.' : 'Event created.');
    if (another) {
      setDraft({ ...draftOf(null), kind: draft.kind, marking: draft.marking, evidence: draft.evidence });
    } else {
      props.onSaved(id);
      props.onClose();
    }
  };
  const ready = draft.title.trim() !== '' && draft.when.text.trim() !== '';
  return (
    <EditorForm
      submit="Save event"
      ready={ready}
      save={submit}
      canAddAnother={!props.record}
      onClose={props.onClose}
    >
      <div className="form-row" style={{ gridTemplateColumns: '200px minmax(0, 1fr)', gridAutoFlow: 'row' }}>
        <Choice
          label="Kind"
          searchable
          words={eventKinds}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
        />
        <TextInput
          label="Title"
          required
          data-autofocus
          placeholder="Caller claims to be from the bank"
          value={draft.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
      </div>
      <WhenField label="When" required value={draft.when} onChange={(when) => set({ when })} />
      <Participants
        caseId={props.caseId}
        value={draft.participants}
        onChange={(participants) => set({ participants })}
      />
      <EvidencePicker
        caseId={props.caseId}
        value={draft.evidence}
        onChange={(evidence) => set({ evidence })}
      />
      <Textarea
        label="Description"
        autosize
        minRows={3}
        maxRows={12}
        value={draft.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <WhenField label="Learnt of it" value={draft.learnt} onChange={(learnt) => set({ learnt })} />
      <MarkingSelect value={draft.marking} onChange={(marking) => set({ marking })} />
    </EditorForm>
  );
}

function Participants(props: { caseId: string; value: Participant[]; onChange(value: Participant[]): void }) {
  const { value, onChange } = props;
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }} className="stack" aria-label="Taking part">
      <EntityPicker
        caseId={props.caseId}
        label="Taking part"
        clearOnPick
        value={null}
        onChange={(entity) => {
          if (!entity || value.some((each) => each.id === entity.id)) return;
          onChange([...value, { ...entity, part: likelyPart(entity.kind) }]);
        }}
      />
      {value.map((each) => (
        <div key={each.id} className="participant">
          <EntityName kind={each.kind} display={each.display} />
          <Choice
            aria-label={`Part of ${each.display}`}
            words={eventParts}
            value={each.part}
            onChange={(part) => onChange(value.map((one) => (one.id === each.id ? { ...one, part } : one)))}
          />
          <ActionIcon
            aria-label={`Remove ${each.display}`}
            onClick={() => onChange(value.filter((one) => one.id !== each.id))}
          >
            <IconX size={15} />
          </ActionIcon>
        </div>
      ))}
    </fieldset>
  );
}
