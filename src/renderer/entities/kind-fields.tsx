import { Checkbox, MultiSelect, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { EntityFieldName, EntityFields } from '../../shared/contract/entity-fields.ts';
import { fieldForms } from '../../shared/contract/entity-forms.ts';
import { choicesOf } from '../fields/choices.ts';

/** The fields of a kind, each by its form in the one table of fields. */
export function KindFields(props: {
  names: readonly EntityFieldName[];
  fields: EntityFields;
  onChange(name: EntityFieldName, value: unknown): void;
}) {
  if (props.names.length === 0) return null;
  return (
    <div className="kind-fields">
      {props.names.map((name) => (
        <KindField
          key={name}
          name={name}
          value={props.fields[name]}
          onChange={(value) => props.onChange(name, value)}
        />
      ))}
    </div>
  );
}

function KindField(props: { name: EntityFieldName; value: unknown; onChange(value: unknown): void }) {
  const form = fieldForms[props.name];
  const line = typeof props.value === 'string' ? props.value : '';
  const list = Array.isArray(props.value) ? (props.value as string[]) : [];
  const hint = form.hint === undefined ? {} : { placeholder: form.hint };
  const clear = { clearButtonProps: { 'aria-label': `Clear ${form.label.toLowerCase()}` } };
  switch (form.type) {
    case 'line':
      return (
        <TextInput
          label={form.label}
          {...hint}
          value={line}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        />
      );
    case 'text':
      return (
        <Textarea
          className="wide"
          label={form.label}
          autosize
          minRows={1}
          maxRows={6}
          value={line}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        />
      );
    case 'flag':
      return (
        <Checkbox
          className="flag"
          label={form.label}
          checked={props.value === true}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
      );
    case 'list':
      return (
        <TagsInput
          label={form.label}
          placeholder="Press Enter after each"
          value={list}
          onChange={props.onChange}
        />
      );
    case 'choice':
      return (
        <Select
          label={form.label}
          clearable
          data={choicesOf(form.words)}
          value={line || null}
          onChange={props.onChange}
          {...clear}
        />
      );
    case 'choices':
      return (
        <MultiSelect
          label={form.label}
          clearable
          data={choicesOf(form.words)}
          value={list}
          onChange={props.onChange}
          {...clear}
        />
      );
  }
}
