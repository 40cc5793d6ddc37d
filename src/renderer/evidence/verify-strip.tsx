import { Button } from '@mantine/core';
import { call } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { JobProgress } from '../app/job-progress.tsx';
import { useJob } from '../app/jobs.ts';
import { toastError } from '../app/toasts.tsx';
import { formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';

/** A verification in hand, and what it found. */
export function VerifyStrip(props: { jobId: string | null; onClose(): void }) {
  const job = useJob<'evidence.verify'>(props.jobId);
  if (!props.jobId) return null;
  const close = (
    <Button variant="default" size="compact-xs" onClick={props.onClose}>
      Close
    </Button>
  );
  return (
    <div className="batch-strip">
      {job.running && job.record && (
        <div className="row">
          <div className="spread" style={{ minWidth: 0 }}>
            <JobProgress job={job.record} />
          </div>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => call('job.cancel', { jobId: props.jobId! }).catch(toastError)}
          >
            Cancel check
          </Button>
        </div>
      )}
      <ErrorNotice error={job.error} action={close} />
      {job.result && (
        <Notice
          tone={job.result.failed.length ? 'bad' : 'good'}
          title={
            job.result.failed.length
              ? `${formatCount(job.result.failed.length, 'piece')} of ${job.result.checked} failed`
              : `${formatCount(job.result.ok, 'piece')} verified: every hash is as it was at intake`
          }
          action={close}
        >
          {job.result.failed.length > 0 && (
            <ul style={{ paddingLeft: 18 }}>
              {job.result.failed.slice(0, 50).map((each) => (
                <li key={each.evidenceId}>
                  {each.number} <bdi>{each.name}</bdi>: {each.message}
                </li>
              ))}
            </ul>
          )}
        </Notice>
      )}
    </div>
  );
}
