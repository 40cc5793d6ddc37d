import { Button, Modal, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { createStore, useStore } from '../ui/store.ts';

interface Question {
  title: string;
  body: ReactNode;
  /** The verb of the button that does it. */
  confirm: string;
  danger?: boolean;
  /** Asks for a reason or purpose, which goes on the record. */
  reason?: { label: string; required?: boolean; initial?: string };
}

interface Asked extends Question {
  answer(value: string | null): void;
}

const asked = createStore<Asked | null>(null);

/** Asks in words before something is done. The reason given ('' where none is asked), or null for no. */
export function confirm(question: Question): Promise<string | null> {
  return new Promise((resolve) => {
    asked.get()?.answer(null);
    asked.set({
      ...question,
      answer: (value) => {
        asked.set(null);
        resolve(value);
      },
    });
  });
}

/** Takes an open question back, as if it had been answered with no. */
export function dropQuestion(): void {
  asked.get()?.answer(null);
}

export function ConfirmHost() {
  const question = useStore(asked);
  return (
    <Modal
      opened={question !== null}
      onClose={() => question?.answer(null)}
      title={question?.title}
      closeButtonProps={{ 'aria-label': 'Cancel' }}
      size={460}
    >
      {question && <Answer key={question.title} question={question} />}
    </Modal>
  );
}

function Answer({ question }: { question: Asked }) {
  const [reason, setReason] = useState(question.reason?.initial ?? '');
  const missing = Boolean(question.reason?.required) && !reason.trim();
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!missing) question.answer(reason.trim());
      }}
    >
      <div>{question.body}</div>
      {question.reason && (
        <Textarea
          label={question.reason.label}
          required={question.reason.required ?? false}
          autosize
          minRows={1}
          maxRows={5}
          value={reason}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <div className="form-actions">
        <Button variant="default" onClick={() => question.answer(null)}>
          Cancel
        </Button>
        <Button
          type="submit"
          color={question.danger ? 'red' : undefined}
          disabled={missing}
          data-autofocus={question.reason ? undefined : true}
        >
          {question.confirm}
        </Button>
      </div>
    </form>
  );
}
