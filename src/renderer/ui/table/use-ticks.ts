import { useCallback, useMemo, useState } from 'react';

/** Rows of a list that are ticked, to be worked on at once. */
export interface Ticks {
  ids: ReadonlySet<string>;
  set(id: string, ticked: boolean): void;
  clear(): void;
}

export function useTicks(): Ticks {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const set = useCallback(
    (id: string, ticked: boolean) =>
      setIds((old) => {
        const next = new Set(old);
        if (ticked) next.add(id);
        else next.delete(id);
        return next;
      }),
    [],
  );
  const clear = useCallback(() => setIds(new Set()), []);
  return useMemo(() => ({ ids, set, clear }), [ids, set, clear]);
}
