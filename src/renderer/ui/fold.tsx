import { type ReactNode, useState } from 'react';

/**
 * A list that is shown in part until somebody asks for more: nothing is left out in silence, and a hostile list does not
 * fill the page. @returns the part to show, and what to put below it: a button, or nothing.
 */
export function useFold<T>(items: readonly T[], first: number): readonly [readonly T[], ReactNode] {
  const [most, setMost] = useState(first);
  const more = items.length - most;
  const button = more > 0 && (
    <button type="button" className="link-button" onClick={() => setMost(most * 10)}>
      and {more.toLocaleString('en')} more
    </button>
  );
  return [items.slice(0, most), button];
}
