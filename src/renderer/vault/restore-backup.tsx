import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { startJob } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { JobProgress } from '../app/job-progress.tsx';
import { useJob } from '../app/jobs.ts';
import { formatBytes, formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { FolderChoice } from './folder-choice.tsx';
import { GateFrame } from './gate-frame.tsx';

/** Puts a backup into a new place; the backup stays as it is. */
export function RestoreBackup(props: { onBack(): void; onOpen(folder: string): void }) {
  const [backup, setBackup] = useState<string | null>(null);
  const [folder, setFolder] = useState<string | null>(null);
  const [way, setWay] = useState<'passphrase' | 'recovery'>('passphrase');
  const [passphrase, setPassphrase] = useState('');
  const [recoveryKey, setRecoveryKey] = useState('');
  const [jobId, setJobId] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const job = useJob<'vault.restore'>(jobId);
  const start = async () => {
    if (!backup || !folder) return;
    setError(null);
    try {
      setJobId(
        await startJob('vault.restore', {
          backup,
          folder,
          ...(way === 'passphrase' ? { passphrase } : { recoveryKey }),
        }),
      );
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <GateFrame
      title="Restore a backup"
      lead="Every file is checked before the copy counts. The backup itself is not changed."
      onBack={props.onBack}
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <FolderChoice label="Backup" kind="open" value={backup} onChange={setBackup} />
        <FolderChoice label="New place" kind="save" value={folder} onChange={setFolder} />
        <SegmentedControl
          aria-label="How to open the backup"
          value={way}
          onChange={(value) => setWay(value as typeof way)}
          data={[
            { value: 'passphrase', label: 'With passphrase' },
            { value: 'recovery', label: 'With recovery key' },
          ]}
        />
        {way === 'passphrase' ? (
          <PasswordInput
            label="Passphrase of the backup"
            required
            visibilityToggleButtonProps={{ 'aria-label': 'Show passphrase of the backup' }}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
        ) : (
          <TextInput
            label="Recovery key of the backup"
            required
            autoComplete="off"
            spellCheck={false}
            classNames={{ input: 'mono' }}
            value={recoveryKey}
            onChange={(event) => setRecoveryKey(event.currentTarget.value)}
          />
        )}
        <ErrorNotice error={error ?? job.error} />
        {job.running && job.record && <JobProgress job={job.record} />}
        {job.result ? (
          <Notice
            tone="good"
            title="Restored"
            action={<Button onClick={() => props.onOpen(job.result!.folder)}>Open it</Button>}
          >
            {formatCount(job.result.evidenceFiles, 'evidence file')}, {formatBytes(job.result.sizeBytes)}, all
            checked.
          </Notice>
        ) : (
          <div className="form-actions">
            <Button
              type="submit"
              disabled={!backup || !folder || !(way === 'passphrase' ? passphrase : recoveryKey.trim())}
              loading={job.running}
            >
              Restore
            </Button>
          </div>
        )}
      </form>
    </GateFrame>
  );
}
