import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { observableKinds } from '../../shared/domain/observables/observable.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useCall } from '../app/queries.ts';
import { runJob } from '../app/run-job.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { labelOf } from '../fields/choices.ts';

/** Longer text is found in once it is kept; a look at it beforehand would hold up the typing. */
const previewed = 100_000;

/** A list from somewhere else: kept as evidence with its source, then offered for review. */
export function PasteDialog(props: { caseId: string; opened: boolean; onClose(): void }) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Paste a list" size={640}>
      {props.opened && <Form {...props} />}
    </Modal>
  );
}

function Form({ caseId, onClose }: { caseId: string; onClose(): void }) {
  const [text, setText] = useState('');
  const [source, setSource] = useState('');
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [settled] = useDebouncedValue(text.slice(0, previewed), 250);
  const preview = useCall(
    'observable.find',
    { caseId, text: settled },
    { enabled: settled.trim() !== '', keepPrevious: true },
  );
  const found = settled.trim() === '' ? [] : (preview.data?.found ?? []);
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  async function keep() {
    setBusy(true);
    try {
      const result = await runJob('observable.paste', {
        caseId,
        text,
        source,
        ...(name.trim() ? { name: name.trim() } : {}),
      });
      toast(`Kept as evidence; ${result.found.toLocaleString('en')} found in it.`);
      onClose();
    } catch (error) {
      toastError(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <Textarea
        label="Text"
        description="Sites, addresses, numbers, wallets, accounts; plain or defanged, one per line or in running text."
        autosize
        minRows={8}
        maxRows={16}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="row" style={{ alignItems: 'flex-end' }}>
        <TextInput
          label="Source"
          description="From whom, or where it was copied. Goes into custody."
          required
          style={{ flex: 1 }}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <TextInput
          label="Name"
          placeholder="Pasted list.txt"
          style={{ flex: 1 }}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <ErrorNotice error={preview.error} />
      <p className="dim" aria-live="polite">
        {found.length === 0
          ? 'What is found in it is shown here.'
          : kinds
              .map(
                (kind) =>
                  `${labelOf(observableKinds, kind)}: ${found.filter((one) => one.kind === kind).length}`,
              )
              .join(' · ')}
      </p>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy} disabled={text.trim() === '' || source.trim() === ''}>
          Save and search
        </Button>
      </div>
    </form>
  );
}
