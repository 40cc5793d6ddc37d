import { Button, Loader } from '@mantine/core';
import { Fragment, type ReactNode, useState } from 'react';
import type { Input, Output, PlainMethod } from '../../shared/contract/index.ts';
import { ErrorNotice } from './error-notice.tsx';
import { HideButton, type Hiding } from './hide-record.tsx';
import { useCall } from './queries.ts';

/** Calls that read one record. */
type RecordMethod = {
  [M in PlainMethod]: { id: string } extends Input<M>
    ? Output<M> extends { id: string }
      ? M
      : never
    : never;
}[PlainMethod];

/** What an editor is opened for: 'new' has no record yet, an id is read first, null is closed. */
export function EditedRecord<M extends RecordMethod>(props: {
  method: M;
  editing: 'new' | string | null;
  children(record: Output<M> | null): ReactNode;
}) {
  if (props.editing === null) return null;
  if (props.editing === 'new') return props.children(null);
  return <ReadRecord {...props} id={props.editing} />;
}

function ReadRecord<M extends RecordMethod>(props: {
  method: M;
  id: string;
  children(record: Output<M> | null): ReactNode;
}) {
  const answer = useCall(props.method, { id: props.id } as Input<M>);
  if (answer.error) return <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Loader aria-label="Reading" />;
  return <Fragment key={props.id}>{props.children(answer.data)}</Fragment>;
}

/** The frame of a form that writes one record: Enter saves, nothing is sent twice, a failure stands above the buttons. */
export function EditorForm(props: {
  /** What the button says: `Save loss`. */
  submit: string;
  ready: boolean;
  /** Writes, says so and closes the form; with `another` it is made fresh for the next record instead. */
  save(another: boolean): Promise<void>;
  canAddAnother?: boolean;
  /** The record that is edited, where the form can hide it. */
  hiding?: Hiding | null;
  onClose(): void;
  children: ReactNode;
}) {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (another: boolean) => {
    if (!props.ready || busy) return;
    setBusy(true);
    setError(null);
    try {
      await props.save(another);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(false);
      }}
    >
      {props.children}
      <ErrorNotice error={error} />
      <div className="form-actions">
        {props.hiding && <HideButton hiding={props.hiding} onDone={props.onClose} />}
        <Button variant="default" onClick={props.onClose}>
          Cancel
        </Button>
        {props.canAddAnother && (
          <Button variant="default" disabled={!props.ready || busy} onClick={() => void submit(true)}>
            Save and add another
          </Button>
        )}
        <Button type="submit" disabled={!props.ready} loading={busy}>
          {props.submit}
        </Button>
      </div>
    </form>
  );
}
