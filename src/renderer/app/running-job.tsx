import { Button } from '@mantine/core';
import { call } from './client.ts';
import { JobProgress } from './job-progress.tsx';
import type { JobRecord } from './jobs.ts';
import { toastError } from './toasts.tsx';

/** A job in hand, with what ends it. `onCancel` where a person is to be asked first. */
export function RunningJob(props: { job: JobRecord; cancel: string; onCancel?(): void }) {
  const { job } = props;
  const cancel = () => call('job.cancel', { jobId: job.jobId }).catch(toastError);
  return (
    <div className="row">
      <div className="spread" style={{ minWidth: 0 }}>
        <JobProgress job={job} />
      </div>
      <Button variant="default" size="compact-sm" onClick={props.onCancel ?? cancel}>
        {props.cancel}
      </Button>
    </div>
  );
}
