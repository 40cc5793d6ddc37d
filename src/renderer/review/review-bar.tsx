import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

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
