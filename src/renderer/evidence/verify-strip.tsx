import { Button } from '@mantine/core';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useJob } from '../app/jobs.ts';
import { RunningJob } from '../app/running-job.tsx';
import { useFold } from '../ui/fold.tsx';
import { formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';

/** Pieces named: what is wrong shows in the first, how far it goes in their number. */
const most = 50;
const none: readonly never[] = [];

/** A verification in hand, and what it found. */
export function VerifyStrip(props: { jobId: string | null; onClose(): void }) {
  const job = useJob<'evidence.verify'>(props.jobId);
  const [shown, more] = useFold(job.result?.failed ?? none, most);
  if (!props.jobId) return null;
  const close = (
    <Button variant="default" size="compact-xs" onClick={props.onClose}>
      Close
    </Button>
  );
  return (
    <div className="batch-strip">
      {job.running && job.record && <RunningJob job={job.record} cancel="Cancel check" />}
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
            <>
              <ul style={{ paddingLeft: 18 }}>
                {shown.map((each) => (
                  <li key={each.evidenceId}>
                    {each.number} <bdi>{each.name}</bdi>: {each.message}
                  </li>
                ))}
              </ul>
              {more}
            </>
          )}
        </Notice>
      )}
    </div>
  );
}
