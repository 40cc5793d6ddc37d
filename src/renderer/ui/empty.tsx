import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** A list with nothing in it says what would be here and how to get it there. */
export function Empty(props: { icon: Icon; title: string; children?: ReactNode; actions?: ReactNode }) {
  const Glyph = props.icon;
  return (
    <div className="empty">
      <Glyph size={32} stroke={1.3} aria-hidden />
      <p className="empty-title">{props.title}</p>
      {props.children && <p>{props.children}</p>}
      {props.actions && <div className="row">{props.actions}</div>}
    </div>
  );
}

/** A list whose filters or search leave nothing of it. */
export function NoMatch(props: { icon: Icon; title: string }) {
  return <Empty {...props}>Remove a filter or search for something else.</Empty>;
}
