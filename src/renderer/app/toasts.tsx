import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Notice } from '../ui/notice.tsx';
import { createStore, useStore } from '../ui/store.ts';
import { asProfferError } from './client.ts';

interface Toast {
  id: number;
  tone: 'good' | 'warn' | 'bad' | 'info';
  text: string;
}

const toasts = createStore<Toast[]>([]);
let next = 1;

/** Long enough to read a line, in milliseconds. */
const shown = 4000;
/** Failures kept in sight at a time. */
const most = 3;

/** Says what was done. What went wrong stays until it is closed. */
export function toast(text: string, tone: Toast['tone'] = 'good'): void {
  const id = next++;
  const failures = (old: Toast[]) => old.filter((each) => each.tone === 'bad' || each.tone === 'warn');
  // What went well before has been seen by now: nothing piles up over the page.
  toasts.set((old) => [...failures(old).slice(1 - most), { id, tone, text }]);
  if (tone === 'good' || tone === 'info') setTimeout(() => dismiss(id), shown);
}

export function toastError(error: unknown): void {
  const failure = asProfferError(error);
  if (failure.code !== 'cancelled') toast(failure.message, 'bad');
}

export function clearToasts(): void {
  toasts.set([]);
}

function dismiss(id: number): void {
  toasts.set((old) => old.filter((each) => each.id !== id));
}

export function Toasts() {
  const list = useStore(toasts);
  return (
    <div className="toasts" aria-live="polite">
      {list.map((each) => (
        <Notice
          key={each.id}
          tone={each.tone}
          action={
            <ActionIcon size={20} aria-label="Dismiss message" onClick={() => dismiss(each.id)}>
              <IconX size={13} />
            </ActionIcon>
          }
        >
          {each.text}
        </Notice>
      ))}
    </div>
  );
}
