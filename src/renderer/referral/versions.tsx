import { Button } from '@mantine/core';
import type { Output } from '../../shared/contract/index.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { go } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { toastError } from '../app/toasts.tsx';
import { CopyValue } from '../fields/copy-value.tsx';
import { formatBytes, formatCount, formatInstant } from '../ui/format.ts';

type Referral = Output<'referral.get'>;

/** Packages sealed so far; none replaces another. */
export function Versions({ caseId }: { caseId: string }) {
  const answer = useCall('referral.list', { caseId, limit: 200, sort: 'sealedAt', direction: 'descending' });
  const rows = answer.data?.rows ?? [];
  return (
    <section className="card" aria-label="Sealed packages">
      <h2>Sealed packages</h2>
      <ErrorNotice error={answer.error} />
      {answer.data && rows.length === 0 && (
        <p className="dim">None yet. Each export is kept here with its hash.</p>
      )}
      {rows.map((row) => (
        <Version key={row.id} row={row} />
      ))}
    </section>
  );
}

function Version({ row }: { row: Referral }) {
  return (
    <div className="next-version" style={{ padding: '6px 0', borderBottom: '1px solid var(--line)' }}>
      <div className="row">
        <strong className="spread">
          {row.agencyName}, version {row.version}
        </strong>
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={`Show ${row.packageName} in folder`}
          onClick={() => window.proffer.showInFolder(row.packagePath).catch(toastError)}
        >
          Show
        </Button>
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={`Verify ${row.packageName}`}
          onClick={() =>
            go(`/verify?${new URLSearchParams({ path: row.packagePath, key: row.fingerprint })}`)
          }
        >
          Verify
        </Button>
      </div>
      <div className="dim small">
        Sealed {formatInstant(row.sealedAt)} UTC, {formatCount(row.exhibits, 'exhibit')},{' '}
        {formatBytes(row.packageBytes)}
      </div>
      <div className="small">
        <CopyValue
          value={row.packageSha256}
          shown={`SHA-256 ${row.packageSha256.slice(0, 16)}…`}
          what={`SHA-256 of ${row.packageName}`}
        />
      </div>
    </div>
  );
}
