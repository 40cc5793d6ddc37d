import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { casePath, go } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { formatBytes, formatCount } from '../ui/format.ts';
import { Section } from '../ui/side-panel.tsx';

const shownHere = 12;

/** What was taken out of a piece: attachments of a mail, messages of a mailbox, files of an archive. */
export function ChildEvidence({ record }: { record: Output<'evidence.get'> }) {
  const { id, caseId, children } = record;
  const answer = useCall('evidence.list', { caseId, parentId: id, limit: shownHere });
  const { rows = [], total = 0 } = answer.data ?? {};
  return (
    <Section
      title="Taken out of it"
      action={
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => go(casePath(caseId, 'evidence', { within: id }))}
        >
          List {children.shown === 1 ? 'it' : `all ${children.shown.toLocaleString('en')}`}
        </Button>
      }
    >
      <ErrorNotice error={answer.error} />
      <ul className="child-evidence">
        {rows.map((row) => (
          <li key={row.id} className="row">
            <span className="mono dim">{row.exhibit}</span>
            <a className="spread" href={`#${casePath(caseId, 'evidence', { id: row.id })}`}>
              <bdi>{revealHidden(row.name)}</bdi>
            </a>
            <span className="dim small">{formatBytes(row.sizeBytes)}</span>
          </li>
        ))}
      </ul>
      {total > rows.length && (
        <p className="dim small">and {formatCount(total - rows.length, 'more piece')}</p>
      )}
    </Section>
  );
}

/** Asks, where a piece is hidden or brought back, whether what was taken out of it goes along. */
export function WithChildren(props: { verb: string; count: number; onChange(on: boolean): void }) {
  const [on, setOn] = useState(true);
  if (props.count === 0) return null;
  return (
    <Checkbox
      mt="xs"
      checked={on}
      label={`${props.verb} ${formatCount(props.count, 'piece')} taken out of it as well`}
      onChange={(event) => {
        setOn(event.currentTarget.checked);
        props.onChange(event.currentTarget.checked);
      }}
    />
  );
}
