import { Modal } from '@mantine/core';
import { useState } from 'react';
import { evidenceAddress } from '../../shared/contract/shell.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { JobProgress } from '../app/job-progress.tsx';
import { useJob } from '../app/jobs.ts';
import { formatBytes, formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { PdfView } from '../ui/pdf/pdf-view.tsx';

/** The documents of a referral before it leaves, page by page. */
export function PreviewWindow(props: { jobId: string | null; onClose(): void }) {
  return (
    <Modal
      opened={props.jobId !== null}
      onClose={props.onClose}
      title="Preview of the referral"
      size="min(1240px, 94vw)"
      yOffset={24}
      centered={false}
    >
      {props.jobId && <Documents jobId={props.jobId} />}
    </Modal>
  );
}

function Documents({ jobId }: { jobId: string }) {
  const job = useJob<'referral.preview'>(jobId);
  const [chosen, setChosen] = useState<string | null>(null);
  if (job.error) return <ErrorNotice error={job.error} />;
  if (!job.result) {
    return job.record ? <JobProgress job={job.record} /> : <p className="dim">Rendering…</p>;
  }
  const { documents } = job.result;
  const shown = documents.find((each) => each.previewId === chosen) ?? documents[0];
  if (!shown) return <Notice tone="warn">There is nothing to preview.</Notice>;
  return (
    <div className="preview-documents">
      <nav aria-label="Documents">
        {documents.map((each) => (
          <button
            key={each.previewId}
            type="button"
            className="document-choice"
            aria-current={each === shown}
            onClick={() => setChosen(each.previewId)}
          >
            <div>{each.name}</div>
            <div className="small dim">
              {formatCount(each.pages, 'page')}, {formatBytes(each.sizeBytes)}
            </div>
          </button>
        ))}
      </nav>
      {shown.mediaType === 'application/pdf' ? (
        <PdfView
          key={shown.previewId}
          address={evidenceAddress('preview', shown.previewId)}
          label={shown.name}
        />
      ) : (
        <Notice>This document is of type {shown.mediaType}; it is shown in the package only.</Notice>
      )}
    </div>
  );
}
