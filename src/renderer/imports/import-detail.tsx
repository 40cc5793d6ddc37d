import { Button, Loader, SegmentedControl } from '@mantine/core';
import { IconArrowBackUp, IconFileSpreadsheet, IconListCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { countWords } from '../../shared/domain/import-count-words.ts';
import { importReaders } from '../../shared/domain/import-words.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { asProfferError, call } from '../app/client.ts';
import { confirm } from '../app/confirm.tsx';
import { ErrorNotice } from '../app/error-notice.tsx';
import { casePath, go } from '../app/places.ts';
import { type RowOf, useCall, useRows } from '../app/queries.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { labelOf } from '../fields/choices.ts';
import { OwnContacts } from '../fields/own-contacts.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { formatCount, formatInstant } from '../ui/format.ts';
import { Section, SidePanel } from '../ui/side-panel.tsx';
import { type Column, DataTable } from '../ui/table/data-table.tsx';
import { SeverityPill } from './severity-pill.tsx';
import { StatePill } from './state-pill.tsx';

type Import = Output<'import.get'>;
type Finding = RowOf<'import.findings'>;
type Severity = Finding['severity'] | 'all';

const columns: Column<Finding>[] = [
  { key: 'place', header: 'Where', width: '82px', sort: 'place', cell: (row) => row.place },
  {
    key: 'what',
    header: 'What',
    width: 'minmax(120px, 1fr)',
    cell: (row) => (
      <span title={[row.message, row.raw ?? ''].map(revealHidden).join('\n\n')}>
        <SeverityPill severity={row.severity} /> <bdi>{revealHidden(row.message)}</bdi>
      </span>
    ),
  },
];

async function undo(record: Import): Promise<void> {
  const answer = await confirm({
    title: 'Take this import back?',
    body: 'Everything it made is hidden, everything it changed is as it was before. The log keeps both, and it can be done again from there.',
    confirm: 'Take back',
    danger: true,
  });
  if (answer === null) return;
  try {
    await call('import.undo', { id: record.id });
  } catch (error) {
    const failure = asProfferError(error);
    if (typeof failure.details.changed !== 'number') throw error;
    const keep = await confirm({
      title: 'Some records were changed since, or are needed by others',
      body: failure.message,
      confirm: 'Take the rest back, keep those',
    });
    if (keep === null) return;
    await call('import.undo', { id: record.id, keepChanged: true });
  }
  toast('The import was taken back.');
}

async function exportFindings(record: Import): Promise<void> {
  const folder = await window.proffer.saveFolder({ title: 'Where the findings go' });
  if (!folder) return;
  const { path } = await call('import.exportFindings', { id: record.id, folder });
  toast(`Written: ${path}`);
}

/** One import: what it read and made, each row that could not be taken as it was, and the way back. */
export function ImportDetail({ id, onClose }: { id: string; onClose(): void }) {
  const answer = useCall('import.get', { id });
  const record = answer.data;
  if (!record)
    return (
      <SidePanel label="Import details" title="Import" onClose={onClose}>
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
        {answer.isLoading && <Loader aria-label="Reading" />}
      </SidePanel>
    );
  const { source, findings } = record;
  return (
    <SidePanel
      label="Import details"
      title={
        <>
          {source && <span className="mono dim">{source.exhibit} </span>}
          <bdi>{revealHidden(record.title)}</bdi>
        </>
      }
      below={
        <div className="row">
          <StatePill row={record} />
          {record.undone && <span className="small dim">It can be done again from the log.</span>}
        </div>
      }
      actions={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowBackUp size={14} />}
          disabled={!record.undoable}
          onClick={() => void undo(record).catch(toastError)}
        >
          Take back
        </Button>
      }
      onClose={onClose}
    >
      {!record.undone && <OwnContacts caseId={record.caseId} importId={record.id} />}
      <Section title="What came of it">
        <Facts
          rows={[
            ['Records', countWords(record.counts)],
            ['Read as', labelOf(importReaders, record.reader)],
            ['Begun', `${formatInstant(record.startedAt, true)} UTC`],
            ['Ended', record.endedAt && `${formatInstant(record.endedAt, true)} UTC`],
            [
              'From',
              source && record.evidenceId && (
                <button
                  key="from"
                  type="button"
                  className="link-button"
                  onClick={() => go(casePath(record.caseId, 'evidence', { id: record.evidenceId! }))}
                >
                  {source.exhibit} <bdi>{revealHidden(source.name)}</bdi>
                </button>
              ),
            ],
          ]}
        />
      </Section>
      <Findings record={record} />
      <Section title="How it was read">
        <details>
          <summary className="small dim">What was declared, as it stands in the log</summary>
          <pre className="import-options">{revealHidden(shownOptions(record.options))}</pre>
        </details>
      </Section>
      {findings.leftOut > 0 && (
        <p className="small dim">
          {formatCount(findings.leftOut, 'more finding')} were counted and not kept.
        </p>
      )}
    </SidePanel>
  );
}

const shownOptions = (options: string): string => JSON.stringify(JSON.parse(options), null, 2);

/** What could not be taken as it was; one line where that is nothing. */
function Findings({ record }: { record: Import }) {
  const { errors, warnings, infos } = record.findings;
  if (errors + warnings + infos > 0) return <FindingsTable record={record} />;
  return (
    <Section title="Findings">
      <p className="dim">
        {record.state === 'complete' ? 'None: everything was taken as it was.' : 'None so far.'}
      </p>
    </Section>
  );
}

function FindingsTable({ record }: { record: Import }) {
  const [severity, setSeverity] = useState<Severity>('all');
  const { errors, warnings, infos } = record.findings;
  const source = useRows('import.findings', {
    id: record.id,
    ...(severity === 'all' ? {} : { severity }),
  });
  return (
    <Section
      title="Findings"
      action={
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconFileSpreadsheet size={13} />}
          onClick={() => void exportFindings(record).catch(toastError)}
        >
          As CSV…
        </Button>
      }
    >
      <SegmentedControl
        size="xs"
        mb={6}
        aria-label="Which findings"
        value={severity}
        onChange={(value) => setSeverity(value as Severity)}
        data={[
          { value: 'all', label: 'All' },
          { value: 'error', label: `Errors ${errors.toLocaleString('en')}` },
          { value: 'warning', label: `Warnings ${warnings.toLocaleString('en')}` },
          { value: 'info', label: `Notes ${infos.toLocaleString('en')}` },
        ]}
      />
      <ErrorNotice error={source.error} />
      <div className="findings-table">
        <DataTable
          label="Findings"
          columns={columns}
          source={source}
          rowId={(row) => row.id}
          empty={
            <Empty icon={IconListCheck} title="No findings">
              None of this kind.
            </Empty>
          }
        />
      </div>
    </Section>
  );
}
