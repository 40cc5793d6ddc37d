import { Button, Loader } from '@mantine/core';
import { Fragment } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { call } from '../app/client.ts';
import { confirm } from '../app/confirm.tsx';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useCall } from '../app/queries.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { CopyValue } from '../fields/copy-value.tsx';
import { Facts } from '../ui/facts.tsx';
import { formatInstant } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { Section, SidePanel } from '../ui/side-panel.tsx';
import { fieldChanges } from './field-changes.ts';

type Entry = Output<'log.get'>;

/** Taking back what took a change back does it again. */
const isUndoing = (entry: Entry): boolean => entry.reason === 'undo';

async function undo(caseId: string, entry: Entry): Promise<void> {
  const { seq, summary } = entry;
  const yes = await confirm({
    title: isUndoing(entry) ? `Take entry ${seq} back, and so do the change again?` : `Undo entry ${seq}?`,
    body: (
      <>
        <p>
          <strong>{summary}</strong>
        </p>
        <p className="dim">If the same fields were edited since, this is refused and nothing changes.</p>
      </>
    ),
    confirm: isUndoing(entry) ? 'Do it again' : 'Undo',
  });
  if (yes === null) return;
  const done = await call('log.undo', { caseId, seq });
  toast(done.entry.summary);
}

/** One entry: who, when, why, and each field before and after. `id` is `device:number`. */
export function LogEntry(props: { caseId: string; id: string; onClose(): void }) {
  const at = props.id.lastIndexOf(':');
  const seq = Number(props.id.slice(at + 1));
  const answer = useCall('log.get', { deviceId: props.id.slice(0, at), seq });
  const entry = answer.data;
  if (!entry) {
    return (
      <SidePanel label="Log entry" title={`Entry ${seq}`} onClose={props.onClose}>
        <ErrorNotice error={answer.error} />
        {answer.isLoading && <Loader aria-label="Reading" />}
      </SidePanel>
    );
  }
  return (
    <SidePanel
      label="Log entry"
      title={
        <>
          <span className="dim">{entry.seq}</span> <bdi>{entry.summary}</bdi>
        </>
      }
      actions={
        entry.undoable && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => void undo(props.caseId, entry).catch(toastError)}
          >
            {isUndoing(entry) ? 'Do again' : 'Undo'}
          </Button>
        )
      }
      onClose={props.onClose}
    >
      <Section title="Entry">
        <Facts
          rows={[
            [
              'When',
              `${formatInstant(entry.at, true)} UTC${entry.zone === 'UTC' ? '' : ` (written in ${entry.zone})`}`,
            ],
            ['Who', <bdi key="p">{entry.author.person}</bdi>],
            ['Organisation', <bdi key="o">{entry.author.organisation}</bdi>],
            ['Key', <CopyValue key="k" value={entry.author.key} what="key" />],
            ['Why', entry.reason],
            ['Undone by', entry.undoneBy !== null && `entry ${entry.undoneBy}`],
            ['Hash', <CopyValue key="h" value={entry.hash} what="hash" />],
            ['Hash before', <CopyValue key="b" value={entry.prevHash} what="hash of the entry before" />],
          ]}
        />
      </Section>
      {entry.truncatedChanges && <Notice>Only the first records of this entry are shown.</Notice>}
      {entry.changes.map((change) => (
        <Section key={`${change.table} ${change.id}`} title={`${change.table} ${change.id.slice(-8)}`}>
          <div className="before-after">
            <div className="head">Field</div>
            <div className="head">Before</div>
            <div className="head">After</div>
            {fieldChanges(change.before, change.after).map((field) => (
              <Fragment key={field.field}>
                <div className="dim">{field.field}</div>
                <div className={field.before !== null && field.before !== '' ? 'was' : undefined}>
                  {field.before ?? ''}
                </div>
                <div className={field.after !== null && field.after !== '' ? 'is' : undefined}>
                  {field.after ?? ''}
                </div>
              </Fragment>
            ))}
          </div>
        </Section>
      ))}
    </SidePanel>
  );
}
