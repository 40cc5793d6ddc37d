import { Button } from '@mantine/core';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useJob } from '../app/jobs.ts';
import { go } from '../app/places.ts';
import { RunningJob } from '../app/running-job.tsx';
import { toastError } from '../app/toasts.tsx';
import { CopyValue } from '../fields/copy-value.tsx';
import { Facts } from '../ui/facts.tsx';
import { formatBytes } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';

/** An export in hand, and what came of it. */
export function ExportStrip(props: { jobId: string | null; onClose(): void }) {
  const job = useJob<'referral.export'>(props.jobId);
  if (!props.jobId) return null;
  const close = (
    <Button variant="default" size="compact-xs" onClick={props.onClose}>
      Close
    </Button>
  );
  const result = job.result;
  return (
    <div
      style={{ padding: '10px 16px', borderBottom: '1px solid var(--line)', background: 'var(--surface)' }}
    >
      {job.running && job.record && <RunningJob job={job.record} cancel="Cancel export" />}
      <ErrorNotice error={job.error} action={close} />
      {result && (
        <Notice
          tone="good"
          title={`Referral exported and sealed, version ${result.referral.version}`}
          action={
            <div className="row">
              <Button
                variant="default"
                size="compact-xs"
                onClick={() => window.proffer.showInFolder(result.path).catch(toastError)}
              >
                Show in folder
              </Button>
              <Button
                size="compact-xs"
                onClick={() =>
                  go(
                    `/verify?${new URLSearchParams({ path: result.path, key: result.referral.fingerprint })}`,
                  )
                }
              >
                Verify now
              </Button>
              {close}
            </div>
          }
        >
          <Facts
            rows={[
              ['File', <CopyValue key="f" value={result.path} what="path of the package" mono={false} />],
              ['Size', formatBytes(result.referral.packageBytes)],
              [
                'SHA-256',
                <CopyValue key="s" value={result.referral.packageSha256} what="SHA-256 of the package" />,
              ],
              ['Sealed by', <CopyValue key="k" value={result.referral.fingerprint} what="fingerprint" />],
            ]}
          />
          <p className="dim small" style={{ marginTop: 4 }}>
            Tell the agency the fingerprint through another channel than the package.
          </p>
        </Notice>
      )}
    </div>
  );
}
