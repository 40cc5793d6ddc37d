import './mail.css';
import { Loader } from '@mantine/core';
import { useState } from 'react';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { type RowOf, useCall, useListState, useRows } from '../app/queries.ts';
import { formatInstant } from '../ui/format.ts';
import { SearchBox } from '../ui/search-box.tsx';
import { type Column, DataTable } from '../ui/table/data-table.tsx';
import { MessageView } from './message-view.tsx';

type Row = RowOf<'mail.list'>;

const columns: Column<Row>[] = [
  { key: 'number', header: 'No.', width: '44px', sort: 'number', align: 'number', cell: (row) => row.number },
  {
    key: 'at',
    header: 'Sent (UTC)',
    width: '118px',
    sort: 'at',
    cell: (row) =>
      row.at ? formatInstant(row.at) : <span className="dim">{row.dateAsWritten || 'no date'}</span>,
  },
  {
    key: 'from',
    header: 'From',
    width: 'minmax(70px, 1fr)',
    sort: 'from',
    cell: (row) => <bdi className="truncate">{revealHidden(row.from)}</bdi>,
  },
  {
    key: 'subject',
    header: 'Subject',
    width: 'minmax(90px, 1.5fr)',
    sort: 'subject',
    cell: (row) => <bdi className="truncate">{revealHidden(row.subject)}</bdi>,
  },
  {
    key: 'attachments',
    header: 'Files',
    width: '46px',
    sort: 'attachments',
    align: 'number',
    cell: (row) => row.attachments || '',
  },
];

/** The mail in one piece of evidence: the message itself, or a mailbox's messages with the chosen one below. */
export function MailTab(props: { caseId: string; evidenceId: string }) {
  const first = useCall('mail.list', { ...props, hidden: 'with', limit: 1 });
  if (first.error) return <ErrorNotice error={first.error} onRetry={() => void first.refetch()} />;
  if (!first.data) return <Loader aria-label="Reading" />;
  if (first.data.total === 0) return <p className="dim">No mail was read in this piece.</p>;
  const { format } = first.data.rows[0]!;
  if (format !== 'mailbox') return <MessageView evidenceId={props.evidenceId} number={1} />;
  return <Mailbox {...props} />;
}

function Mailbox(props: { caseId: string; evidenceId: string }) {
  const list = useListState('number');
  const [selected, setSelected] = useState<Row | null>(null);
  const source = useRows('mail.list', { ...props, ...list.input, hidden: 'with' });
  return (
    <div className="stack">
      <div className="row">
        <SearchBox value={list.search} onChange={list.setSearch} label="Find in this mailbox" />
        <span className="dim small">
          {source.total === null ? '' : `${source.total.toLocaleString('en')} messages`}
        </span>
      </div>
      <ErrorNotice error={source.error} />
      <div className="mail-list">
        <DataTable
          label="Messages of the mailbox"
          columns={columns}
          source={source}
          rowId={(row) => `${row.evidenceId} ${row.number}`}
          order={list}
          selectedId={selected ? `${selected.evidenceId} ${selected.number}` : null}
          onSelect={(row) => setSelected(row)}
          empty={<p className="dim">No message matches.</p>}
        />
      </div>
      {selected && (
        <MessageView key={selected.number} evidenceId={selected.evidenceId} number={selected.number} />
      )}
    </div>
  );
}
