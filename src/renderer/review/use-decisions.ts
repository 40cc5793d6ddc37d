import { useRef, useState } from 'react';
import { toastError } from '../app/toasts.tsx';

/**
 * Runs decisions about rows. `moveOn` is called as soon as one is made, so that the next key holds for the next row while this
 * one is still being written; rows that are being decided already are left out, so that a key pressed twice decides once.
 */
export function useDecisions(
  chosen: () => string[],
  moveOn: () => void,
): {
  busy: boolean;
  decide(work: (ids: string[]) => Promise<void>): () => void;
} {
  const inHand = useRef(new Set<string>());
  const [running, setRunning] = useState(0);
  const decide = (work: (ids: string[]) => Promise<void>) => () => {
    const ids = chosen().filter((id) => !inHand.current.has(id));
    if (ids.length === 0) return;
    for (const id of ids) inHand.current.add(id);
    setRunning((count) => count + 1);
    moveOn();
    work(ids)
      .catch(toastError)
      .finally(() => {
        for (const id of ids) inHand.current.delete(id);
        setRunning((count) => count - 1);
      });
  };
  return { busy: running > 0, decide };
}
