import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

/** Search as one types, a moment behind the keys. */
export function SearchBox(props: { label: string; value: string; onChange(value: string): void }) {
  const [text, setText] = useState(props.value);
  const { onChange } = props;
  useEffect(() => {
    const timer = setTimeout(() => onChange(text), 140);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return (
    <TextInput
      type="search"
      aria-label={props.label}
      placeholder={props.label}
      value={text}
      data-search-box
      w={220}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={
        text ? <CloseButton size="xs" aria-label="Clear search" onClick={() => setText('')} /> : null
      }
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text) {
          event.stopPropagation();
          setText('');
        }
      }}
    />
  );
}
