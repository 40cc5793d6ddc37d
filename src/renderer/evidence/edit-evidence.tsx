import { Button, Drawer, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useMutationCall } from '../app/queries.ts';
import { toast } from '../app/toasts.tsx';
import { MarkingSelect } from '../fields/marking.tsx';

type EvidenceRecord = Output<'evidence.get'>;

/** What people say about a piece can be edited; its bytes, hashes and custody cannot. */
export function EditEvidence(props: { record: EvidenceRecord; opened: boolean; onClose(): void }) {
  return (
    <Drawer
      opened={props.opened}
      onClose={props.onClose}
      title="Edit evidence"
      size={480}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
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
  const update = useMutationCall('evidence.update');
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
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const changed = Object.fromEntries(
          Object.entries(fields).filter(([key, value]) => value !== record[key as keyof typeof fields]),
        );
        if (Object.keys(changed).length === 0) return onClose();
        update.mutate(
          { id: record.id, fields: changed },
          {
            onSuccess: () => {
              toast('Evidence saved.');
              onClose();
            },
          },
        );
      }}
    >
      {field('description', 'Description', true)}
      {field('source', 'From whom or what')}
      {field('place', 'Where')}
      {field('acquiredBy', 'Acquired by')}
      {field('note', 'Note')}
      <MarkingSelect
        value={fields.marking}
        onChange={(marking) => setFields((old) => ({ ...old, marking }))}
      />
      <ErrorNotice error={update.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={update.isPending}>
          Save evidence
        </Button>
      </div>
    </form>
  );
}
