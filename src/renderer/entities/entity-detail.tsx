import { ActionIcon, Button, Loader } from '@mantine/core';
import { IconArrowRight, IconPencil, IconPlus } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { aboutVictims } from '../../shared/contract/entity-forms.ts';
import type { Output } from '../../shared/contract/index.ts';
import { confidences, entityKinds, entityRoles, linkKinds } from '../../shared/domain/kinds.ts';
import { mixedScriptWarning } from '../../shared/domain/text-safety.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { hideRecord } from '../app/hide-record.tsx';
import { casePath } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { countryName, labelOf } from '../fields/choices.ts';
import { CopyValue } from '../fields/copy-value.tsx';
import { EntityName, KindIcon } from '../fields/entity-kind.tsx';
import { EntityMatches } from '../fields/entity-matches.tsx';
import { MarkingBadge } from '../fields/marking.tsx';
import { OwnContacts } from '../fields/own-contacts.tsx';
import { WhenText } from '../fields/when-text.tsx';
import { Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section, SidePanel } from '../ui/side-panel.tsx';
import { Disclosures } from './disclosures.tsx';
import { groupId } from './duplicate-group-id.ts';
import { DuplicateNotice } from './duplicate-notice.tsx';
import { fieldsInForm } from './entity-draft.ts';
import { EntityEditor } from './entity-editor.tsx';
import { factWords } from './fact-words.ts';
import { fieldFact, VictimFacts } from './field-facts.tsx';
import { LinkEditor } from './link-editor.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { VictimMoney } from './victim-money.tsx';

type EntityRecord = Output<'entity.get'>;
const people: ReadonlySet<string> = new Set(['person', 'organisation']);

async function hide(record: EntityRecord): Promise<void> {
  const done = await hideRecord('entity.hide', record, {
    noun: 'entity',
    hides: 'It leaves the list and referrals. Events and links that name it stay. Nothing is deleted.',
    returns: 'It stands in the list again.',
  });
  if (done) toast(record.hidden ? 'The entity is back.' : 'The entity is hidden.');
}

export function EntityDetail(props: { caseId: string; id: string; onClose(): void }) {
  const answer = useCall('entity.get', { id: props.id });
  const [editing, setEditing] = useState(false);
  const [linking, setLinking] = useState<'new' | string | null>(null);
  const [merging, setMerging] = useState(false);
  const record = answer.data;
  if (!record) {
    return (
      <SidePanel label="Entity details" title="Entity" onClose={props.onClose}>
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
        {answer.isLoading && <Loader aria-label="Reading" />}
      </SidePanel>
    );
  }
  const scripts = mixedScriptWarning(record.asFound);
  return (
    <SidePanel
      label="Entity details"
      title={
        <span className="kind">
          <KindIcon kind={record.kind} size={17} />
          <bdi>{record.display}</bdi>
        </span>
      }
      below={
        <div className="row wrap">
          {record.roles.map((role) => (
            <span key={role} className="pill accent">
              {labelOf(entityRoles, role)}
            </span>
          ))}
          <MarkingBadge marking={record.marking} />
          {record.hidden && <span className="pill warn">Hidden</span>}
        </div>
      }
      actions={
        <>
          <Button variant="default" size="compact-sm" onClick={() => setEditing(true)}>
            Edit
          </Button>
          {!record.hidden && (
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setMerging(true)}>
              Merge
            </Button>
          )}
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
      {record.problems.map((problem) => (
        <Notice key={problem} tone="warn">
          {problem}
        </Notice>
      ))}
      {record.mergedInto && (
        <Notice tone="info">
          Merged into{' '}
          <a href={`#${casePath(props.caseId, 'entities', { id: record.mergedInto.id })}`}>
            {record.mergedInto.display}
          </a>
          . Undo the merge in the log to have two records again.
        </Notice>
      )}
      {record.duplicates.map((group) => (
        <DuplicateNotice key={groupId(group)} group={group} />
      ))}
      {!record.hidden && <OwnContacts caseId={props.caseId} entityId={record.id} />}
      {scripts && <Notice tone="warn">{scripts}</Notice>}
      <Section title="About it">
        <Facts
          rows={[
            ['Kind', labelOf(entityKinds, record.kind)],
            ['Shown as', <CopyValue key="d" value={record.display} what="shown form" />],
            [
              'Form',
              { valid: 'Valid', invalid: 'Not valid', unchecked: 'Cannot be checked' }[record.checked],
            ],
            ['Country', record.country && countryName(record.country)],
            ['Confidence', labelOf(confidences, record.confidence)],
            ...fieldsInForm(record)
              .filter((name) => !aboutVictims.has(name))
              .map((name) => fieldFact(name, record.fields[name])),
            ...Object.entries(record.facts)
              .filter(([name, fact]) => name !== 'country' || fact !== record.country)
              .map(factWords),
            ['First seen', record.firstSighting && <WhenText key="f" when={record.firstSighting} />],
            ['Last seen', record.lastSighting && <WhenText key="l" when={record.lastSighting} />],
          ]}
        />
      </Section>
      <VictimFacts record={record} />
      {record.note && (
        <Section title="Note">
          <p style={{ whiteSpace: 'pre-wrap' }}>{record.note}</p>
        </Section>
      )}
      <Section
        title="Links"
        action={
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlus size={13} />}
            onClick={() => setLinking('new')}
          >
            New link
          </Button>
        }
      >
        {record.links.length === 0 && <p className="dim">Not linked to anything yet.</p>}
        {record.links.map((link) => (
          <div key={link.id} className="row wrap" style={{ gap: 6 }}>
            <LinkEnd caseId={props.caseId} end={link.from} self={record.id} />
            <span className="dim">{labelOf(linkKinds, link.kind)}</span>
            <IconArrowRight size={13} aria-hidden />
            <LinkEnd caseId={props.caseId} end={link.to} self={record.id} />
            <ActionIcon
              size={20}
              aria-label={`Edit link to ${link.from.id === record.id ? link.to.display : link.from.display}`}
              onClick={() => setLinking(link.id)}
            >
              <IconPencil size={13} />
            </ActionIcon>
          </div>
        ))}
      </Section>
      <EntityMatches id={record.id} />
      {people.has(record.kind) && <VictimMoney caseId={props.caseId} record={record} />}
      {people.has(record.kind) && <Disclosures caseId={props.caseId} entityId={record.id} />}
      <Section title="Events">
        {record.events.length === 0 && <p className="dim">Takes part in no event yet.</p>}
        <div className="event-lines">
          {record.events.map((event) => (
            <Fragment key={event.id}>
              <span className="dim small">
                <WhenText when={event.when} />
              </span>
              <a href={`#${casePath(props.caseId, 'events', { id: event.id })}`}>
                <bdi>{event.title}</bdi>
              </a>
            </Fragment>
          ))}
        </div>
      </Section>
      <Section title="Rests on">
        {record.evidence.length === 0 && <p className="dim">No evidence yet.</p>}
        {record.evidence.map((each) => (
          <div key={each.id}>
            <a href={`#${casePath(props.caseId, 'evidence', { id: each.id })}`}>
              {each.number} <bdi>{each.name}</bdi>
            </a>
            {each.because && (
              <span className="dim small" title={each.because.quote}>
                {' '}
                · {each.because.place}
              </span>
            )}
          </div>
        ))}
      </Section>
      <EntityEditor
        caseId={props.caseId}
        record={record}
        opened={editing}
        onClose={() => setEditing(false)}
        onSaved={() => {}}
      />
      <LinkEditor caseId={props.caseId} from={record} editing={linking} onClose={() => setLinking(null)} />
      <MergeDialog caseId={props.caseId} record={record} opened={merging} onClose={() => setMerging(false)} />
    </SidePanel>
  );
}

function LinkEnd(props: { caseId: string; end: EntityRecord['links'][number]['from']; self: string }) {
  if (props.end.id === props.self) return <span className="dim">this</span>;
  return (
    <a href={`#${casePath(props.caseId, 'entities', { id: props.end.id })}`}>
      <EntityName kind={props.end.kind} display={props.end.display} />
    </a>
  );
}
