import { MultiSelect } from '@mantine/core';
import { choicesOf } from './choices.ts';

/** Narrows a list down to some of the codes of a vocabulary; none chosen means all of them. */
export function KindsFilter(props: {
  label: string;
  /** What stands there while none is chosen: `All kinds`. */
  all: string;
  words: Readonly<Record<string, string>>;
  width: number;
  value: string[];
  onChange(value: string[]): void;
}) {
  return (
    <MultiSelect
      aria-label={props.label}
      placeholder={props.value.length ? '' : props.all}
      w={props.width}
      clearable
      searchable
      data={choicesOf(props.words)}
      value={props.value}
      onChange={props.onChange}
    />
  );
}
