import type { RowSource } from '../app/queries.ts';
import { useCommands } from '../app/use-commands.ts';
import { type Ticks, useTicks } from '../ui/table/use-ticks.ts';
import { moveInList, neighbourOf, useNextOnLeave } from './list-keys.ts';
import { useDecisions } from './use-decisions.ts';

export interface ReviewList {
  ticks: Ticks;
  /** Whether there is anything a decision would hold for. */
  isChosen: boolean;
  busy: boolean;
  /** A decision about the ticked rows, or where none is ticked about the selected one. */
  decide(work: (ids: string[]) => Promise<void>): () => void;
}

/** What each list under review does alike: ticks, one hand on the keys, and the next row at hand once one is decided. */
export function useReviewList<R extends { id: string }>(
  words: { label: string; one: string },
  source: RowSource<R>,
  [selectedId, select]: readonly [string | null, (id: string | null) => void],
): ReviewList {
  const ticks = useTicks();
  useNextOnLeave(source, selectedId, select);
  const { busy, decide } = useDecisions(
    () => (ticks.ids.size > 0 ? [...ticks.ids] : selectedId ? [selectedId] : []),
    () => {
      if (ticks.ids.size > 0 || !selectedId) return;
      const next = neighbourOf(source, selectedId);
      if (next) select(next);
    },
  );
  useCommands([
    {
      id: 'review.next',
      title: `Next ${words.one}`,
      group: 'Review',
      shortcut: 'j',
      quiet: true,
      run: () => moveInList(words.label, 'ArrowDown'),
    },
    {
      id: 'review.previous',
      title: `Previous ${words.one}`,
      group: 'Review',
      shortcut: 'k',
      quiet: true,
      run: () => moveInList(words.label, 'ArrowUp'),
    },
  ]);
  return {
    ticks,
    isChosen: ticks.ids.size > 0 || selectedId !== null,
    busy,
    decide: (work) =>
      decide(async (ids) => {
        await work(ids);
        ticks.clear();
      }),
  };
}
