import './verify.css';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconArrowLeft, IconFileZip, IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { startJob } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useJob } from '../app/jobs.ts';
import { go, usePlace } from '../app/places.ts';
import { RunningJob } from '../app/running-job.tsx';
import { useVaultStatus } from '../app/session.ts';
import { toastError } from '../app/toasts.tsx';
import { Empty } from '../ui/empty.tsx';
import { FileDrop } from '../ui/file-drop.tsx';
import { VerifyResult } from './verify-result.tsx';

/** Checks a package. Needs no vault, writes nothing. */
export function VerifyPage() {
  const { search } = usePlace();
  const open = useVaultStatus().data?.state === 'unlocked';
  const [path, setPath] = useState<string | null>(null);
  const [fingerprint, setFingerprint] = useState(typeof search.key === 'string' ? search.key : '');
  const [fileHash, setFileHash] = useState(true);
  const [jobId, setJobId] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const job = useJob<'verify.package'>(jobId);

  const verify = (target: string, key: string) => {
    setPath(target);
    setError(null);
    setJobId(null);
    startJob('verify.package', {
      path: target,
      fileHash,
      ...(key.trim() ? { fingerprint: key.trim() } : {}),
    }).then(setJobId, setError);
  };
  const asked = typeof search.path === 'string' ? search.path : null;
  const begun = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a package named in the address is verified once
  useEffect(() => {
    if (!asked || begun.current === asked) return;
    begun.current = asked;
    verify(asked, fingerprint);
  }, [asked]);
  const choose = async () => {
    const [file] = await window.proffer.openFiles({
      title: 'Verify a package',
      multiple: false,
      filters: [
        { name: 'Packages', extensions: ['zip'] },
        { name: 'All files', extensions: ['*'] },
      ],
    });
    if (file) verify(file, fingerprint);
  };
  const chooseFolder = async () => {
    const folder = await window.proffer.openFolder({ title: 'Verify an unpacked package' });
    if (folder) verify(folder, fingerprint);
  };
  const buttons = (
    <>
      <Button leftSection={<IconFileZip size={15} />} onClick={() => void choose().catch(toastError)}>
        Choose package
      </Button>
      <Button variant="default" onClick={() => void chooseFolder().catch(toastError)}>
        Choose folder
      </Button>
    </>
  );
  return (
    <FileDrop label="Verify this package" onPaths={(paths) => paths[0] && verify(paths[0], fingerprint)}>
      <div className="page">
        <header className="page-head">
          {!open && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconArrowLeft size={14} />}
              onClick={() => go('/')}
            >
              Back
            </Button>
          )}
          <h1>Verify a package</h1>
          <div className="spread" />
          {path && buttons}
        </header>
        <div className="page-body padded">
          <div className="verify-page">
            <div className="card row wrap" style={{ alignItems: 'flex-end' }}>
              <TextInput
                style={{ flex: 1, minWidth: 340 }}
                label="Fingerprint or public key you were told"
                description="By telephone, on paper, in person: a package cannot vouch for itself."
                placeholder="SHA256:…"
                classNames={{ input: 'mono' }}
                value={fingerprint}
                onChange={(event) => setFingerprint(event.currentTarget.value)}
              />
              <Checkbox
                mb={30}
                label="Also the hash of the file itself"
                checked={fileHash}
                onChange={(event) => setFileHash(event.currentTarget.checked)}
              />
              {path && (
                <Button
                  mb={22}
                  variant="default"
                  loading={job.running}
                  onClick={() => verify(path, fingerprint)}
                >
                  Verify again
                </Button>
              )}
            </div>
            <ErrorNotice error={error ?? job.error} />
            {job.running && job.record && (
              <div className="card">
                <RunningJob job={job.record} cancel="Cancel" />
              </div>
            )}
            {job.result && <VerifyResult result={job.result} />}
            {!path && (
              <div className="card">
                <Empty icon={IconShieldCheck} title="Drop a package here" actions={buttons}>
                  A sealed ZIP or its unpacked folder. Its structure, every hash, the signature and the
                  custody chain are checked; nothing is written and nothing in it is run.
                </Empty>
              </div>
            )}
          </div>
        </div>
      </div>
    </FileDrop>
  );
}
