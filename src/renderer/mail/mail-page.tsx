import './mail.css';
import { Loader } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { ListPage } from '../app/list-page.tsx';
import { casePath, replacePlace, usePlace } from '../app/places.ts';
import { type RowOf, useCall, useListState, useRows } from '../app/queries.ts';
import { Empty } from '../ui/empty.tsx';
import { useFold } from '../ui/fold.tsx';
import { formatCount, formatInstant } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { Section, SidePanel } from '../ui/side-panel.tsx';
import { type Column, DataTable } from '../ui/table/data-table.tsx';
import { MessageView } from './message-view.tsx';

type Row = RowOf<'mail.threads'>;
type Message = Output<'mail.thread'>['messages'][number];

const subjectOf = (subject: string) =>
  subject ? (
    <bdi className="truncate">{revealHidden(subject)}</bdi>
  ) : (
    <span className="dim">(no subject)</span>
  );

const columns: Column<Row>[] = [
  {
    key: 'lastAt',
    header: 'Last (UTC)',
    width: '128px',
    sort: 'lastAt',
    cell: (row) => (row.lastAt ? formatInstant(row.lastAt) : <span className="dim">no date</span>),
  },
  {
    key: 'subject',
    header: 'Conversation',
    width: 'minmax(180px, 2fr)',
    sort: 'subject',
    cell: (row) => subjectOf(row.subject),
  },
  {
    key: 'participants',
    header: 'From',
    width: 'minmax(140px, 1.4fr)',
    cell: (row) => <bdi className="truncate">{revealHidden(row.participants.join(', '))}</bdi>,
  },
  {
    key: 'messages',
    header: 'Messages',
    width: '84px',
    sort: 'messages',
    align: 'number',
    cell: (row) => row.messages,
  },
  {
    key: 'warnings',
    header: 'Warnings',
    width: '80px',
    align: 'number',
    cell: (row) => (row.warnings > 0 ? <span className="pill warn">{row.warnings}</span> : ''),
  },
];

/** All mail of a case by conversation, whichever files and mailboxes it came in. */
export function MailPage({ caseId }: { caseId: string }) {
  const { search } = usePlace();
  // The address reads digits as a number.
  const thread = Number(search.thread ?? Number.NaN);
  const selected = Number.isInteger(thread) ? thread : null;
  const list = useListState('lastAt', 'descending');
  const source = useRows('mail.threads', { caseId, ...list.input });
  const select = useCallback(
    (thread: number | null) =>
      replacePlace(casePath(caseId, 'mail', thread === null ? {} : { thread: String(thread) })),
    [caseId],
  );
  return (
    <ListPage
      title="Mail"
      total={source.total}
      error={source.error}
      tools={<SearchBox label="Search mail" value={list.search} onChange={list.setSearch} />}
      side={
        selected !== null && (
          <Conversation key={selected} caseId={caseId} thread={selected} onClose={() => select(null)} />
        )
      }
    >
      <DataTable
        label="Conversations"
        columns={columns}
        source={source}
        rowId={(row) => String(row.thread)}
        order={list}
        selectedId={selected === null ? null : String(selected)}
        onSelect={(row) => select(row.thread)}
        empty={
          list.search ? (
            <Empty icon={IconMail} title="No conversation matches">
              Search for another word, address or subject.
            </Empty>
          ) : (
            <Empty icon={IconMail} title="No mail yet">
              Take in .eml, .msg or .mbox files as evidence: their messages stand here by conversation once
              they are read.
            </Empty>
          )
        }
      />
    </ListPage>
  );
}

const none: readonly string[] = [];

function Conversation(props: { caseId: string; thread: number; onClose(): void }) {
  const answer = useCall('mail.thread', { caseId: props.caseId, thread: props.thread });
  const [chosen, setChosen] = useState<string | null>(null);
  const messages = answer.data?.messages ?? [];
  const keyOf = (message: Message) => `${message.evidenceId} ${message.number}`;
  const open = messages.find((message) => keyOf(message) === chosen) ?? messages[0];
  const { missing = none, truncated = false } = answer.data ?? {};
  const [missingShown, moreMissing] = useFold(missing, 8);
  return (
    <SidePanel
      label="Conversation"
      title={subjectOf(messages[0]?.subject ?? '')}
      below={<span className="dim small">{formatCount(messages.length, 'message')}</span>}
      onClose={props.onClose}
    >
      <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
      {answer.isLoading && <Loader aria-label="Reading" />}
      {messages.length > 1 && (
        <ol className="mail-thread" aria-label="Messages of the conversation">
          {messages.map((message) => (
            <li key={keyOf(message)} style={{ marginLeft: Math.min(message.depth, 10) * 12 }}>
              <button
                type="button"
                aria-current={message === open ? 'true' : undefined}
                onClick={() => setChosen(keyOf(message))}
              >
                <bdi className="truncate">{revealHidden(message.from) || '(no sender)'}</bdi>
                <span className="dim small">
                  {message.at ? formatInstant(message.at) : message.dateAsWritten || 'no date'}
                </span>
                <span className="truncate small">{subjectOf(message.subject)}</span>
                <span className="row small">
                  {message.copy && <span className="pill">copy</span>}
                  {message.warnings.length > 0 && (
                    <span className="pill warn">{message.warnings.length}</span>
                  )}
                  <span className="mono dim">
                    {message.exhibit}
                    {message.format === 'mailbox' ? ` no. ${message.number}` : ''}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
      {missing.length > 0 && (
        <Notice title={`${formatCount(missing.length, 'message')} referred to and not in the case`}>
          <ul className="reading-findings">
            {missingShown.map((id) => (
              <li key={id} className="mono small">
                {revealHidden(id)}
              </li>
            ))}
          </ul>
          {moreMissing}
        </Notice>
      )}
      {truncated && (
        <Notice tone="warn">
          The conversation is longer: its first {formatCount(messages.length, 'message')} are shown here. The
          list of messages, searched by the subject, shows them all.
        </Notice>
      )}
      {open && (
        <Section
          title="Message"
          action={
            <a href={`#${casePath(props.caseId, 'evidence', { id: open.evidenceId })}`}>
              {open.exhibit} <bdi>{revealHidden(open.evidenceName)}</bdi>
            </a>
          }
        >
          <MessageView key={keyOf(open)} evidenceId={open.evidenceId} number={open.number} />
        </Section>
      )}
    </SidePanel>
  );
}
