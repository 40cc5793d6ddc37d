import { ActionIcon, Button, Indicator, Popover } from '@mantine/core';
import { IconActivity, IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { announceJobs } from './announce-jobs.ts';
import { call } from './client.ts';
import { JobProgress } from './job-progress.tsx';
import { type JobRecord, jobs, useJobs } from './jobs.ts';
import { toast, toastError } from './toasts.tsx';

/** Long work of this vault: how far it is, stop it, how it ended. */
export function JobsTray() {
  const list = useJobs();
  const running = list.filter((job) => job.state === 'running').length;
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    // A window opened while work goes on learns of it here.
    call('job.list', {})
      .then((answer) => {
        for (const job of [...answer.jobs].reverse()) jobs.take(job);
      })
      .catch(toastError);
    return announceJobs(toast);
  }, []);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={400} trapFocus>
      <Popover.Target>
        <ActionIcon
          aria-label={running ? `Jobs, ${running} running` : 'Jobs'}
          title="Work in progress"
          onClick={() => setOpened((old) => !old)}
        >
          <Indicator label={running} size={14} disabled={running === 0}>
            <IconActivity size={17} style={{ display: 'block' }} />
          </Indicator>
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className="tray" aria-label="Jobs">
        {list.length === 0 && (
          <p className="dim small">
            Nothing is running. Intake, checks and exports show here and go on when you leave their page.
          </p>
        )}
        {list.map((job) => (
          <JobEntry key={job.jobId} job={job} />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}

function JobEntry({ job }: { job: JobRecord }) {
  return (
    <div className="tray-job">
      <div className="row">
        {job.state === 'done' && <IconCheck size={15} className="good-icon" aria-label="Done" />}
        <span className="spread truncate">{job.title}</span>
        {job.state === 'running' ? (
          <Button
            variant="default"
            size="compact-xs"
            onClick={() => call('job.cancel', { jobId: job.jobId }).catch(toastError)}
          >
            Cancel
          </Button>
        ) : (
          <>
            <span className={`pill ${job.state === 'done' ? 'good' : job.state === 'failed' ? 'bad' : ''}`}>
              {job.state}
            </span>
            <ActionIcon size={20} aria-label={`Dismiss ${job.title}`} onClick={() => jobs.forget(job.jobId)}>
              <IconX size={13} />
            </ActionIcon>
          </>
        )}
      </div>
      {job.state === 'running' && <JobProgress job={job} />}
      {job.state === 'failed' && <p className="small dim">{job.error?.message}</p>}
    </div>
  );
}
