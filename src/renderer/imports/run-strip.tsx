import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconFileImport, IconListSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { TableMapping } from '../../shared/contract/import-table.ts';
import { jobResult, startJob } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { JobProgress } from '../app/job-progress.tsx';
import { useJob } from '../app/jobs.ts';
import { casePath, go } from '../app/places.ts';
import { toastError } from '../app/toasts.tsx';
import { TrialResult } from './trial-result.tsx';

/** From questions to a trial of all rows, and from a trial to the import. A change of the mapping wants a new trial. */
export function RunStrip(props: {
  caseId: string;
  evidenceId: string;
  mapping: TableMapping;
  questions: readonly string[];
  rememberable: boolean;
}) {
  const { caseId, evidenceId, mapping, questions } = props;
  const [started, setStarted] = useState<{ jobId: string; mapping: TableMapping } | null>(null);
  const [running, setRunning] = useState<string | null>(null);
  const [remember, setRemember] = useState<string | null>(null);
  const trial = useJob<'import.table'>(started?.jobId ?? null);
  const run = useJob<'import.table'>(running);
  const tried = started?.mapping === mapping ? trial.result : null;
  const tryAll = () =>
    void startJob('import.table', { evidenceId, mapping, trial: true }).then(
      (jobId) => setStarted({ jobId, mapping }),
      toastError,
    );
  const importAll = async () => {
    const jobId = await startJob('import.table', {
      evidenceId,
      mapping,
      ...(remember?.trim() ? { remember: remember.trim() } : {}),
    });
    setRunning(jobId);
    const { batchId } = await jobResult<'import.table'>(jobId);
    if (batchId) go(casePath(caseId, 'imports', { id: batchId }));
  };
  const busy = trial.running || run.running;
  return (
    <div className="run-strip">
      <div className="row wrap">
        <Button
          variant={tried ? 'default' : 'filled'}
          leftSection={<IconListSearch size={15} />}
          disabled={questions.length > 0 || busy}
          onClick={tryAll}
        >
          Try all rows
        </Button>
        <Button
          variant={tried ? 'filled' : 'default'}
          leftSection={<IconFileImport size={15} />}
          disabled={!tried || questions.length > 0 || busy}
          // The failure is shown below, with the job.
          onClick={() => void importAll().catch(() => undefined)}
        >
          {tried ? `Import ${(tried.counts.rows ?? 0).toLocaleString('en')} rows` : 'Import'}
        </Button>
        {props.rememberable && (
          <Checkbox
            size="xs"
            label="Remember for tables with these headers"
            checked={remember !== null}
            onChange={(event) => setRemember(event.currentTarget.checked ? '' : null)}
          />
        )}
        {remember !== null && (
          <TextInput
            size="xs"
            aria-label="Name of the mapping"
            placeholder="Name, such as Complaint centre, monthly"
            w={240}
            value={remember}
            onChange={(event) => setRemember(event.currentTarget.value)}
          />
        )}
        <div className="spread" />
        {questions.length > 0 && <span className="dim small run-questions">{questions.join(' ')}</span>}
        {questions.length === 0 && !tried && !busy && (
          <span className="dim small">A trial reads every row and writes nothing.</span>
        )}
      </div>
      {trial.running && trial.record && <JobProgress job={trial.record} />}
      {run.running && run.record && <JobProgress job={run.record} />}
      <ErrorNotice error={trial.error ?? run.error} />
      {tried && !run.running && <TrialResult result={tried} />}
    </div>
  );
}
