import { useEffect, useRef } from 'react';
import type { RowSource } from '../app/queries.ts';

/** Moves in the list of this name as the arrow keys do, wherever the focus is. */
export function moveInList(label: string, key: 'ArrowDown' | 'ArrowUp'): void {
  const grid = document.querySelector<HTMLElement>(`[role="grid"][aria-label="${label}"]`);
  grid?.focus();
  grid?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

/** The row to be looked at once the selected one is decided: the one below it, at the end of the list the one above. */
export function neighbourOf<R extends { id: string }>(
  source: RowSource<R>,
  selectedId: string,
): string | null {
  const most = Math.min(source.total ?? 0, 600);
  for (let index = 0; index < most; index++)
    if (source.row(index)?.id === selectedId)
      return (source.row(index + 1) ?? source.row(index - 1))?.id ?? null;
  return null;
}

/**
 * Decided rows leave the list: what stood below the selected one moves up to its place and is selected next, so that one
 * hand on the keys goes through a whole list.
 */
export function useNextOnLeave<R extends { id: string }>(
  source: RowSource<R>,
  selectedId: string | null,
  select: (id: string | null) => void,
): void {
  const at = useRef<number | null>(null);
  const { total } = source;
  useEffect(() => {
    if (selectedId === null || total === null) {
      at.current = null;
      return;
    }
    const most = Math.min(total, 600);
    for (let index = 0; index < most; index++) {
      if (source.row(index)?.id !== selectedId) continue;
      at.current = index;
      return;
    }
    if (at.current === null) return;
    const next = source.row(Math.min(at.current, total - 1));
    if (next) select(next.id);
    else if (total === 0) select(null);
  });
}
