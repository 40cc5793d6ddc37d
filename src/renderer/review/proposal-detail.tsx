import { Button, Loader } from '@mantine/core';
import type { Output } from '../../shared/contract/index.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { call } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { casePath, go } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { toastError } from '../app/toasts.tsx';
import { Section, SidePanel } from '../ui/side-panel.tsx';
import { EntityPart, EventPart, LinkPart, LossPart } from './proposal-parts.tsx';

type Body = Output<'proposal.get'>['body'];

/** One proposal, each part with the words it comes from; changes are kept as they are made. */
export function ProposalDetail(props: { caseId: string; id: string; onClose(): void }) {
  const answer = useCall('proposal.get', { id: props.id });
  const proposal = answer.data;
  if (!proposal)
    return (
      <SidePanel label="Proposal" title="Proposal" wide onClose={props.onClose}>
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
        {answer.isLoading && <Loader aria-label="Reading" />}
      </SidePanel>
    );
  const { body } = proposal;
  const locked = proposal.state !== 'open';
  const save = (next: Body) => {
    call('proposal.update', { id: proposal.id, body: next }).catch(toastError);
  };
  const put =
    <K extends keyof Body>(list: K) =>
    (part: Body[K][number]) =>
      save({ ...body, [list]: body[list].map((one) => (one.key === part.key ? part : one)) });
  const nameOf = (key: string) => body.entities.find((one) => one.key === key)?.display ?? key;
  return (
    <SidePanel
      label="Proposal"
      wide
      title={<bdi>{revealHidden(proposal.title)}</bdi>}
      below={
        <div className="row">
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => go(casePath(props.caseId, 'evidence', { id: proposal.evidence.id }))}
          >
            <bdi>{revealHidden(proposal.evidence.name)}</bdi>
          </Button>
          {proposal.edited && <span className="pill">Edited</span>}
          {locked && <span className="pill">{proposal.state === 'accepted' ? 'Accepted' : 'Rejected'}</span>}
        </div>
      }
      onClose={props.onClose}
    >
      <Section title="People and things">
        {body.entities.map((part) => (
          <EntityPart key={part.key} part={part} locked={locked} onChange={put('entities')} />
        ))}
      </Section>
      {body.losses.length > 0 && (
        <Section title="Losses">
          {body.losses.map((part) => (
            <LossPart key={part.key} part={part} nameOf={nameOf} locked={locked} onChange={put('losses')} />
          ))}
        </Section>
      )}
      {body.events.length > 0 && (
        <Section title="Events">
          {body.events.map((part) => (
            <EventPart key={part.key} part={part} nameOf={nameOf} locked={locked} onChange={put('events')} />
          ))}
        </Section>
      )}
      {body.links.length > 0 && (
        <Section title="Links">
          {body.links.map((part) => (
            <LinkPart key={part.key} part={part} nameOf={nameOf} locked={locked} onChange={put('links')} />
          ))}
        </Section>
      )}
    </SidePanel>
  );
}
