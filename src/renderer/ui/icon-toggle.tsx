import { ActionIcon, Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';

/** A button that stays pressed. */
export function IconToggle(props: { icon: Icon; label: string; on: boolean; onChange(on: boolean): void }) {
  const Glyph = props.icon;
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        aria-label={props.label}
        aria-pressed={props.on}
        variant={props.on ? 'light' : 'default'}
        color={props.on ? 'petrol' : 'gray'}
        size={30}
        onClick={() => props.onChange(!props.on)}
      >
        <Glyph size={16} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}
