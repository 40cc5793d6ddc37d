import './entities.css';
import { Drawer, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import type { EntityFieldName } from '../../shared/contract/entity-fields.ts';
import {
  confidences,
  type EntityKind,
  type EntityRole,
  entityKinds,
  entityRoles,
} from '../../shared/domain/kinds.ts';
import { EditorForm } from '../app/editor-form.tsx';
import { toast } from '../app/toasts.tsx';
import { useDraft } from '../app/use-draft.ts';
import { Choice } from '../fields/choice.tsx';
import { choicesOf, countryChoices } from '../fields/choices.ts';
import { EvidencePicker } from '../fields/evidence-picker.tsx';
import { MarkingSelect } from '../fields/marking.tsx';
import { WhenField } from '../fields/when-field.tsx';
import { type EntityRecord, entityDraftOf, fieldsInForm, saveEntity } from './entity-draft.ts';
import { IdentifierReading } from './identifier-reading.tsx';
import { KindFields } from './kind-fields.tsx';
import { ReadWith } from './read-with.tsx';

const named: ReadonlySet<EntityKind> = new Set(['person', 'organisation']);

export function EntityEditor(props: {
  caseId: string;
  record: EntityRecord | null;
  opened: boolean;
  onClose(): void;
  onSaved(id: string): void;
}) {
  return (
    <Drawer
      opened={props.opened}
      onClose={props.onClose}
      title={props.record ? 'Edit entity' : 'New entity'}
      size={600}
    >
      <Form {...props} />
    </Drawer>
  );
}

function Form(props: {
  caseId: string;
  record: EntityRecord | null;
  onClose(): void;
  onSaved(id: string): void;
}) {
  const [draft, set, setDraft] = useDraft(() => entityDraftOf(props.record));
  const setField = (name: EntityFieldName, value: unknown) =>
    setDraft((old) => {
      const { [name]: _old, ...rest } = old.fields;
      const empty =
        value === '' || value === null || value === false || (Array.isArray(value) && value.length === 0);
      return { ...old, fields: empty ? rest : { ...rest, [name]: value } };
    });
  const submit = async (another: boolean) => {
    const id = await saveEntity(props.caseId, props.record, draft);
    toast(props.record ? 'Entity saved.' : 'Entity created.');
    if (another) {
      const { kind, roles, country, marking } = draft;
      setDraft({ ...entityDraftOf(null), kind, roles, country, marking });
    } else {
      props.onSaved(id);
      props.onClose();
    }
  };
  const ready = draft.value.trim() !== '';
  return (
    <EditorForm
      submit="Save entity"
      ready={ready}
      save={submit}
      canAddAnother={!props.record}
      onClose={props.onClose}
    >
      <div className="form-row" style={{ gridTemplateColumns: '180px minmax(0, 1fr)', gridAutoFlow: 'row' }}>
        <Choice
          label="Kind"
          disabled={props.record !== null}
          words={entityKinds}
          value={draft.kind}
          onChange={(kind) => set({ kind, fields: {}, context: {} })}
        />
        <TextInput
          label={named.has(draft.kind) ? 'Name' : 'As found'}
          required
          data-autofocus
          value={draft.value}
          onChange={(event) => set({ value: event.currentTarget.value })}
        />
      </div>
      <ReadWith kind={draft.kind} value={draft.context} onChange={(context) => set({ context })} />
      {ready && (
        <IdentifierReading
          caseId={props.caseId}
          draft={draft}
          recordId={props.record?.id ?? null}
          onLeave={props.onClose}
          onKeep={(keepInvalid) => set({ keepInvalid })}
        />
      )}
      <div className="form-row">
        <MultiSelect
          label="Roles"
          placeholder={draft.roles.length ? '' : 'What it is in this case'}
          searchable
          data={choicesOf(entityRoles)}
          value={draft.roles}
          onChange={(roles) => set({ roles: roles as EntityRole[] })}
        />
        <Select
          label="Country"
          searchable
          clearable
          data={countryChoices}
          value={draft.country}
          onChange={(country) => set({ country })}
          clearButtonProps={{ 'aria-label': 'Clear country' }}
        />
      </div>
      <KindFields names={fieldsInForm(draft)} fields={draft.fields} onChange={setField} />
      <div className="form-row">
        <Choice
          label="Confidence"
          words={confidences}
          value={draft.confidence}
          onChange={(value) => set({ confidence: value })}
        />
        <MarkingSelect value={draft.marking} onChange={(marking) => set({ marking })} />
      </div>
      {!named.has(draft.kind) && (
        <>
          <WhenField label="First seen" value={draft.seenFrom} onChange={(seenFrom) => set({ seenFrom })} />
          <WhenField label="Last seen" value={draft.seenTo} onChange={(seenTo) => set({ seenTo })} />
        </>
      )}
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
    </EditorForm>
  );
}
