import { Button } from '@mantine/core';
import { ErrorNotice } from '../app/error-notice.tsx';
import { JobProgress } from '../app/job-progress.tsx';
import { useJob } from '../app/jobs.ts';
import { useFold } from '../ui/fold.tsx';
import { formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';

/** Findings listed at first: they say where the log breaks. */
const most = 100;
const none: readonly never[] = [];

/** A check of the log in hand, and what it found. */
export function LogVerdict(props: { jobId: string | null; onClose(): void }) {
  const job = useJob<'log.verify'>(props.jobId);
  const [shown, more] = useFold(job.result?.findings ?? none, most);
  if (!props.jobId) return null;
  const close = (
    <Button variant="default" size="compact-xs" onClick={props.onClose}>
      Close
    </Button>
  );
  return (
    <div
      style={{ padding: '10px 16px', background: 'var(--surface)', borderBottom: '1px solid var(--line)' }}
    >
      {job.running && job.record && <JobProgress job={job.record} />}
      <ErrorNotice error={job.error} action={close} />
      {job.result && (
        <Notice
          tone={job.result.intact ? 'good' : 'bad'}
          title={job.result.intact ? 'The log is intact' : 'The log is not intact'}
          action={close}
        >
          <p>
            {formatCount(job.result.entries, 'entry', 'entries')} of{' '}
            {formatCount(job.result.devices.length, 'device')}: every hash, every signed head and every row
            compared.
          </p>
          <ul style={{ paddingLeft: 18 }}>
            {shown.map((finding) => (
              <li key={`${finding.code} ${finding.deviceId} ${finding.seq} ${finding.message}`}>
                {finding.seq !== null && `Entry ${finding.seq}: `}
                {finding.message}
              </li>
            ))}
          </ul>
          {more}
        </Notice>
      )}
    </div>
  );
}
