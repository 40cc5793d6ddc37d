import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Input, PlainMethod } from '../../shared/contract/index.ts';
import { call } from './client.ts';
import { confirm } from './confirm.tsx';
import { toastError } from './toasts.tsx';

type HideMethod = {
  [M in PlainMethod]: M extends `${string}.hide` ? M : never;
}[PlainMethod];

export interface HideWords {
  noun: string;
  /** What it means that the record is hidden, and that it is brought back. */
  hides: ReactNode;
  returns: ReactNode;
}

/** Asks whether a record shall leave the lists or come back, and why. Whether that was done. */
export async function hideRecord(
  method: HideMethod,
  record: { id: string; hidden: boolean },
  { noun, hides, returns }: HideWords,
  /** What else was chosen where the question is asked. */
  more: () => object = () => ({}),
): Promise<boolean> {
  const { id, hidden } = record;
  const reason = await confirm({
    title: hidden ? `Bring this ${noun} back?` : `Hide this ${noun}?`,
    body: hidden ? returns : hides,
    confirm: hidden ? 'Bring back' : `Hide ${noun}`,
    reason: { label: 'Reason' },
  });
  if (reason === null) return false;
  const input = { id, hidden: !hidden, ...(reason ? { reason } : {}), ...more() };
  await call(method, input as Input<HideMethod>);
  return true;
}

/** The record a form edits, and how it is hidden. */
export interface Hiding extends HideWords {
  method: HideMethod;
  record: { id: string; hidden: boolean };
}

/** Among the buttons of a form that edits a record. */
export function HideButton({ hiding, onDone }: { hiding: Hiding; onDone(): void }) {
  const { method, record } = hiding;
  return (
    <Button
      variant="subtle"
      color="gray"
      mr="auto"
      onClick={() =>
        void hideRecord(method, record, hiding).then((done) => {
          if (done) onDone();
        }, toastError)
      }
    >
      {record.hidden ? 'Bring back' : 'Hide'}
    </Button>
  );
}
