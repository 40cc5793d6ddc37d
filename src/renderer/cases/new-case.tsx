import { Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Scheme, schemes } from '../../shared/domain/kinds.ts';
import type { TlpLevel } from '../../shared/domain/markings.ts';
import { call } from '../app/client.ts';
import { EditorForm } from '../app/editor-form.tsx';
import { casePath, go } from '../app/places.ts';
import { useVaultStatus } from '../app/session.ts';
import { Choice } from '../fields/choice.tsx';
import { MarkingSelect } from '../fields/marking.tsx';

export function NewCase(props: { opened: boolean; onClose(): void }) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="New case" size={560}>
      <Form onClose={props.onClose} />
    </Modal>
  );
}

function Form({ onClose }: { onClose(): void }) {
  const owner = useVaultStatus().data?.owner;
  const [reference, setReference] = useState('');
  const [title, setTitle] = useState('');
  const [scheme, setScheme] = useState<Scheme>('tech-support');
  const [marking, setMarking] = useState<TlpLevel>('amber');
  const [lead, setLead] = useState(owner?.person ?? '');
  const [narrative, setNarrative] = useState('');
  const save = async () => {
    const made = await call('case.create', { reference, title, scheme, marking, lead, narrative });
    onClose();
    go(casePath(made.id, 'overview'));
  };
  return (
    <EditorForm
      submit="Create case"
      ready={reference.trim() !== '' && title.trim() !== ''}
      save={save}
      onClose={onClose}
    >
      <div className="form-row" style={{ gridTemplateColumns: '180px minmax(0, 1fr)', gridAutoFlow: 'row' }}>
        <TextInput
          label="Reference"
          required
          data-autofocus
          placeholder="2024-017"
          maxLength={60}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        <TextInput
          label="Title"
          required
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
      </div>
      <div className="form-row">
        <Choice
          label="Scheme"
          searchable
          words={schemes}
          value={scheme}
          onChange={(value) => setScheme(value)}
        />
        <MarkingSelect value={marking} onChange={setMarking} />
      </div>
      <TextInput label="Lead" value={lead} onChange={(event) => setLead(event.currentTarget.value)} />
      <Textarea
        label="Narrative"
        description="What happened, in plain words. It opens the referral and can be written later."
        autosize
        minRows={3}
        maxRows={9}
        value={narrative}
        onChange={(event) => setNarrative(event.currentTarget.value)}
      />
    </EditorForm>
  );
}
