import { Drawer, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { changedFields } from '../app/changed-fields.ts';
import { call } from '../app/client.ts';
import { EditorForm } from '../app/editor-form.tsx';
import { toast } from '../app/toasts.tsx';
import { MarkingSelect } from '../fields/marking.tsx';

type EvidenceRecord = Output<'evidence.get'>;

/** What people say about a piece can be edited; its bytes, hashes and custody cannot. */
export function EditEvidence(props: { record: EvidenceRecord; opened: boolean; onClose(): void }) {
  return (
    <Drawer opened={props.opened} onClose={props.onClose} title="Edit evidence" size={480}>
      <Form record={props.record} onClose={props.onClose} />
    </Drawer>
  );
}

function Form({ record, onClose }: { record: EvidenceRecord; onClose(): void }) {
  const [fields, setFields] = useState({
    description: record.description,
    source: record.source,
    place: record.place,
    acquiredBy: record.acquiredBy,
    note: record.note,
    marking: record.marking,
  });
  const save = async () => {
    const changed = changedFields(fields, record);
    if (Object.keys(changed).length > 0) {
      await call('evidence.update', { id: record.id, fields: changed });
      toast('Evidence saved.');
    }
    onClose();
  };
  const field = (key: Exclude<keyof typeof fields, 'marking'>, label: string, focus = false) => (
    <TextInput
      label={label}
      data-autofocus={focus || undefined}
      value={fields[key]}
      onChange={(event) => {
        const { value } = event.currentTarget;
        setFields((old) => ({ ...old, [key]: value }));
      }}
    />
  );
  return (
    <EditorForm submit="Save evidence" ready save={save} onClose={onClose}>
      {field('description', 'Description', true)}
      {field('source', 'From whom or what')}
      {field('place', 'Where')}
      {field('acquiredBy', 'Acquired by')}
      {field('note', 'Note')}
      <MarkingSelect
        value={fields.marking}
        onChange={(marking) => setFields((old) => ({ ...old, marking }))}
      />
    </EditorForm>
  );
}
