import './overview.css';
import { Button, Loader } from '@mantine/core';
import { IconEdit, IconEye, IconEyeOff } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { caseStatuses, organisationParts, schemes } from '../../shared/domain/kinds.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { hideRecord } from '../app/hide-record.tsx';
import { casePath } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { useCommands } from '../app/use-commands.ts';
import { CaseTimeline } from '../fields/case-timeline.tsx';
import { labelOf } from '../fields/choices.ts';
import { MarkingBadge } from '../fields/marking.tsx';
import { nexusRecipient } from '../fields/nexus-recipient.ts';
import { Facts } from '../ui/facts.tsx';
import { formatBytes, formatInstant } from '../ui/format.ts';
import { EditCase } from './edit-case.tsx';
import { CountriesCard, IntegrityCard, LossesCard, NextCard } from './overview-cards.tsx';

export type Overview = Output<'case.overview'>;

async function hide(record: Overview['case']): Promise<void> {
  const done = await hideRecord('case.hide', record, {
    noun: 'case',
    hides: 'It leaves the list but nothing is deleted: “Show hidden” brings it back, and the log keeps both.',
    returns: 'It stands in the list of cases again.',
  });
  if (done) toast(record.hidden ? 'The case is back.' : 'The case is hidden.');
}

/** The case at a glance, and its own facts to edit. */
export function OverviewPage({ caseId }: { caseId: string }) {
  const answer = useCall('case.overview', { id: caseId });
  const [editing, setEditing] = useState(false);
  useCommands([
    {
      id: 'case.edit',
      title: 'Edit the facts of the case',
      group: 'Case',
      shortcut: 'F2',
      run: () => setEditing(true),
    },
  ]);
  const overview = answer.data;
  if (answer.error) {
    return (
      <div className="page-body padded">
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
      </div>
    );
  }
  if (!overview) {
    return (
      <div className="empty" aria-busy>
        <Loader aria-label="Reading the case" />
      </div>
    );
  }
  const record = overview.case;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{record.title}</h1>
        {record.hidden && <span className="pill warn">Hidden</span>}
        <div className="spread" />
        <Button
          variant="default"
          leftSection={record.hidden ? <IconEye size={15} /> : <IconEyeOff size={15} />}
          onClick={() => void hide(record).catch(toastError)}
        >
          {record.hidden ? 'Bring back' : 'Hide'}
        </Button>
        <Button leftSection={<IconEdit size={15} />} onClick={() => setEditing(true)}>
          Edit case
        </Button>
      </header>
      <div className="page-body padded">
        <Figures overview={overview} />
        <div className="overview">
          <div className="column">
            <section className="card" aria-label="Facts">
              <h2>Facts</h2>
              <Facts
                rows={[
                  [
                    'Reference',
                    <span key="r" className="mono">
                      {record.reference}
                    </span>,
                  ],
                  ['Scheme', labelOf(schemes, record.scheme)],
                  ['Status', labelOf(caseStatuses, record.status)],
                  ['Lead', record.lead && <bdi>{record.lead}</bdi>],
                  ['Marking', <MarkingBadge key="m" marking={record.marking} />],
                  [
                    'Organisations',
                    record.organisations.length > 0 && (
                      <ul key="o" style={{ listStyle: 'none' }}>
                        {record.organisations.map((each) => (
                          <li key={`${each.name} ${each.part}`}>
                            <bdi>{each.name}</bdi>{' '}
                            <span className="dim">{labelOf(organisationParts, each.part)}</span>
                          </li>
                        ))}
                      </ul>
                    ),
                  ],
                  ['Opened', `${formatInstant(record.createdAt)} UTC`],
                  ['Changed', `${formatInstant(record.changedAt)} UTC`],
                ]}
              />
            </section>
            <section className="card" aria-label="Narrative">
              <h2>Narrative</h2>
              {record.narrative ? (
                <p className="narrative">{record.narrative}</p>
              ) : (
                <p className="dim">Not written yet. It opens the referral: what happened, to whom, how.</p>
              )}
              {record.nexus.map(({ recipient, text }) => (
                <Fragment key={recipient}>
                  <h2 style={{ marginTop: 14 }}>Jurisdiction: {nexusRecipient(recipient)}</h2>
                  <p className="narrative">{text}</p>
                </Fragment>
              ))}
            </section>
            <section className="card" aria-label="Timeline">
              <h2>Timeline</h2>
              {overview.counts.events ? (
                <div className="mini-timeline">
                  <CaseTimeline caseId={caseId} lanes="role" compact />
                </div>
              ) : (
                <p className="dim">
                  No events yet. <a href={`#${casePath(caseId, 'events')}`}>Add the first one</a>.
                </p>
              )}
            </section>
          </div>
          <div className="column">
            <NextCard overview={overview} onWrite={() => setEditing(true)} />
            <LossesCard overview={overview} />
            <CountriesCard overview={overview} />
            <IntegrityCard overview={overview} />
          </div>
        </div>
      </div>
      <EditCase record={record} opened={editing} onClose={() => setEditing(false)} />
    </div>
  );
}

function Figures({ overview }: { overview: Overview }) {
  const { counts } = overview;
  const id = overview.case.id;
  const figures = [
    ['Victims', counts.victims, casePath(id, 'entities', { role: 'victim' }), ''],
    ['Evidence', counts.evidence, casePath(id, 'evidence'), formatBytes(counts.evidenceBytes)],
    ['Events', counts.events, casePath(id, 'events'), ''],
    ['Entities', counts.entities, casePath(id, 'entities'), ''],
    ['Links', counts.links, casePath(id, 'entities'), ''],
    ['Losses', counts.losses, casePath(id, 'losses'), ''],
    ['Referrals', counts.referrals, casePath(id, 'referral'), ''],
  ] as const;
  return (
    <nav className="figures" aria-label="Counts">
      {figures.map(([name, count, path, note]) => (
        <a key={name} className="figure" href={`#${path}`}>
          <strong>{count.toLocaleString('en')}</strong>
          <span>{note ? `${name}, ${note}` : name}</span>
        </a>
      ))}
    </nav>
  );
}
