import { Textarea, TextInput } from '@mantine/core';
import type { Output } from '../../shared/contract/index.ts';
import type { EntityKind } from '../../shared/domain/kinds.ts';
import { ConversionField, conversionDraftOf, readConversion } from '../fields/conversion-field.tsx';
import { EntityPicker, type PickedEntity } from '../fields/entity-picker.tsx';
import { EvidencePicker } from '../fields/evidence-picker.tsx';
import { type MoneyDraft, MoneyField, moneyDraftOf, noMoney, readMoneyDraft } from '../fields/money.tsx';
import { noWhen, whenInputOf } from '../fields/when-field.tsx';

/** What money can leave and reach. */
const moneyEnds: EntityKind[] = [
  'person',
  'organisation',
  'bank-account',
  'wallet',
  'payment-card',
  'gift-card',
  'social-account',
  'email',
  'phone',
  'place',
];

/** An end as the picker wants it; its kind is not told here and only chooses the icon. */
const picked = (
  end: { id: string; display: string } | null | undefined,
  kind: EntityKind,
): PickedEntity | null => (end ? { ...end, kind } : null);

/** What a loss and a payment both are: money that went from one end to the other at some time. */
export function movementDraftOf(record: Output<'loss.get'> | Output<'payment.get'> | null) {
  return {
    victim: picked(record?.victim, 'person'),
    amount: moneyDraftOf(record?.amount ?? null),
    conversion: conversionDraftOf(record?.conversion ?? null),
    from: picked(record?.from, 'bank-account'),
    to: picked(record?.to, 'bank-account'),
    when: record ? whenInputOf(record.when) : noWhen,
    recovered: record?.recovered
      ? moneyDraftOf(record.recovered)
      : ({ ...noMoney, currency: '' } as MoneyDraft),
    reference: record?.reference ?? '',
    note: record?.note ?? '',
    evidence: record?.evidence ?? [],
  };
}
export type MovementDraft = ReturnType<typeof movementDraftOf>;

/** Unless another is chosen, money comes back in the currency it went in. */
const recoveredOf = (draft: MovementDraft): MoneyDraft => ({
  ...draft.recovered,
  currency: draft.recovered.currency || draft.amount.currency,
});

/** What would be sent of it, or null while the amount is missing or something does not read. */
export function movementFieldsOf(draft: MovementDraft) {
  const amount = readMoneyDraft(draft.amount).money;
  const recovered = readMoneyDraft(recoveredOf(draft));
  const { conversion, problem } = readConversion(amount, draft.conversion);
  if (!amount || recovered.problem || problem) return null;
  return {
    amount,
    conversion,
    fromId: draft.from?.id ?? null,
    toId: draft.to?.id ?? null,
    when: draft.when.text.trim() ? draft.when : null,
    recovered: recovered.money,
    reference: draft.reference,
    note: draft.note,
    evidenceIds: draft.evidence.map((each) => each.id),
  };
}

interface PartProps {
  caseId: string;
  draft: MovementDraft;
  onChange(part: Partial<MovementDraft>): void;
}

/** What went, and the same in another currency. */
export function MovementAmount({ draft, onChange }: Omit<PartProps, 'caseId'>) {
  return (
    <>
      <MoneyField label="Amount" required value={draft.amount} onChange={(amount) => onChange({ amount })} />
      <ConversionField
        amount={readMoneyDraft(draft.amount).money}
        value={draft.conversion}
        onChange={(conversion) => onChange({ conversion })}
      />
    </>
  );
}

export function MovementEnds({ caseId, draft, onChange }: PartProps) {
  return (
    <>
      <EntityPicker
        caseId={caseId}
        label="From"
        kinds={moneyEnds}
        value={draft.from}
        onChange={(from) => onChange({ from })}
      />
      <EntityPicker
        caseId={caseId}
        label="To"
        kinds={moneyEnds}
        newRoles={['payment-destination']}
        value={draft.to}
        onChange={(to) => onChange({ to })}
      />
    </>
  );
}

/** What came back, and what it is known by. */
export function MovementRecord({ caseId, draft, onChange }: PartProps) {
  return (
    <>
      <MoneyField
        label="Recovered"
        value={recoveredOf(draft)}
        onChange={(recovered) => onChange({ recovered })}
      />
      <TextInput
        label="Transaction reference"
        placeholder="UTR, hash, wire number"
        value={draft.reference}
        onChange={(event) => onChange({ reference: event.currentTarget.value })}
      />
      <EvidencePicker
        caseId={caseId}
        value={draft.evidence}
        onChange={(evidence) => onChange({ evidence })}
      />
      <Textarea
        label="Note"
        autosize
        minRows={2}
        maxRows={8}
        value={draft.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
    </>
  );
}
