import { Select } from '@mantine/core';
import type { EntityKind } from '../../shared/domain/kinds.ts';
import { contextOfKind, type ReadingContext } from './reading-context.ts';

/** Asks how an identifier is to be read, where its text may leave that open. */
export function ReadWith(props: {
  kind: EntityKind;
  value: ReadingContext;
  onChange(value: ReadingContext): void;
}) {
  const asked = contextOfKind[props.kind];
  if (!asked) return null;
  return (
    <div className="form-row">
      {asked.map(({ name, label, choices }) => (
        <Select
          key={name}
          label={label}
          placeholder="As the text says"
          searchable
          clearable
          data={[...choices]}
          value={props.value[name] ?? null}
          onChange={(chosen) => {
            const { [name]: _old, ...rest } = props.value;
            props.onChange(chosen ? { ...rest, [name]: chosen } : rest);
          }}
          clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()}` }}
        />
      ))}
    </div>
  );
}
