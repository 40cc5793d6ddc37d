import { Select, type SelectProps } from '@mantine/core';
import { choicesOf } from './choices.ts';

type Looks = Omit<SelectProps, 'data' | 'value' | 'onChange' | 'allowDeselect' | 'clearable'>;

/** One code of a vocabulary; there always is one. */
export function Choice<W extends string>({
  words,
  value,
  onChange,
  ...looks
}: Looks & { words: Readonly<Record<W, string>>; value: W; onChange(value: W): void }) {
  return (
    <Select
      {...looks}
      allowDeselect={false}
      data={choicesOf(words)}
      value={value}
      onChange={(code) => code && onChange(code as W)}
    />
  );
}
