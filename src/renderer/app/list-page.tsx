import type { ReactNode } from 'react';
import { ErrorNotice } from './error-notice.tsx';

/** A page that is a list: its head with how many there are, the list, and the selected record at its side. */
export function ListPage(props: {
  title: string;
  /** Where an area has several lists: the switch between them. */
  views?: ReactNode;
  /** How many the list shows, null until that is known; left out where the views say it. */
  total?: number | null;
  error: unknown;
  /** Filters, search and what can be done, at the right of the head. */
  tools: ReactNode;
  /** Between the head and the list. */
  above?: ReactNode;
  /** The selected record, or false for none. */
  side?: ReactNode;
  children: ReactNode;
}) {
  const { total } = props;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{props.title}</h1>
        {props.views}
        {typeof total === 'number' && <span className="count">{total.toLocaleString('en')}</span>}
        <div className="spread" />
        {props.tools}
      </header>
      {props.above}
      <ErrorNotice error={props.error} />
      <div className="split">
        <div className="main">{props.children}</div>
        {props.side}
      </div>
    </div>
  );
}
