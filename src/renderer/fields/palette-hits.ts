import { useEffect, useState } from 'react';
import { useCall } from '../app/queries.ts';
import type { Hit } from './hit-words.ts';

const most = 8;
const shortest = 2;

/** Records for what stands in the palette, a moment behind the keys. */
export function usePaletteHits(query: string): Hit[] {
  const [late, setLate] = useState(query);
  useEffect(() => {
    const timer = setTimeout(() => setLate(query), 160);
    return () => clearTimeout(timer);
  }, [query]);
  const ask = late.trim().length >= shortest;
  const answer = useCall(
    'search.find',
    { text: late, asTyped: true, limit: most },
    { enabled: ask, keepPrevious: true },
  );
  return ask && query.trim() !== '' ? (answer.data?.hits ?? []) : [];
}
