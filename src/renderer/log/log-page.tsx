import './log.css';
import { Button } from '@mantine/core';
import { IconArrowBackUp, IconHistory, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { undoLast } from '../app/app-commands.tsx';
import { startJob } from '../app/client.ts';
import { ListPage } from '../app/list-page.tsx';
import { useSelection } from '../app/places.ts';
import { type RowOf, useListState, useRows } from '../app/queries.ts';
import { toastError } from '../app/toasts.tsx';
import { useCommands } from '../app/use-commands.ts';
import { Empty } from '../ui/empty.tsx';
import { formatInstant } from '../ui/format.ts';
import { SearchBox } from '../ui/search-box.tsx';
import { type Column, DataTable } from '../ui/table/data-table.tsx';
import { LogEntry } from './log-entry.tsx';
import { LogVerdict } from './log-verdict.tsx';

type Row = RowOf<'log.list'>;

const idOf = (row: Row) => `${row.deviceId}:${row.seq}`;

const columns: Column<Row>[] = [
  { key: 'seq', header: 'No.', width: '70px', align: 'number', sort: 'seq', cell: (row) => row.seq },
  { key: 'at', header: 'When (UTC)', width: '150px', cell: (row) => formatInstant(row.at, true) },
  {
    key: 'who',
    header: 'Who',
    width: 'minmax(120px, 1fr)',
    cell: (row) => <bdi title={`${row.author.organisation}\n${row.author.key}`}>{row.author.person}</bdi>,
  },
  { key: 'reason', header: 'Why', width: '86px', cell: (row) => row.reason },
  {
    key: 'summary',
    header: 'What',
    width: 'minmax(220px, 3fr)',
    cell: (row) => (
      <>
        <bdi>{row.summary}</bdi>
        {row.undoneBy !== null && (
          <span className="pill" style={{ marginLeft: 8 }}>
            undone by {row.undoneBy}
          </span>
        )}
      </>
    ),
  },
  { key: 'changes', header: 'Records', width: '74px', align: 'number', cell: (row) => row.changeCount },
  {
    key: 'hash',
    header: 'Hash',
    width: '100px',
    cell: (row) => (
      <span className="mono dim" title={row.hash}>
        {row.hash.slice(0, 10)}…
      </span>
    ),
  },
];

const narrow = columns.filter((column) => !['changes', 'hash', 'reason'].includes(column.key));

/** Every write of the case, in order, hash chained. */
export function LogPage({ caseId }: { caseId: string }) {
  const [selectedId, select] = useSelection(caseId, 'log');
  const list = useListState('seq', 'descending');
  const source = useRows('log.list', { caseId, ...list.input });
  const [jobId, setJobId] = useState<string | null>(null);
  const verify = () => void startJob('log.verify', {}).then(setJobId, toastError);
  useCommands([
    { id: 'log.verify', title: 'Verify the log', group: 'Log', keywords: 'audit chain', run: verify },
  ]);
  return (
    <ListPage
      title="Log"
      total={source.total}
      error={source.error}
      tools={
        <>
          <SearchBox label="Search log" value={list.search} onChange={list.setSearch} />
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={15} />}
            onClick={() => void undoLast(caseId)}
          >
            Undo last change
          </Button>
          <Button leftSection={<IconShieldCheck size={15} />} onClick={verify}>
            Verify log
          </Button>
        </>
      }
      above={<LogVerdict jobId={jobId} onClose={() => setJobId(null)} />}
      side={
        selectedId && (
          <LogEntry key={selectedId} caseId={caseId} id={selectedId} onClose={() => select(null)} />
        )
      }
    >
      <DataTable
        label="Log"
        columns={selectedId ? narrow : columns}
        source={source}
        rowId={idOf}
        order={list}
        selectedId={selectedId}
        onSelect={(row) => select(idOf(row))}
        empty={
          <Empty icon={IconHistory} title={list.search ? 'No entry matches' : 'Nothing written yet'}>
            {list.search
              ? 'Search for something else.'
              : 'Every change of the case will stand here, with who and why.'}
          </Empty>
        }
      />
    </ListPage>
  );
}
