import { Progress } from '@mantine/core';
import { formatBytes } from '../ui/format.ts';
import { type JobRecord, shareDone } from './jobs.ts';

/** How far a job is, in words and as a bar. */
export function JobProgress({ job }: { job: JobRecord }) {
  const share = shareDone(job);
  const progress = job.progress;
  const amount = (value: number) =>
    progress?.unit === 'bytes' ? formatBytes(value) : value.toLocaleString('en');
  return (
    <div className="stack" style={{ gap: 4 }}>
      <Progress
        size="sm"
        value={share === null ? 100 : share * 100}
        animated={share === null}
        striped={share === null}
        aria-label={`Progress of ${job.title}`}
      />
      <div className="row small dim" style={{ minWidth: 0 }}>
        <span>{progress?.stage ?? 'Starting'}</span>
        {progress && progress.total !== null && (
          <span>
            {amount(progress.done)} of {amount(progress.total)}
            {progress.unit === 'bytes' ? '' : ` ${progress.unit}`}
          </span>
        )}
        {progress?.current && <bdi className="truncate">{progress.current}</bdi>}
      </div>
    </div>
  );
}
