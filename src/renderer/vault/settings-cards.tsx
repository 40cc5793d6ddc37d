import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { call, startJob } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { JobProgress } from '../app/job-progress.tsx';
import { useJob } from '../app/jobs.ts';
import { useMutationCall } from '../app/queries.ts';
import { takeStatus, type VaultStatus } from '../app/session.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { CopyValue } from '../fields/copy-value.tsx';
import { formatBytes, formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { noOwner, OwnerFields } from './owner-fields.tsx';

export function OwnerCard({ status }: { status: VaultStatus }) {
  const [owner, setOwner] = useState(status.owner ?? noOwner);
  const update = useMutationCall('vault.updateOwner');
  const same = JSON.stringify(owner) === JSON.stringify(status.owner);
  return (
    <form
      className="card form"
      aria-label="Owner"
      onSubmit={(event) => {
        event.preventDefault();
        update.mutate(
          { owner },
          {
            onSuccess: (next) => {
              takeStatus(next);
              toast('Owner saved. Earlier entries keep the name they were made under.');
            },
          },
        );
      }}
    >
      <h2 style={{ margin: 0 }}>Owner</h2>
      <OwnerFields value={owner} onChange={setOwner} more />
      <ErrorNotice error={update.error} />
      <div className="form-actions">
        <Button
          type="submit"
          variant="default"
          disabled={same || !owner.person || !owner.organisation}
          loading={update.isPending}
        >
          Save owner
        </Button>
      </div>
    </form>
  );
}

export function AutoLockCard({ status }: { status: VaultStatus }) {
  const [minutes, setMinutes] = useState<number | string>(status.autoLockMinutes ?? 10);
  const save = useMutationCall('vault.setAutoLock');
  const valid = typeof minutes === 'number' && minutes >= 1 && minutes <= 240;
  return (
    <form
      className="card form"
      aria-label="Automatic lock"
      onSubmit={(event) => {
        event.preventDefault();
        if (!valid) return;
        save.mutate({ minutes }, { onSuccess: (next) => takeStatus(next) });
      }}
    >
      <h2 style={{ margin: 0 }}>Automatic lock</h2>
      <NumberInput
        size="xs"
        label="Minutes without input"
        min={1}
        max={240}
        allowDecimal={false}
        value={minutes}
        onChange={setMinutes}
        description="While work is running, such as an intake, the vault is not locked. The screen lock of the system locks the vault at once."
      />
      <ErrorNotice error={save.error} />
      <div className="form-actions">
        <Button
          type="submit"
          variant="default"
          disabled={!valid || minutes === status.autoLockMinutes}
          loading={save.isPending}
        >
          Save
        </Button>
      </div>
    </form>
  );
}

export function BackupCard() {
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob<'vault.backup'>(jobId);
  const start = async () => {
    try {
      const folder = await window.proffer.saveFolder({ title: 'Where the backup goes' });
      if (folder) setJobId(await startJob('vault.backup', { folder }));
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <section className="card form" aria-label="Backup">
      <h2 style={{ margin: 0 }}>Backup</h2>
      <p className="dim">
        A whole, encrypted, verified copy in a new folder. Put it on another disk. It opens with today’s
        passphrase and recovery key.
      </p>
      {job.running && job.record && <JobProgress job={job.record} />}
      <ErrorNotice error={job.error} />
      {job.result && (
        <Notice
          tone="good"
          title="Backed up and verified"
          action={
            <Button
              variant="default"
              size="compact-xs"
              onClick={() => window.proffer.showInFolder(job.result!.folder).catch(toastError)}
            >
              Show
            </Button>
          }
        >
          {formatCount(job.result.evidenceFiles, 'evidence file')}, {formatBytes(job.result.sizeBytes)}.
          <br />
          <CopyValue value={job.result.folder} what="folder of the backup" mono={false} />
        </Notice>
      )}
      <div className="form-actions">
        <Button variant="default" loading={job.running} onClick={() => void start()}>
          Back up…
        </Button>
      </div>
    </section>
  );
}

export function CheckCard() {
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob<'vault.check'>(jobId);
  return (
    <section className="card form" aria-label="Full check">
      <h2 style={{ margin: 0 }}>Full check</h2>
      <p className="dim">
        Reads every page of the database, every evidence file and the whole log. Changes nothing.
      </p>
      {job.running && job.record && (
        <>
          <JobProgress job={job.record} />
          <div className="form-actions">
            <Button
              variant="default"
              size="compact-xs"
              onClick={() => call('job.cancel', { jobId: jobId! }).catch(toastError)}
            >
              Cancel
            </Button>
          </div>
        </>
      )}
      <ErrorNotice error={job.error} />
      {job.result && (
        <Notice
          tone={job.result.intact ? 'good' : 'bad'}
          title={job.result.intact ? 'Everything is intact' : 'Damage was found'}
        >
          {formatCount(job.result.evidenceFiles, 'evidence file')},{' '}
          {formatCount(job.result.logEntries, 'log entry', 'log entries')}.
          <ul style={{ paddingLeft: 18 }}>
            {job.result.findings.map((finding) => (
              <li key={`${finding.code} ${finding.subject} ${finding.message}`}>{finding.message}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="form-actions">
        <Button
          variant="default"
          loading={job.running}
          onClick={() => void startJob('vault.check', {}).then(setJobId, toastError)}
        >
          Check the vault
        </Button>
      </div>
    </section>
  );
}
