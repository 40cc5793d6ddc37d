import './reading.css';
import { Button, Loader, Select } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { findHiddenCharacters, revealHidden } from '../../shared/domain/text-safety.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import type { RowOf } from '../app/queries.ts';
import { useCall, useMutationCall } from '../app/queries.ts';
import { formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/side-panel.tsx';
import { ChatMessages } from './chat-messages.tsx';

/** The text that was read from a piece, page by page, always as plain text. */
export function TextTab(props: { evidenceId: string; page?: number | undefined }) {
  const reading = useCall('reading.get', { evidenceId: props.evidenceId });
  const [shown, setShown] = useState(false);
  const view = useMutationCall('evidence.view');
  if (reading.error) return <ErrorNotice error={reading.error} onRetry={() => void reading.refetch()} />;
  if (!reading.data) return <Loader aria-label="Reading" />;
  const { content, steps } = reading.data;
  if (!content || content.characters === 0) {
    const step = steps.find((one) => one.step === 'text');
    const failed = step?.findings.find((finding) => finding.severity === 'error');
    return (
      <Section title="Text">
        <p className="dim">
          {failed?.message ??
            (content?.outcome ||
              step?.summary ||
              (steps.length === 0 ? 'This piece has not been read yet.' : 'There is no text in it.'))}
        </p>
      </Section>
    );
  }
  if (!shown) {
    return (
      <Section title="Text">
        <p>
          {content.format}: {formatCount(content.pages, 'page')}, {content.characters.toLocaleString('en')}{' '}
          characters
          {content.messages > 0 ? `, ${formatCount(content.messages, 'message')}` : ''}.
        </p>
        <div className="row">
          <Button
            variant="default"
            leftSection={<IconEye size={15} />}
            loading={view.isPending}
            onClick={() =>
              view.mutate({ id: props.evidenceId, purpose: 'review' }, { onSuccess: () => setShown(true) })
            }
          >
            Show text
          </Button>
        </div>
        <p className="dim small">Puts “viewed” on the custody record.</p>
        <ErrorNotice error={view.error} />
      </Section>
    );
  }
  return (
    <Section title="Text">
      {content.messages > 0 ? (
        <>
          <Assumed assumed={content.assumed} />
          <ChatMessages evidenceId={props.evidenceId} />
        </>
      ) : (
        <Pages evidenceId={props.evidenceId} first={props.page ?? 1} assumed={content.assumed} />
      )}
    </Section>
  );
}

function Assumed({ assumed }: { assumed: readonly string[] }) {
  return assumed.length > 0 && <Notice tone="info">{assumed.join(' ')}</Notice>;
}

type PageRow = RowOf<'text.pages'>;

const pageLabel = ({ page, label, source }: PageRow): string =>
  `${page}${label ? `: ${label}` : ''}${source === 'ocr' ? ' (recognised)' : ''}`;

function Pages(props: { evidenceId: string; first: number; assumed: readonly string[] }) {
  const [page, setPage] = useState(props.first);
  const pages = useCall('text.pages', { evidenceId: props.evidenceId, limit: 1000 });
  const answer = useCall('text.page', { evidenceId: props.evidenceId, page }, { keepPrevious: true });
  if (answer.error) return <ErrorNotice error={answer.error} />;
  if (!answer.data || !pages.data) return <Loader aria-label="Reading" />;
  const { text, source, confidence } = answer.data;
  const { total, rows } = pages.data;
  const hidden = findHiddenCharacters(text);
  return (
    <div className="stack">
      {total > 1 && (
        <div className="row">
          <Select
            aria-label="Page"
            size="xs"
            style={{ flex: 1 }}
            searchable
            allowDeselect={false}
            data={rows.map((row) => ({ value: String(row.page), label: pageLabel(row) }))}
            value={String(page)}
            onChange={(value) => value && setPage(Number(value))}
          />
          <span className="dim small">of {total.toLocaleString('en')}</span>
          <Button variant="default" size="compact-xs" disabled={page <= 1} onClick={() => setPage(page - 1)}>
            Back
          </Button>
          <Button
            variant="default"
            size="compact-xs"
            disabled={page >= total}
            onClick={() => setPage(page + 1)}
          >
            Further
          </Button>
        </div>
      )}
      {source !== 'ocr' && <Assumed assumed={props.assumed} />}
      {source === 'ocr' && (
        <Notice tone={(confidence ?? 0) < 70 ? 'warn' : 'info'}>
          Recognised from a picture, {Math.round(confidence ?? 0)} of 100 certain. Compare it with the picture
          before you rely on it.
        </Notice>
      )}
      {hidden.length > 0 && (
        <Notice tone="warn">
          {formatCount(hidden.length, 'hidden character')} on this page, written out as ⟦…⟧.
        </Notice>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take the keys */}
      <pre className="reading-text" role="document" aria-label={`Text of page ${page}`} tabIndex={0}>
        {revealHidden(text)}
      </pre>
    </div>
  );
}
