import { ActionIcon, Button, Modal, Textarea, TextInput } from '@mantine/core';
import { IconEyeOff, IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { call } from '../app/client.ts';
import { EditorForm } from '../app/editor-form.tsx';
import { ErrorNotice } from '../app/error-notice.tsx';
import { hideRecord } from '../app/hide-record.tsx';
import { casePath } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { EvidencePicker } from '../fields/evidence-picker.tsx';
import { noWhen, WhenField, whenInputOf } from '../fields/when-field.tsx';
import { WhenText } from '../fields/when-text.tsx';
import { formatInstant } from '../ui/format.ts';
import { Section } from '../ui/side-panel.tsx';

type Told = Output<'disclosure.list'>['rows'][number];

async function hide(told: Told): Promise<void> {
  if (told.id === null) return;
  await hideRecord(
    'disclosure.hide',
    { id: told.id, hidden: false },
    {
      noun: 'disclosure',
      hides: 'It leaves the list. Nothing is deleted; the log keeps it.',
      returns: 'It stands in the list again.',
    },
  );
}

/** What was disclosed of a person, to whom: noted by hand, and by sealed referrals. */
export function Disclosures(props: { caseId: string; entityId: string }) {
  const list = useCall('disclosure.list', { ...props, limit: 200 });
  const [editing, setEditing] = useState<Told | 'new' | null>(null);
  const rows = list.data?.rows ?? [];
  return (
    <Section
      title="Disclosed to"
      action={
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={13} />}
          onClick={() => setEditing('new')}
        >
          Note a disclosure
        </Button>
      }
    >
      <ErrorNotice error={list.error} />
      {rows.length === 0 && <p className="dim">Nothing was disclosed yet.</p>}
      {rows.map((told) => (
        <div key={told.id ?? told.referralId} className="told">
          <div className="row">
            <strong className="truncate">
              <bdi>{told.recipient}</bdi>
            </strong>
            <div className="spread" />
            <span className="dim small">
              {told.when ? (
                <WhenText when={told.when} />
              ) : told.at === null ? (
                'no date'
              ) : (
                formatInstant(told.at)
              )}
            </span>
            {told.id !== null && (
              <>
                <ActionIcon
                  size={20}
                  aria-label={`Edit disclosure to ${told.recipient}`}
                  onClick={() => setEditing(told)}
                >
                  <IconPencil size={13} />
                </ActionIcon>
                <ActionIcon
                  size={20}
                  aria-label={`Hide disclosure to ${told.recipient}`}
                  onClick={() => void hide(told).catch(toastError)}
                >
                  <IconEyeOff size={13} />
                </ActionIcon>
              </>
            )}
          </div>
          <div style={{ whiteSpace: 'pre-wrap' }}>{told.what}</div>
          {(told.basis || told.note) && (
            <div className="dim small">{[told.basis, told.note].filter(Boolean).join(' · ')}</div>
          )}
          {told.evidence.map((each) => (
            <a
              key={each.id}
              className="small"
              href={`#${casePath(props.caseId, 'evidence', { id: each.id })}`}
            >
              {each.number} <bdi>{each.name}</bdi>
            </a>
          ))}
        </div>
      ))}
      <Modal
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={editing === 'new' ? 'Note a disclosure' : 'Edit disclosure'}
        size={600}
      >
        {editing !== null && (
          <Form {...props} told={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
        )}
      </Modal>
    </Section>
  );
}

function Form(props: { caseId: string; entityId: string; told: Told | null; onClose(): void }) {
  const { told } = props;
  const [recipient, setRecipient] = useState(told?.recipient ?? '');
  const [what, setWhat] = useState(told?.what ?? '');
  const [basis, setBasis] = useState(told?.basis ?? '');
  const [note, setNote] = useState(told?.note ?? '');
  const [when, setWhen] = useState(told?.when ? whenInputOf(told.when) : noWhen);
  const [evidence, setEvidence] = useState(told?.evidence ?? []);
  const save = async () => {
    const fields = {
      recipient,
      what,
      basis,
      note,
      when: when.text.trim() ? when : null,
      evidenceIds: evidence.map((each) => each.id),
    };
    if (told?.id) await call('disclosure.update', { id: told.id, fields });
    else await call('disclosure.create', { caseId: props.caseId, entityId: props.entityId, ...fields });
    toast('Disclosure saved.');
    props.onClose();
  };
  return (
    <EditorForm
      submit="Save disclosure"
      ready={recipient.trim() !== '' && what.trim() !== ''}
      save={save}
      onClose={props.onClose}
    >
      <TextInput
        label="To"
        required
        data-autofocus
        placeholder="Agency, bank, partner organisation"
        value={recipient}
        onChange={(event) => setRecipient(event.currentTarget.value)}
      />
      <Textarea
        label="What was told"
        required
        autosize
        minRows={2}
        maxRows={8}
        placeholder="Name and telephone; the complaint of 3 March"
        value={what}
        onChange={(event) => setWhat(event.currentTarget.value)}
      />
      <WhenField label="When" value={when} onChange={setWhen} />
      <TextInput
        label="Why it was lawful"
        placeholder="Consent of 3 March; legal request 2023/117"
        value={basis}
        onChange={(event) => setBasis(event.currentTarget.value)}
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
    </EditorForm>
  );
}
