import { Button, Select } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { choicesOf } from '../fields/choices.ts';

/** Which state of the reviewed is listed. */
export function StateFilter<S extends string>(props: {
  states: Readonly<Record<S, string>>;
  value: S;
  onChange(state: S): void;
}) {
  return (
    <Select
      aria-label="State"
      w={130}
      allowDeselect={false}
      data={choicesOf(props.states)}
      value={props.value}
      onChange={(value) => value && props.onChange(value as S)}
    />
  );
}

/** One decision, with the key that makes it. */
export function Decision(props: {
  icon: Icon;
  shortcut: string;
  /** The one that is made most. */
  first?: boolean;
  disabled: boolean;
  onDecide(): void;
  children: ReactNode;
}) {
  const Glyph = props.icon;
  return (
    <Button
      size="xs"
      variant={props.first ? 'filled' : 'default'}
      disabled={props.disabled}
      leftSection={<Glyph size={14} />}
      onClick={props.onDecide}
    >
      {props.children} <kbd>{props.shortcut}</kbd>
    </Button>
  );
}

export function ReviewKeys() {
  return (
    <span className="review-keys">
      next<kbd>J</kbd> previous<kbd>K</kbd> tick<kbd>Space</kbd>
    </span>
  );
}
