import { Button } from '@mantine/core';
import { useState } from 'react';
import type { JobResult } from '../../shared/contract/index.ts';
import { call, startJob } from '../app/client.ts';
import { confirm } from '../app/confirm.tsx';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useJob, useJobs } from '../app/jobs.ts';
import { useCall } from '../app/queries.ts';
import { RunningJob } from '../app/running-job.tsx';
import { toastError } from '../app/toasts.tsx';
import { AndMore } from '../ui/and-more.tsx';
import { formatBytes, formatCount, formatLocal } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { useStore } from '../ui/store.ts';
import { followIntake, forgetIntake, intakes } from './intake-state.ts';
import { LeftOutDialog } from './left-out-dialog.tsx';

const reasons: Record<JobResult<'evidence.intake'>['refused'][number]['reason'], string> = {
  link: 'A link',
  'outside-folder': 'Leads out of the folder',
  folder: 'A folder where a file was named',
  device: 'A device',
  fifo: 'A pipe',
  socket: 'A socket',
  unreadable: 'Cannot be read',
  vanished: 'Vanished',
  'changed-while-read': 'Changed while it was read',
  'inside-vault': 'Belongs to the vault itself',
};

const mostRefused = 200;

/** The intake in hand, how the last one ended, and batches that were cut short. */
export function Batches({ caseId }: { caseId: string }) {
  const jobId = useStore(intakes)[caseId] ?? null;
  const job = useJob<'evidence.intake'>(jobId);
  const others = useJobs().some(
    (each) =>
      each.caseId === caseId &&
      each.state === 'running' &&
      ['evidence.intake', 'evidence.resumeIntake'].includes(each.method),
  );
  const answer = useCall('evidence.batches', { caseId });
  const cut = (answer.data?.batches ?? []).filter(
    (batch) => !batch.undone && (batch.state === 'interrupted' || batch.state === 'cancelled'),
  );
  const resume = async (batchId: string) => {
    try {
      followIntake(caseId, await startJob('evidence.resumeIntake', { batchId }));
    } catch (error) {
      toastError(error);
    }
  };
  const stop = async () => {
    const yes = await confirm({
      title: 'Stop this intake?',
      body: 'What was taken in so far is kept and whole. You can go on with it later.',
      confirm: 'Stop intake',
    });
    if (yes !== null && jobId) await call('job.cancel', { jobId });
  };
  const [shown, setShown] = useState<string | null>(null);
  const gone = (answer.data?.batches ?? []).filter((batch) => !batch.undone && batch.leftOutGone > 0);
  const takeGone = async (batchId: string) => {
    try {
      await startJob('evidence.takeLeftOut', { batchId, which: 'gone' });
    } catch (error) {
      toastError(error);
    }
  };
  const showCut = cut.length > 0 && !others && !job.running;
  if (!jobId && !showCut && gone.length === 0) return null;
  return (
    <div className="batch-strip">
      {job.running && job.record && (
        <RunningJob job={job.record} cancel="Cancel intake" onCancel={() => void stop().catch(toastError)} />
      )}
      {job.error && job.error.code !== 'cancelled' && (
        <ErrorNotice
          error={job.error}
          action={
            <Button variant="default" size="compact-xs" onClick={() => forgetIntake(caseId)}>
              Close
            </Button>
          }
        />
      )}
      {job.result && (
        <Result result={job.result} onClose={() => forgetIntake(caseId)} onShowLeftOut={setShown} />
      )}
      {gone.slice(0, 3).map((batch) => (
        <Notice
          key={batch.id}
          tone="warn"
          title={`${formatCount(batch.leftOutGone, 'file')} left out for the sake of evidence that is hidden now`}
          action={
            <>
              <Button variant="default" size="compact-xs" onClick={() => setShown(batch.id)}>
                Show
              </Button>
              <Button variant="default" size="compact-xs" onClick={() => void takeGone(batch.id)}>
                Take in
              </Button>
            </>
          }
        >
          By the intake of {formatLocal(batch.startedAt)}: no other piece in sight has their content.
        </Notice>
      ))}
      <LeftOutDialog caseId={caseId} batchId={shown} onClose={() => setShown(null)} />
      {showCut &&
        cut.slice(0, 3).map((batch) => (
          <Notice
            key={batch.id}
            tone="warn"
            title="Intake cut short"
            action={
              <Button variant="default" size="compact-xs" onClick={() => void resume(batch.id)}>
                Go on
              </Button>
            }
          >
            Begun {formatLocal(batch.startedAt)}; {formatCount(batch.added, 'file')} taken in and whole, the
            rest not yet: <bdi>{batch.roots.join(', ')}</bdi>
          </Notice>
        ))}
      {showCut && (
        <AndMore all={cut.length} shown={3}>
          , offered once these are whole
        </AndMore>
      )}
    </div>
  );
}

function Result(props: {
  result: JobResult<'evidence.intake'>;
  onClose(): void;
  onShowLeftOut(batchId: string): void;
}) {
  const { result } = props;
  const refused = result.refused.length;
  return (
    <Notice
      tone={refused ? 'warn' : 'good'}
      title={`${formatCount(result.added, 'file')} taken in, ${formatBytes(result.addedBytes)}`}
      action={
        <Button variant="default" size="compact-xs" onClick={props.onClose}>
          Close
        </Button>
      }
    >
      {result.sharedContent > 0 && (
        <p>
          {formatCount(result.sharedContent, 'file')} had content the vault held already; it is stored once.
        </p>
      )}
      {result.repaired > 0 && (
        <p>
          The stored copy of {formatCount(result.repaired, 'file')} was damaged; the bytes just read took its
          place.
        </p>
      )}
      {result.leftOut.length > 0 && (
        <p className="row">
          {formatCount(result.leftOut.length, 'file')} left out, as the case has{' '}
          {result.leftOut.length === 1 ? 'it' : 'them'}.
          <Button variant="subtle" size="compact-xs" onClick={() => props.onShowLeftOut(result.batchId)}>
            Show which
          </Button>
        </p>
      )}
      {!result.complete && <p>The intake did not reach its end.</p>}
      {refused > 0 && (
        <details open={refused <= 5}>
          <summary>{formatCount(refused, 'file')} not taken in</summary>
          <table className="plain-table" aria-label="Files not taken in" style={{ marginTop: 6 }}>
            <tbody>
              {result.refused.slice(0, mostRefused).map((each) => (
                <tr key={each.path}>
                  <td>
                    <bdi>{each.path}</bdi>
                  </td>
                  <td>{reasons[each.reason]}</td>
                  <td className="dim">{each.message}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <AndMore all={result.refused.length} shown={mostRefused} />
        </details>
      )}
    </Notice>
  );
}
