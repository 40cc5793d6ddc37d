import type { EntityFieldName, EntityFields } from '../../shared/contract/entity-fields.ts';
import { fieldsOfKind } from '../../shared/contract/entity-forms.ts';
import type { Output } from '../../shared/contract/index.ts';
import type { Confidence, EntityKind, EntityRole } from '../../shared/domain/kinds.ts';
import { call } from '../app/client.ts';
import type { PickedEvidence } from '../fields/evidence-picker.tsx';
import { noWhen, whenInputOf } from '../fields/when-field.tsx';
import { type ReadingContext, usedContext } from './reading-context.ts';

export type EntityRecord = Output<'entity.get'>;

/** An entity as it is being written. */
export function entityDraftOf(record: EntityRecord | null) {
  return {
    kind: (record?.kind ?? 'person') as EntityKind,
    value: record?.asFound ?? '',
    context: {} as ReadingContext,
    keepInvalid: false,
    roles: record?.roles ?? ([] as EntityRole[]),
    country: record?.country ?? null,
    marking: record?.marking ?? ('amber' as const),
    confidence: (record?.confidence ?? 'unknown') as Confidence,
    note: record?.note ?? '',
    fields: record?.fields ?? ({} as EntityFields),
    seenFrom: record?.seenFrom ? whenInputOf(record.seenFrom) : noWhen,
    seenTo: record?.seenTo ? whenInputOf(record.seenTo) : noWhen,
    evidence: (record?.evidence ?? []) as PickedEvidence[],
  };
}
export type EntityDraft = ReturnType<typeof entityDraftOf>;

/** Fields of the kind and roles, and those the record has besides: what cannot be seen would be lost unnoticed. */
export function fieldsInForm(draft: Pick<EntityDraft, 'kind' | 'roles' | 'fields'>): EntityFieldName[] {
  const asked = fieldsOfKind(draft.kind, draft.roles);
  const kept = (Object.keys(draft.fields) as EntityFieldName[]).filter((name) => !asked.includes(name));
  return [...asked, ...kept];
}

/** Saves the draft as a new entity or as the change of one. @returns its id. */
export async function saveEntity(
  caseId: string,
  record: EntityRecord | null,
  draft: EntityDraft,
): Promise<string> {
  const given = (when: EntityDraft['seenFrom']) => (when.text.trim() ? when : null);
  const common = {
    note: draft.note,
    country: draft.country,
    marking: draft.marking,
    confidence: draft.confidence,
    roles: draft.roles,
    fields: draft.fields,
    evidenceIds: draft.evidence.map((each) => each.id),
    ...usedContext(draft.kind, draft.context),
    keepInvalid: draft.keepInvalid,
  };
  if (!record) {
    const seen = { seenFrom: given(draft.seenFrom), seenTo: given(draft.seenTo) };
    return (await call('entity.create', { caseId, kind: draft.kind, value: draft.value, ...common, ...seen }))
      .id;
  }
  const before = entityDraftOf(record);
  const changed = (name: 'seenFrom' | 'seenTo') =>
    draft[name].text === before[name].text && draft[name].zone === before[name].zone
      ? {}
      : { [name]: given(draft[name]) };
  const value = draft.value === record.asFound ? {} : { value: draft.value };
  await call('entity.update', {
    id: record.id,
    fields: { ...common, ...value, ...changed('seenFrom'), ...changed('seenTo') },
  });
  return record.id;
}
