import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** The right half of a list page: what is selected. Escape closes it. */
export function SidePanel(props: {
  label: string;
  title: ReactNode;
  below?: ReactNode;
  /** Takes half of the page: for records that are worked through there. */
  wide?: boolean;
  actions?: ReactNode;
  onClose(): void;
  children: ReactNode;
}) {
  return (
    <aside
      className={props.wide ? 'side wide' : 'side'}
      aria-label={props.label}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) props.onClose();
      }}
    >
      <div className="side-head">
        <div className="stack" style={{ flex: 1, minWidth: 0, gap: 4 }}>
          <h2>{props.title}</h2>
          {props.below}
        </div>
        {props.actions}
        <Tooltip label="Close (Esc)">
          <ActionIcon aria-label="Close details" onClick={props.onClose}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className="side-body">{props.children}</div>
    </aside>
  );
}

export function Section(props: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="section" aria-label={props.title}>
      <div className="section-head">
        <h3>{props.title}</h3>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}
