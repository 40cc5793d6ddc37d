import { Button } from '@mantine/core';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { startJob } from '../app/client.ts';
import { JobProgress } from '../app/job-progress.tsx';
import { useJob } from '../app/jobs.ts';
import { casePath } from '../app/places.ts';
import { toastError } from '../app/toasts.tsx';
import { countryName } from '../fields/choices.ts';
import { moneyText } from '../fields/money.tsx';
import { formatCount, formatInstant } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import type { Overview } from './overview-page.tsx';

/** Where the case stands on its way to a referral. */
export function NextCard({ overview, onWrite }: { overview: Overview; onWrite(): void }) {
  const { counts, case: record } = overview;
  const steps = [
    [record.narrative !== '', 'Write the narrative', 'overview'],
    [counts.evidence > 0, 'Take in evidence', 'evidence'],
    [counts.victims > 0, 'Record the victims', 'entities'],
    [counts.events > 0, 'Put events on the timeline', 'events'],
    [counts.losses > 0, 'Record the losses', 'losses'],
    [counts.referrals > 0, 'Export a referral', 'referral'],
  ] as const;
  return (
    <section className="card" aria-label="What next">
      <h2>What next</h2>
      {steps.map(([done, title, area]) => (
        <div key={title} className="next-step">
          {done ? (
            <IconCircleCheck size={17} className="good-icon" aria-label="Done" />
          ) : (
            <IconCircle size={17} aria-label="To do" />
          )}
          <span className={done ? 'spread dim' : 'spread'}>{title}</span>
          {!done &&
            (area === 'overview' ? (
              <button type="button" className="link-button" onClick={onWrite}>
                Write it
              </button>
            ) : (
              <a href={`#${casePath(record.id, area)}`}>Go there</a>
            ))}
        </div>
      ))}
    </section>
  );
}

export function LossesCard({ overview }: { overview: Overview }) {
  return (
    <section className="card" aria-label="Losses by currency">
      <h2>Losses by currency</h2>
      {overview.losses.length === 0 ? (
        <p className="dim">None recorded.</p>
      ) : (
        <table className="plain-table" aria-label="Losses by currency">
          <thead>
            <tr>
              <th className="number">Lost</th>
              <th className="number">Recovered</th>
            </tr>
          </thead>
          <tbody>
            {overview.losses.map(({ lost, recovered }) => (
              <tr key={lost.currency}>
                <td className="number">{moneyText(lost)}</td>
                <td className="number dim">{moneyText(recovered)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

export function CountriesCard({ overview }: { overview: Overview }) {
  const most = Math.max(1, ...overview.victimsByCountry.map((each) => each.victims));
  return (
    <section className="card" aria-label="Victims by country">
      <h2>Victims by country</h2>
      {overview.victimsByCountry.length === 0 && (
        <p className="dim">No victims yet. Give each a country: it decides who can act.</p>
      )}
      {overview.victimsByCountry.map((each) => (
        <div key={each.country} className="country-row">
          <span className="truncate">{each.country ? countryName(each.country) : 'Country not known'}</span>
          <div className="share-bar" style={{ width: `${(each.victims / most) * 100}%` }} />
          <strong className="number">{each.victims.toLocaleString('en')}</strong>
          <span className="dim small truncate" title={each.losses.map(moneyText).join(', ')}>
            {each.losses.map(moneyText).join(', ')}
          </span>
        </div>
      ))}
    </section>
  );
}

/** Whether the stored bytes are still what was taken in. */
export function IntegrityCard({ overview }: { overview: Overview }) {
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob<'evidence.verify'>(jobId);
  const { failed, lastVerifiedAt } = overview.integrity;
  return (
    <section className="card form" aria-label="Integrity of evidence">
      <h2 style={{ margin: 0 }}>Integrity of evidence</h2>
      {failed > 0 ? (
        <Notice tone="bad" title={`${formatCount(failed, 'piece')} failed the last check`}>
          Open the evidence list, sorted by last check.
        </Notice>
      ) : (
        <p className="dim">
          {lastVerifiedAt
            ? `Last verified ${formatInstant(lastVerifiedAt)} UTC. Nothing failed.`
            : overview.counts.evidence
              ? 'Not verified again since it was taken in.'
              : 'Nothing to verify yet.'}
        </p>
      )}
      {job.running && job.record && <JobProgress job={job.record} />}
      {job.result && (
        <p>
          {formatCount(job.result.ok, 'piece')} whole
          {job.result.failed.length ? `, ${job.result.failed.length} failed` : ', none failed'}.
        </p>
      )}
      <div className="form-actions">
        <Button
          variant="default"
          disabled={!overview.counts.evidence}
          loading={job.running}
          onClick={() =>
            void startJob('evidence.verify', { caseId: overview.case.id }).then(setJobId, toastError)
          }
        >
          Verify all
        </Button>
      </div>
    </section>
  );
}
