import { Modal, SegmentedControl, Textarea } from '@mantine/core';
import type { Output } from '../../shared/contract/index.ts';
import { type Confidence, confidences, type LinkKind, linkKinds } from '../../shared/domain/kinds.ts';
import { call } from '../app/client.ts';
import { EditedRecord, EditorForm } from '../app/editor-form.tsx';
import type { HideWords } from '../app/hide-record.tsx';
import { toast } from '../app/toasts.tsx';
import { useDraft } from '../app/use-draft.ts';
import { Choice } from '../fields/choice.tsx';
import { labelOf } from '../fields/choices.ts';
import { EntityPicker, type PickedEntity } from '../fields/entity-picker.tsx';
import { EvidencePicker } from '../fields/evidence-picker.tsx';
import { noWhen, WhenField, whenInputOf } from '../fields/when-field.tsx';

type Link = Output<'link.get'>;

/** Writes a new link, of `from` where one is given, or changes one. `editing` is an id, 'new', or null for closed. */
export function LinkEditor(props: {
  caseId: string;
  from: PickedEntity | null;
  editing: 'new' | string | null;
  onClose(): void;
}) {
  const { editing } = props;
  return (
    <Modal
      opened={editing !== null}
      onClose={props.onClose}
      title={
        editing === 'new' && props.from ? (
          <>
            New link of <bdi>{props.from.display}</bdi>
          </>
        ) : editing === 'new' ? (
          'New link'
        ) : (
          'Edit link'
        )
      }
      size={600}
    >
      <EditedRecord method="link.get" editing={editing}>
        {(link) => (
          <Form caseId={props.caseId} from={link ? null : props.from} link={link} onClose={props.onClose} />
        )}
      </EditedRecord>
    </Modal>
  );
}

function draftOf(link: Link | null, from: PickedEntity | null) {
  return {
    kind: (link?.kind ?? 'uses') as LinkKind,
    direction: 'from' as 'from' | 'to',
    one: (link?.from ?? from) as PickedEntity | null,
    other: (link?.to ?? null) as PickedEntity | null,
    began: link?.began ? whenInputOf(link.began) : noWhen,
    ended: link?.ended ? whenInputOf(link.ended) : noWhen,
    confidence: (link?.confidence ?? 'probable') as Confidence,
    note: link?.note ?? '',
    evidence: link?.evidence ?? [],
  };
}
type Draft = ReturnType<typeof draftOf>;

async function save(caseId: string, link: Link | null, draft: Draft): Promise<void> {
  const { kind, confidence, note, direction, one, other } = draft;
  if (!one || !other) return;
  const time = (when: Draft['began']) => (when.text.trim() ? when : null);
  const common = { kind, confidence, note, evidenceIds: draft.evidence.map((each) => each.id) };
  if (!link) {
    const [from, to] = direction === 'from' ? [one, other] : [other, one];
    await call('link.create', {
      caseId,
      fromId: from.id,
      toId: to.id,
      ...common,
      began: time(draft.began),
      ended: time(draft.ended),
    });
    return;
  }
  // A time nobody touched is not read anew: its order of day and month was declared once and stands.
  const before = draftOf(link, null);
  const changed = (name: 'began' | 'ended') =>
    JSON.stringify(draft[name]) === JSON.stringify(before[name]) ? {} : { [name]: time(draft[name]) };
  await call('link.update', {
    id: link.id,
    fields: { ...common, ...changed('began'), ...changed('ended') },
  });
}

const hiding: HideWords = {
  noun: 'link',
  hides: 'It leaves lists, the chart and referrals. Nothing is deleted.',
  returns: 'It counts again.',
};

function Form(props: { caseId: string; from: PickedEntity | null; link: Link | null; onClose(): void }) {
  const { link, from } = props;
  const [draft, set] = useDraft(() => draftOf(link, from));
  const ready = Boolean(draft.one && draft.other && draft.one.id !== draft.other.id);
  const submit = async () => {
    await save(props.caseId, link, draft);
    toast(link ? 'Link saved.' : 'Link created.');
    props.onClose();
  };
  return (
    <EditorForm
      submit={link ? 'Save link' : 'Create link'}
      ready={ready}
      save={submit}
      hiding={link && { ...hiding, method: 'link.hide', record: link }}
      onClose={props.onClose}
    >
      <Ends caseId={props.caseId} from={from} link={link} draft={draft} onChange={set} />
      <WhenField label="Since" value={draft.began} onChange={(began) => set({ began })} />
      <WhenField label="Until" value={draft.ended} onChange={(ended) => set({ ended })} />
      <Choice
        label="Confidence"
        words={confidences}
        value={draft.confidence}
        onChange={(value) => set({ confidence: value })}
      />
      <EvidencePicker
        caseId={props.caseId}
        value={draft.evidence}
        onChange={(evidence) => set({ evidence })}
      />
      <Textarea
        label="Note"
        autosize
        minRows={1}
        maxRows={6}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </EditorForm>
  );
}

/** Which two, and how. The two of a link that is there stay: another pair is another link. */
function Ends(props: {
  caseId: string;
  from: PickedEntity | null;
  link: Link | null;
  draft: Draft;
  onChange(part: Partial<Draft>): void;
}) {
  const { draft, onChange } = props;
  const relation = (
    <Choice
      label="Relation"
      searchable
      words={linkKinds}
      value={draft.kind}
      onChange={(value) => onChange({ kind: value })}
    />
  );
  if (props.link) {
    return (
      <>
        <p>
          <bdi>{props.link.from.display}</bdi> <span className="dim">{labelOf(linkKinds, draft.kind)}</span>{' '}
          <bdi>{props.link.to.display}</bdi>
        </p>
        {relation}
      </>
    );
  }
  if (props.from) {
    return (
      <>
        <SegmentedControl
          aria-label="Direction"
          value={draft.direction}
          onChange={(value) => onChange({ direction: value as 'from' | 'to' })}
          data={[
            { value: 'from', label: `${props.from.display} → other` },
            { value: 'to', label: `Other → ${props.from.display}` },
          ]}
        />
        {relation}
        <EntityPicker
          caseId={props.caseId}
          label="Other entity"
          required
          value={draft.other}
          onChange={(other) => onChange({ other })}
        />
      </>
    );
  }
  return (
    <>
      <EntityPicker
        caseId={props.caseId}
        label="From"
        required
        value={draft.one}
        onChange={(one) => onChange({ one })}
      />
      {relation}
      <EntityPicker
        caseId={props.caseId}
        label="To"
        required
        value={draft.other}
        onChange={(other) => onChange({ other })}
      />
    </>
  );
}
