import { useState } from 'react';

/** What a form holds until it is saved: the draft, how parts of it change, how all of it is made anew. */
export function useDraft<D extends object>(first: () => D) {
  const [draft, replace] = useState(first);
  const set = (part: Partial<D>) => replace((old) => ({ ...old, ...part }));
  return [draft, set, replace] as const;
}
