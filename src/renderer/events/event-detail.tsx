import { Button, Loader } from '@mantine/core';
import { eventKinds, eventParts } from '../../shared/domain/kinds.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { hideRecord } from '../app/hide-record.tsx';
import { casePath } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { labelOf } from '../fields/choices.ts';
import { EntityName } from '../fields/entity-kind.tsx';
import { MarkingBadge } from '../fields/marking.tsx';
import { whenWords } from '../fields/when-text.tsx';
import { Facts } from '../ui/facts.tsx';
import { formatInstant } from '../ui/format.ts';
import { Section, SidePanel } from '../ui/side-panel.tsx';

async function hide(record: { id: string; hidden: boolean }): Promise<void> {
  const done = await hideRecord('event.hide', record, {
    noun: 'event',
    hides: 'It leaves the list, the timeline and referrals. Nothing is deleted.',
    returns: 'It stands in the list again.',
  });
  if (done) toast(record.hidden ? 'The event is back.' : 'The event is hidden.');
}

export function EventDetail(props: { caseId: string; id: string; onClose(): void; onEdit(): void }) {
  const answer = useCall('event.get', { id: props.id });
  const record = answer.data;
  if (!record) {
    return (
      <SidePanel label="Event details" title="Event" onClose={props.onClose}>
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
        {answer.isLoading && <Loader aria-label="Reading" />}
      </SidePanel>
    );
  }
  const words = whenWords(record.when);
  return (
    <SidePanel
      label="Event details"
      title={<bdi>{record.title}</bdi>}
      below={
        <div className="row wrap">
          <span className="pill">{labelOf(eventKinds, record.kind)}</span>
          <MarkingBadge marking={record.marking} />
          {record.hidden && <span className="pill warn">Hidden</span>}
        </div>
      }
      actions={
        <>
          <Button variant="default" size="compact-sm" onClick={props.onEdit}>
            Edit
          </Button>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => void hide(record).catch(toastError)}
          >
            {record.hidden ? 'Bring back' : 'Hide'}
          </Button>
        </>
      }
      onClose={props.onClose}
    >
      <Section title="When">
        <Facts
          rows={[
            ['Local', words.local],
            ['UTC', words.utc],
            ['As written', <bdi key="w">{record.when.asWritten}</bdi>],
            [
              'EDTF',
              <span key="e" className="mono">
                {record.when.edtf}
              </span>,
            ],
            [
              'Assumed',
              record.when.assumed.length > 0 && (
                <span style={{ color: 'var(--warn)' }}>{record.when.assumed.join('; ')}</span>
              ),
            ],
            ['Learnt', record.learnt && whenWords(record.learnt).text],
            ['Entered', `${formatInstant(record.createdAt)} UTC`],
          ]}
        />
      </Section>
      {record.description && (
        <Section title="Description">
          <p style={{ whiteSpace: 'pre-wrap' }}>{record.description}</p>
        </Section>
      )}
      <Section title="Taking part">
        {record.participants.length === 0 && <p className="dim">Nobody yet.</p>}
        {record.participants.map((each) => (
          <div key={`${each.entityId} ${each.part}`} className="row">
            <a
              className="truncate spread"
              href={`#${casePath(props.caseId, 'entities', { id: each.entityId })}`}
            >
              <EntityName kind={each.kind} display={each.display} />
            </a>
            <span className="dim">{labelOf(eventParts, each.part)}</span>
          </div>
        ))}
      </Section>
      <Section title="Rests on">
        {record.evidence.length === 0 && <p className="dim">No evidence yet. A reader will ask for it.</p>}
        {record.evidence.map((each) => (
          <div key={each.id}>
            <a href={`#${casePath(props.caseId, 'evidence', { id: each.id })}`}>
              {each.number} <bdi>{each.name}</bdi>
            </a>
          </div>
        ))}
      </Section>
    </SidePanel>
  );
}
