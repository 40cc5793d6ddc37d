import { Button } from '@mantine/core';
import { type Icon, IconChecks } from '@tabler/icons-react';
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

/** All of a list at once; what that would be is asked first. */
export function AcceptAll(props: { disabled: boolean; onAccept(): Promise<void>; children: ReactNode }) {
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconChecks size={14} />}
      disabled={props.disabled}
      onClick={() => void props.onAccept()}
    >
      {props.children}
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
