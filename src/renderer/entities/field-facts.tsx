import type { ReactNode } from 'react';
import type { EntityFieldName } from '../../shared/contract/entity-fields.ts';
import { aboutVictims, fieldForms, fieldText } from '../../shared/contract/entity-forms.ts';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/side-panel.tsx';
import type { EntityRecord } from './entity-draft.ts';

/** A field as name and value; without value where nothing is known. */
export function fieldFact(name: EntityFieldName, value: unknown): readonly [string, ReactNode] {
  const form = fieldForms[name];
  const text = fieldText(form, value);
  return [form.label, text === '' ? null : <bdi key={name}>{text}</bdi>];
}

export function VictimFacts({ record }: { record: EntityRecord }) {
  const names = [...aboutVictims].filter((name) => record.fields[name] !== undefined);
  const asked = record.roles.includes('victim') && record.fields.consent === undefined;
  if (names.length === 0 && !asked) return null;
  return (
    <Section title="Consent and care">
      {record.fields.contactPreference === 'none' && <p className="pill bad">Not to be contacted</p>}
      <Facts
        rows={[
          ...(asked ? [['Consent', <span key="c">Not asked yet</span>] as const] : []),
          ...names.map((name) => fieldFact(name, record.fields[name])),
        ]}
      />
    </Section>
  );
}
