import { Button } from '@mantine/core';
import { useState } from 'react';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useCall } from '../app/queries.ts';
import { SearchBox } from '../ui/search-box.tsx';

const atOnce = 200;

/** The messages of a chat export, in order, with the times as far as they are certain. */
export function ChatMessages({ evidenceId }: { evidenceId: string }) {
  const [offset, setOffset] = useState(0);
  const [search, setSearch] = useState('');
  const answer = useCall(
    'text.messages',
    { evidenceId, offset, limit: atOnce, ...(search.trim() ? { search: search.trim() } : {}) },
    { keepPrevious: true },
  );
  const { rows = [], total = 0 } = answer.data ?? {};
  const find = (text: string) => {
    setSearch(text);
    setOffset(0);
  };
  return (
    <div className="stack">
      <div className="row">
        <SearchBox label="Search messages" value={search} onChange={find} />
        <span className="dim small spread">
          {total === 0 ? 'None' : `${offset + 1} to ${offset + rows.length} of ${total.toLocaleString('en')}`}
        </span>
        <Button
          variant="default"
          size="compact-xs"
          disabled={offset === 0}
          onClick={() => setOffset(Math.max(0, offset - atOnce))}
        >
          Back
        </Button>
        <Button
          variant="default"
          size="compact-xs"
          disabled={offset + rows.length >= total}
          onClick={() => setOffset(offset + atOnce)}
        >
          Further
        </Button>
      </div>
      <ErrorNotice error={answer.error} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take the keys */}
      <div className="reading-messages" role="log" aria-live="off" aria-label="Messages" tabIndex={0}>
        {rows.map((message) => (
          <div key={message.number} className="reading-message">
            <div className="row small">
              <strong>{message.sender ? <bdi>{revealHidden(message.sender)}</bdi> : 'System'}</strong>
              <span className="dim spread mono">
                {message.sentLocal?.replace('T', ' ') ??
                  (message.sentAt === null ? message.sentAsWritten : new Date(message.sentAt).toISOString())}
              </span>
              <span className="dim">{message.number}</span>
            </div>
            <div className={message.kind === 'system' ? 'said dim' : 'said'}>
              {revealHidden(message.text)}
            </div>
            {message.attachment && <div className="small dim mono">{revealHidden(message.attachment)}</div>}
          </div>
        ))}
      </div>
    </div>
  );
}
