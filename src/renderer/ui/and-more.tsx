import type { ReactNode } from 'react';

/** Below a list that is shown in part: nothing is left out in silence. `children` say where the rest is. */
export function AndMore(props: { all: number; shown: number; children?: ReactNode }) {
  const more = props.all - props.shown;
  if (more <= 0) return null;
  return (
    <p className="dim">
      and {more.toLocaleString('en')} more{props.children}
    </p>
  );
}
