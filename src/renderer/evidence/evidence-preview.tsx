import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { evidenceAddress } from '../../shared/contract/shell.ts';
import { type ViewPurpose, viewPurposes } from '../../shared/domain/kinds.ts';
import { findHiddenCharacters, revealHidden } from '../../shared/domain/text-safety.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useCall, useMutationCall } from '../app/queries.ts';
import { Choice } from '../fields/choice.tsx';
import { formatBytes, formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { PdfView } from '../ui/pdf/pdf-view.tsx';
import { Section } from '../ui/side-panel.tsx';
import { previewKind } from './preview-kind.ts';

type EvidenceRecord = Output<'evidence.get'>;
const textPage = 65_536;

/** Content is looked at on request, since the custody record says who looked. */
export function EvidencePreview({ record }: { record: EvidenceRecord }) {
  const kind = previewKind(record.mediaType);
  const [shown, setShown] = useState(false);
  const [purpose, setPurpose] = useState<ViewPurpose>('review');
  const view = useMutationCall('evidence.view');
  if (kind === 'none') {
    return (
      <Section title="Content">
        <p className="dim">
          Content of this type cannot be previewed. Export a copy to open it with another program, best on a
          machine kept for that.
        </p>
      </Section>
    );
  }
  return (
    <Section title="Content">
      {!shown && (
        <div className="row" style={{ alignItems: 'flex-end' }}>
          <Choice
            label="Purpose"
            words={viewPurposes}
            value={purpose}
            onChange={(value) => setPurpose(value)}
          />
          <Button
            variant="default"
            leftSection={<IconEye size={15} />}
            loading={view.isPending}
            onClick={() => view.mutate({ id: record.id, purpose }, { onSuccess: () => setShown(true) })}
          >
            Show content
          </Button>
        </div>
      )}
      {!shown && <p className="dim small">Puts “viewed” with this purpose on the custody record.</p>}
      <ErrorNotice error={view.error} />
      {shown && kind === 'text' && <TextPreview record={record} />}
      {shown && kind === 'image' && (
        <ImagePreview record={record} address={evidenceAddress('evidence', record.id)} />
      )}
      {shown && kind === 'drawn' && <DrawnPreview record={record} />}
      {shown && kind === 'pdf' && (
        <div className="preview-pdf">
          <PdfView address={evidenceAddress('evidence', record.id)} label={`Content of ${record.name}`} />
        </div>
      )}
    </Section>
  );
}

function ImagePreview({ record, address }: { record: EvidenceRecord; address: string }) {
  const [failed, setFailed] = useState(false);
  const [size, setSize] = useState('');
  if (failed) {
    return (
      <Notice tone="warn" title="This picture cannot be shown">
        Its data may be damaged or of a kind this window does not draw. Export a copy to look at it elsewhere.
      </Notice>
    );
  }
  return (
    <figure style={{ margin: 0 }}>
      <img
        className="preview-image"
        src={address}
        alt={`Content of ${record.name}`}
        decoding="async"
        draggable={false}
        onError={() => setFailed(true)}
        onLoad={(event) =>
          setSize(`${event.currentTarget.naturalWidth} × ${event.currentTarget.naturalHeight} pixels`)
        }
      />
      <figcaption className="dim small">{size}</figcaption>
    </figure>
  );
}

/** Faxes and scans: the engine draws one page at a time. */
function DrawnPreview({ record }: { record: EvidenceRecord }) {
  const [page, setPage] = useState(1);
  const answer = useCall('text.picture', { evidenceId: record.id, page }, { fresh: true });
  const [pages, setPages] = useState(1);
  if (answer.data && answer.data.pages !== pages) setPages(answer.data.pages);
  return (
    <div className="stack">
      <ErrorNotice error={answer.error} />
      {answer.data ? (
        <ImagePreview
          key={answer.data.previewId}
          record={record}
          address={evidenceAddress('preview', answer.data.previewId)}
        />
      ) : (
        !answer.error && <div className="preview-text" aria-busy />
      )}
      {pages > 1 && (
        <div className="row small dim">
          <span className="spread" aria-live="polite">
            Page {page} of {pages}
          </span>
          <Button variant="default" size="compact-xs" disabled={page === 1} onClick={() => setPage(page - 1)}>
            Back
          </Button>
          <Button
            variant="default"
            size="compact-xs"
            disabled={page >= pages}
            onClick={() => setPage(page + 1)}
          >
            Further
          </Button>
        </div>
      )}
    </div>
  );
}

function TextPreview({ record }: { record: EvidenceRecord }) {
  const [offsets, setOffsets] = useState<number[]>([0]);
  const offset = offsets.at(-1)!;
  const answer = useCall('evidence.text', { id: record.id, offset, limit: textPage }, { keepPrevious: true });
  if (answer.error) return <ErrorNotice error={answer.error} />;
  if (!answer.data) return <div className="preview-text" aria-busy />;
  const { text, encoding, nextOffset, sizeBytes } = answer.data;
  const hidden = findHiddenCharacters(text);
  return (
    <div className="stack">
      {hidden.length > 0 && (
        <Notice tone="warn">
          {formatCount(hidden.length, 'hidden character')} in this part, written out as ⟦…⟧
          {hidden.some((each) => each.bidi) ? '; some turn the reading direction' : ''}.
        </Notice>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take the keys */}
      <pre className="preview-text" role="document" aria-label={`Content of ${record.name}`} tabIndex={0}>
        {revealHidden(text)}
      </pre>
      <div className="row small dim">
        <span>{encoding}</span>
        <span className="spread">
          {formatBytes(offset)} to {formatBytes(nextOffset ?? sizeBytes)} of {formatBytes(sizeBytes)}
        </span>
        <Button
          variant="default"
          size="compact-xs"
          disabled={offsets.length === 1}
          onClick={() => setOffsets((old) => old.slice(0, -1))}
        >
          Back
        </Button>
        <Button
          variant="default"
          size="compact-xs"
          disabled={nextOffset === null}
          onClick={() => nextOffset !== null && setOffsets((old) => [...old, nextOffset])}
        >
          Further
        </Button>
      </div>
    </div>
  );
}
