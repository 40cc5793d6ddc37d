import './reading.css';
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { startJob } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useJobs } from '../app/jobs.ts';
import { casePath } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { RunningJob } from '../app/running-job.tsx';
import { toastError } from '../app/toasts.tsx';
import { formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { createStore, useStore } from '../ui/store.ts';
import { findingText } from './reading-words.ts';

/** How many unreadable pieces a person has taken note of, by case: the strip comes back when there are others. */
const noted = createStore<ReadonlyMap<string, number>>(new Map());

/** Where reading of a case stands: what runs, what waits, what could not be read. Nothing where all is well. */
export function ReadingStrip({ caseId }: { caseId: string }) {
  const summary = useCall('reading.summary', { caseId });
  const job = useJobs().find(
    (one) => one.method === 'evidence.read' && one.caseId === caseId && one.state === 'running',
  );
  const [listing, setListing] = useState(false);
  const { unread = 0, waiting = 0, failed: allFailed = 0 } = summary.data ?? {};
  const failed = useStore(noted).get(caseId) === allFailed ? 0 : allFailed;
  const left = unread + waiting;
  if (!job && left === 0 && failed === 0) return null;
  return (
    <div className="batch-strip">
      {job && <RunningJob job={job} cancel="Stop reading" />}
      {!job && left > 0 && (
        <Notice
          action={
            <Button
              variant="default"
              size="compact-xs"
              onClick={() => startJob('evidence.read', { caseId }).catch(toastError)}
            >
              Read {left === 1 ? 'it' : 'them'}
            </Button>
          }
        >
          {formatCount(left, 'piece')} not read yet: what {left === 1 ? 'it says' : 'they say'} cannot be
          searched.
        </Notice>
      )}
      {failed > 0 && (
        <Notice
          tone="warn"
          action={
            <div className="row">
              <Button variant="default" size="compact-xs" onClick={() => setListing(true)}>
                Show
              </Button>
              <Button
                variant="default"
                size="compact-xs"
                onClick={() => noted.set((old) => new Map(old).set(caseId, allFailed))}
              >
                Close
              </Button>
            </div>
          }
        >
          {formatCount(failed, 'piece')} could not be read. The files themselves are whole.
        </Notice>
      )}
      {listing && <FailedReadings caseId={caseId} onClose={() => setListing(false)} />}
    </div>
  );
}

function FailedReadings(props: { caseId: string; onClose(): void }) {
  const answer = useCall('reading.list', { caseId: props.caseId, state: 'failed', limit: 500 });
  return (
    <Modal opened size="lg" onClose={props.onClose} title="Could not be read">
      <ErrorNotice error={answer.error} />
      <ul className="reading-list">
        {answer.data?.rows.map((row) => (
          <li key={`${row.evidenceId} ${row.step}`}>
            <a
              href={`#${casePath(props.caseId, 'evidence', { id: row.evidenceId })}`}
              onClick={props.onClose}
            >
              <span className="mono">{row.exhibit}</span> <bdi>{revealHidden(row.name)}</bdi>
            </a>
            {row.findings.map((finding) => (
              <div key={`${finding.code} ${finding.place}`} className="dim small">
                {revealHidden(findingText(finding))}
              </div>
            ))}
          </li>
        ))}
      </ul>
      {answer.data && answer.data.total > answer.data.rows.length && (
        <p className="dim">{answer.data.total - answer.data.rows.length} more are not listed here.</p>
      )}
    </Modal>
  );
}
