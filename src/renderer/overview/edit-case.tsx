import { ActionIcon, Button, Drawer, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import {
  caseStatuses,
  type OrganisationPart,
  organisationParts,
  schemes,
} from '../../shared/domain/kinds.ts';
import { changedFields } from '../app/changed-fields.ts';
import { call } from '../app/client.ts';
import { EditorForm } from '../app/editor-form.tsx';
import { toast } from '../app/toasts.tsx';
import { Choice } from '../fields/choice.tsx';
import { MarkingSelect } from '../fields/marking.tsx';
import { NexusFields } from './nexus-fields.tsx';

type CaseRecord = Output<'case.get'>;
type Organisation = CaseRecord['organisations'][number];

export function EditCase(props: { record: CaseRecord; opened: boolean; onClose(): void }) {
  return (
    <Drawer opened={props.opened} onClose={props.onClose} title="Edit case" size={640}>
      <Form record={props.record} onClose={props.onClose} />
    </Drawer>
  );
}

function Form({ record, onClose }: { record: CaseRecord; onClose(): void }) {
  const [fields, setFields] = useState(() => ({
    reference: record.reference,
    title: record.title,
    scheme: record.scheme,
    status: record.status,
    lead: record.lead,
    marking: record.marking,
    narrative: record.narrative,
    nexus: record.nexus,
    organisations: record.organisations,
  }));
  const set = (part: Partial<typeof fields>) => setFields((old) => ({ ...old, ...part }));
  const save = async () => {
    const changed = changedFields(fields, record);
    if (Object.keys(changed).length > 0) {
      await call('case.update', { id: record.id, fields: changed });
      toast('Case saved.');
    }
    onClose();
  };
  return (
    <EditorForm submit="Save case" ready save={save} onClose={onClose}>
      <TextInput
        label="Title"
        required
        data-autofocus
        value={fields.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <div className="form-row">
        <TextInput
          label="Reference"
          required
          maxLength={60}
          value={fields.reference}
          onChange={(event) => set({ reference: event.currentTarget.value })}
        />
        <TextInput
          label="Lead"
          value={fields.lead}
          onChange={(event) => set({ lead: event.currentTarget.value })}
        />
      </div>
      <div className="form-row">
        <Choice
          label="Scheme"
          searchable
          words={schemes}
          value={fields.scheme}
          onChange={(value) => set({ scheme: value })}
        />
        <Choice
          label="Status"
          words={caseStatuses}
          value={fields.status}
          onChange={(value) => set({ status: value })}
        />
        <MarkingSelect value={fields.marking} onChange={(marking) => set({ marking })} />
      </div>
      <Textarea
        label="Narrative"
        autosize
        minRows={6}
        maxRows={16}
        value={fields.narrative}
        onChange={(event) => set({ narrative: event.currentTarget.value })}
      />
      <NexusFields value={fields.nexus} onChange={(nexus) => set({ nexus })} />
      <Organisations value={fields.organisations} onChange={(organisations) => set({ organisations })} />
    </EditorForm>
  );
}

function Organisations(props: { value: Organisation[]; onChange(value: Organisation[]): void }) {
  const { value, onChange } = props;
  const set = (at: number, part: Partial<Organisation>) =>
    onChange(value.map((each, index) => (index === at ? { ...each, ...part } : each)));
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }} className="stack" aria-label="Organisations">
      <div className="mantine-InputWrapper-label">Organisations taking part</div>
      {value.map((each, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are edited in place and have no other identity
        <div key={at} className="card stack" style={{ padding: 10 }}>
          <div
            className="form-row"
            style={{
              gridTemplateColumns: 'minmax(0,1fr) 180px 28px',
              gridAutoFlow: 'row',
              alignItems: 'end',
            }}
          >
            <TextInput
              label="Name"
              required
              value={each.name}
              onChange={(event) => set(at, { name: event.currentTarget.value })}
            />
            <Choice
              label="Part"
              words={organisationParts}
              value={each.part}
              onChange={(part) => set(at, { part })}
            />
            <ActionIcon
              aria-label={`Remove ${each.name || 'organisation'}`}
              onClick={() => onChange(value.filter((_, index) => index !== at))}
            >
              <IconX size={15} />
            </ActionIcon>
          </div>
          <div className="form-row">
            <TextInput
              label="Address"
              value={each.address}
              onChange={(event) => set(at, { address: event.currentTarget.value })}
            />
            <TextInput
              label="Registration number"
              value={each.registrationNumber}
              onChange={(event) => set(at, { registrationNumber: event.currentTarget.value })}
            />
            <TextInput
              label="Contact"
              value={each.contact}
              onChange={(event) => set(at, { contact: event.currentTarget.value })}
            />
          </div>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() =>
            onChange([
              ...value,
              {
                name: '',
                part: Object.keys(organisationParts)[0] as OrganisationPart,
                address: '',
                registrationNumber: '',
                contact: '',
              },
            ])
          }
        >
          Add organisation
        </Button>
      </div>
    </fieldset>
  );
}
