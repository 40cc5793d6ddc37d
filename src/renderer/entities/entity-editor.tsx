import { Button, Checkbox, Drawer, MultiSelect, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { bankSchemes } from '../../shared/domain/identifiers/bank-schemes.ts';
import { chains } from '../../shared/domain/identifiers/chains.ts';
import {
  type Confidence,
  confidences,
  type EntityKind,
  type EntityRole,
  entityKinds,
  entityRoles,
} from '../../shared/domain/kinds.ts';
import { call } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { casePath } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { toast } from '../app/toasts.tsx';
import { choicesOf, countryChoices } from '../fields/choices.ts';
import { EvidencePicker } from '../fields/evidence-picker.tsx';
import { MarkingSelect } from '../fields/marking.tsx';
import { Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';
import { factWords } from './fact-words.ts';
import { type EntityFields, type FieldForm, fieldsOfKind } from './kind-fields.ts';

type EntityRecord = Output<'entity.get'>;

export function EntityEditor(props: {
  caseId: string;
  record: EntityRecord | null;
  opened: boolean;
  onClose(): void;
  onSaved(id: string): void;
}) {
  return (
    <Drawer
      opened={props.opened}
      onClose={props.onClose}
      title={props.record ? 'Edit entity' : 'New entity'}
      size={600}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Form {...props} />
    </Drawer>
  );
}

function draftOf(record: EntityRecord | null) {
  return {
    kind: (record?.kind ?? 'person') as EntityKind,
    value: record?.asFound ?? '',
    defaultCountry: null as string | null,
    chain: null as string | null,
    scheme: null as string | null,
    keepInvalid: false,
    roles: record?.roles ?? ([] as EntityRole[]),
    country: record?.country ?? null,
    marking: record?.marking ?? ('amber' as const),
    confidence: (record?.confidence ?? 'unknown') as Confidence,
    note: record?.note ?? '',
    fields: record?.fields ?? ({} as EntityFields),
    evidence: record?.evidence ?? [],
  };
}
type Draft = ReturnType<typeof draftOf>;

/** What the finder knows and the text does not say; only what the kind has a use for. */
function contextOf(draft: Pick<Draft, 'kind' | 'defaultCountry' | 'chain' | 'scheme'>) {
  const { kind, defaultCountry, chain, scheme } = draft;
  return {
    ...((kind === 'phone' || kind === 'bank-account') && defaultCountry ? { defaultCountry } : {}),
    ...(kind === 'wallet' && chain ? { chain } : {}),
    ...(kind === 'bank-account' && scheme ? { scheme } : {}),
  };
}

async function save(caseId: string, record: EntityRecord | null, draft: Draft): Promise<string> {
  const common = {
    note: draft.note,
    country: draft.country,
    marking: draft.marking,
    confidence: draft.confidence,
    roles: draft.roles,
    fields: draft.fields,
    evidenceIds: draft.evidence.map((each) => each.id),
    ...contextOf(draft),
    keepInvalid: draft.keepInvalid,
  };
  if (!record) {
    return (await call('entity.create', { caseId, kind: draft.kind, value: draft.value, ...common })).id;
  }
  const value = draft.value === record.asFound ? {} : { value: draft.value };
  await call('entity.update', { id: record.id, fields: { ...common, ...value } });
  return record.id;
}

function Form(props: {
  caseId: string;
  record: EntityRecord | null;
  onClose(): void;
  onSaved(id: string): void;
}) {
  const [draft, setDraft] = useState(() => draftOf(props.record));
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const setField = (key: keyof EntityFields, value: unknown) =>
    setDraft((old) => {
      const fields = { ...old.fields, [key]: value };
      if (value === '' || value === null || value === undefined) delete fields[key];
      return { ...old, fields };
    });
  const submit = async (again: boolean) => {
    setBusy(true);
    setError(null);
    try {
      const id = await save(props.caseId, props.record, draft);
      toast(props.record ? 'Entity saved.' : 'Entity created.');
      if (again) {
        setDraft({
          ...draftOf(null),
          kind: draft.kind,
          roles: draft.roles,
          country: draft.country,
          marking: draft.marking,
        });
      } else {
        props.onSaved(id);
        props.onClose();
      }
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const ready = draft.value.trim() !== '';
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy) void submit(false);
      }}
    >
      <div className="form-row" style={{ gridTemplateColumns: '180px minmax(0, 1fr)', gridAutoFlow: 'row' }}>
        <Select
          label="Kind"
          allowDeselect={false}
          disabled={props.record !== null}
          data={choicesOf(entityKinds)}
          value={draft.kind}
          onChange={(kind) => kind && set({ kind: kind as EntityKind, fields: {} })}
        />
        <TextInput
          label={draft.kind === 'person' || draft.kind === 'organisation' ? 'Name' : 'As found'}
          required
          data-autofocus
          value={draft.value}
          onChange={(event) => set({ value: event.currentTarget.value })}
        />
      </div>
      <ReadWith draft={draft} onChange={set} />
      {ready && (
        <Reading
          caseId={props.caseId}
          draft={draft}
          recordId={props.record?.id ?? null}
          onLeave={props.onClose}
          onKeep={(keepInvalid) => set({ keepInvalid })}
        />
      )}
      <div className="form-row">
        <MultiSelect
          label="Roles"
          placeholder={draft.roles.length ? '' : 'What it is in this case'}
          searchable
          data={choicesOf(entityRoles)}
          value={draft.roles}
          onChange={(roles) => set({ roles: roles as EntityRole[] })}
        />
        <Select
          label="Country"
          searchable
          clearable
          data={countryChoices}
          value={draft.country}
          onChange={(country) => set({ country })}
          clearButtonProps={{ 'aria-label': 'Clear country' }}
        />
      </div>
      <KindFields kind={draft.kind} fields={draft.fields} onChange={setField} />
      <div className="form-row">
        <Select
          label="Confidence"
          allowDeselect={false}
          data={choicesOf(confidences)}
          value={draft.confidence}
          onChange={(value) => value && set({ confidence: value as Confidence })}
        />
        <MarkingSelect value={draft.marking} onChange={(marking) => set({ marking })} />
      </div>
      <EvidencePicker
        caseId={props.caseId}
        value={draft.evidence}
        onChange={(evidence) => set({ evidence })}
      />
      <Textarea
        label="Note"
        autosize
        minRows={2}
        maxRows={8}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
      <ErrorNotice error={error} />
      <div className="form-actions">
        <Button variant="default" onClick={props.onClose}>
          Cancel
        </Button>
        {!props.record && (
          <Button variant="default" disabled={!ready || busy} onClick={() => void submit(true)}>
            Save and add another
          </Button>
        )}
        <Button type="submit" disabled={!ready} loading={busy}>
          Save entity
        </Button>
      </div>
    </form>
  );
}

/** What the identifier would become, and whether the case has it already. */
function Reading(props: {
  caseId: string;
  draft: Draft;
  recordId: string | null;
  onLeave(): void;
  onKeep(keep: boolean): void;
}) {
  const { kind, value, defaultCountry, chain, scheme } = props.draft;
  const [settled] = useDebouncedValue({ kind, value, defaultCountry, chain, scheme }, 200);
  const answer = useCall(
    'entity.preview',
    {
      caseId: props.caseId,
      kind: settled.kind,
      value: settled.value,
      ...contextOf(settled),
    },
    { enabled: settled.value.trim() !== '', keepPrevious: true },
  );
  if (answer.error) return <Notice tone="warn">{answer.error.message}</Notice>;
  const read = answer.data;
  if (!read) return null;
  const duplicate = read.existing && read.existing.id !== props.recordId ? read.existing : null;
  return (
    <div className="picker-new stack" role="status">
      <Facts
        rows={[
          [
            'Kept as',
            <span key="n" className="mono">
              {read.normal}
            </span>,
          ],
          ['Shown as', read.display !== read.normal && <bdi key="d">{read.display}</bdi>],
          [
            'Form',
            read.checked === 'valid' ? 'Valid' : read.checked === 'invalid' ? 'Not valid' : 'Not checkable',
          ],
          ...Object.entries(read.facts).map(factWords),
        ]}
      />
      {read.problems.map((problem) => (
        <div key={problem} style={{ color: 'var(--warn)' }}>
          {problem}
        </div>
      ))}
      {read.checked === 'invalid' && (
        <Checkbox
          label="Record it as found although it cannot be one: it may be spoofed or mistyped"
          checked={props.draft.keepInvalid}
          onChange={(event) => props.onKeep(event.currentTarget.checked)}
        />
      )}
      {duplicate && (
        <Notice tone="warn">
          This case has it already:{' '}
          <a href={`#${casePath(props.caseId, 'entities', { id: duplicate.id })}`} onClick={props.onLeave}>
            {duplicate.display}
          </a>
        </Notice>
      )}
    </div>
  );
}

/** Asked only for kinds whose text may leave it open. */
function ReadWith(props: { draft: Draft; onChange(part: Partial<Draft>): void }) {
  const { draft, onChange } = props;
  if (draft.kind === 'wallet') {
    return (
      <Select
        label="Chain it was seen on"
        clearable
        searchable
        data={choicesOf(chains)}
        value={draft.chain}
        onChange={(chain) => onChange({ chain })}
        clearButtonProps={{ 'aria-label': 'Clear chain' }}
      />
    );
  }
  if (draft.kind !== 'phone' && draft.kind !== 'bank-account') return null;
  return (
    <div className="form-row">
      <Select
        label={draft.kind === 'phone' ? 'Country to read a national number with' : 'Country of the bank'}
        description="Only where the text does not say it. It is never guessed."
        searchable
        clearable
        data={countryChoices}
        value={draft.defaultCountry}
        onChange={(defaultCountry) => onChange({ defaultCountry })}
        clearButtonProps={{ 'aria-label': 'Clear country to read with' }}
      />
      {draft.kind === 'bank-account' && (
        <Select
          label="Numbering scheme"
          clearable
          data={choicesOf(bankSchemes)}
          value={draft.scheme}
          onChange={(scheme) => onChange({ scheme })}
          clearButtonProps={{ 'aria-label': 'Clear numbering scheme' }}
        />
      )}
    </div>
  );
}

function KindFields(props: {
  kind: EntityKind;
  fields: EntityFields;
  onChange(key: keyof EntityFields, value: unknown): void;
}) {
  const forms = fieldsOfKind(props.kind);
  if (forms.length === 0) return null;
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 12, alignItems: 'end' }}>
      {forms.map((form) => (
        <KindField key={form.key} form={form} fields={props.fields} onChange={props.onChange} />
      ))}
    </div>
  );
}

function KindField(props: {
  form: FieldForm;
  fields: EntityFields;
  onChange(key: keyof EntityFields, value: unknown): void;
}) {
  const { form, fields, onChange } = props;
  switch (form.type) {
    case 'line':
      return (
        <TextInput
          label={form.label}
          value={fields[form.key] ?? ''}
          onChange={(event) => onChange(form.key, event.currentTarget.value)}
        />
      );
    case 'list':
      return (
        <TagsInput
          label={form.label}
          placeholder="Enter after each"
          value={fields[form.key] ?? []}
          onChange={(value) => onChange(form.key, value)}
        />
      );
    case 'yes-no':
      return (
        <Checkbox
          label={form.label}
          mb={6}
          checked={fields[form.key] ?? false}
          onChange={(event) => onChange(form.key, event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <Select
          label={form.label}
          clearable
          data={choicesOf(form.choices)}
          value={fields[form.key] ?? null}
          onChange={(value) => onChange(form.key, value)}
          clearButtonProps={{ 'aria-label': `Clear ${form.label.toLowerCase()}` }}
        />
      );
  }
}
