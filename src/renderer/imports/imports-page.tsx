import './imports.css';
import { Button, Modal, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileImport, IconTableImport } from '@tabler/icons-react';
import { useState } from 'react';
import { countWords } from '../../shared/domain/import-count-words.ts';
import { importReaders } from '../../shared/domain/import-words.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { ListPage } from '../app/list-page.tsx';
import { casePath, go, usePlace, useSelection } from '../app/places.ts';
import { type RowOf, useCall, useListState, useRows } from '../app/queries.ts';
import { RecordTable } from '../app/record-table.tsx';
import { useCommands } from '../app/use-commands.ts';
import { labelOf } from '../fields/choices.ts';
import { Empty } from '../ui/empty.tsx';
import { formatInstant } from '../ui/format.ts';
import { SearchBox } from '../ui/search-box.tsx';
import type { Column } from '../ui/table/data-table.tsx';
import { ImportDetail } from './import-detail.tsx';
import { StatePill } from './state-pill.tsx';
import { TableWorkbench } from './table-workbench.tsx';
import { WaitingImports } from './waiting-imports.tsx';

type Row = RowOf<'import.list'>;

const columns: Column<Row>[] = [
  {
    key: 'started',
    header: 'Begun (UTC)',
    width: '134px',
    sort: 'startedAt',
    cell: (row) => formatInstant(row.startedAt),
  },
  {
    key: 'title',
    header: 'What was imported',
    width: 'minmax(180px, 2fr)',
    sort: 'title',
    cell: (row) => (
      <span>
        {row.source && <span className="mono dim">{row.source.exhibit} </span>}
        <bdi>{revealHidden(row.title)}</bdi>
      </span>
    ),
  },
  {
    key: 'reader',
    header: 'As',
    width: '100px',
    sort: 'reader',
    cell: (row) => <span className="dim">{labelOf(importReaders, row.reader)}</span>,
  },
  { key: 'state', header: 'State', width: '110px', sort: 'state', cell: (row) => <StatePill row={row} /> },
  {
    key: 'errors',
    header: 'Errors',
    width: '76px',
    align: 'number',
    cell: (row) =>
      row.findings.errors > 0 ? row.findings.errors.toLocaleString('en') : <span className="dim">0</span>,
  },
  {
    key: 'counts',
    header: 'What came of it',
    width: 'minmax(200px, 3fr)',
    cell: (row) => <span className="dim">{countWords(row.counts)}</span>,
  },
];
const narrow = columns.filter(({ key }) => key !== 'counts' && key !== 'reader');

/** What came into the case in one go, with what could not be taken, and the way back. */
export function ImportsPage({ caseId }: { caseId: string }) {
  const { search } = usePlace();
  if (typeof search.table === 'string')
    return <TableWorkbench key={search.table} caseId={caseId} evidenceId={search.table} />;
  return <ImportList caseId={caseId} />;
}

function ImportList({ caseId }: { caseId: string }) {
  const [selectedId, select] = useSelection(caseId, 'imports');
  const list = useListState('startedAt', 'descending');
  const source = useRows('import.list', { caseId, ...list.input });
  const [choosing, setChoosing] = useState(false);
  const begin = () => setChoosing(true);
  useCommands([
    {
      id: 'imports.table',
      title: 'Import a table',
      group: 'Imports',
      shortcut: 'Mod+N',
      keywords: 'csv xlsx xls ods html spreadsheet list',
      run: begin,
    },
  ]);
  const button = (
    <Button leftSection={<IconTableImport size={15} />} onClick={begin}>
      Import a table
    </Button>
  );
  return (
    <ListPage
      title="Imports"
      total={source.total}
      error={source.error}
      tools={
        <>
          <SearchBox label="Search imports" value={list.search} onChange={list.setSearch} />
          {button}
        </>
      }
      above={<WaitingImports caseId={caseId} />}
      side={selectedId && <ImportDetail key={selectedId} id={selectedId} onClose={() => select(null)} />}
    >
      <RecordTable
        label="Imports"
        columns={selectedId ? narrow : columns}
        source={source}
        list={list}
        selectedId={selectedId}
        onSelect={select}
        isHidden={(row) => row.undone}
        empty={
          list.search ? (
            <Empty icon={IconFileImport} title="No import matches">
              Nothing in names of files or imports fits “{list.search}”.
            </Empty>
          ) : (
            <Empty icon={IconFileImport} title="Nothing imported yet" actions={button}>
              Lists of victims, call logs, domain lists and bank statements become records here. Take the file
              in as evidence first; each record then says which row it rests on.
            </Empty>
          )
        }
      />
      <ChooseTable caseId={caseId} opened={choosing} onClose={() => setChoosing(false)} />
    </ListPage>
  );
}

/** Which piece of evidence is the table. */
function ChooseTable(props: { caseId: string; opened: boolean; onClose(): void }) {
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 140);
  const found = useCall(
    'evidence.list',
    {
      caseId: props.caseId,
      limit: 50,
      sort: 'number',
      ...(settled.trim() ? { search: settled.trim() } : {}),
    },
    { keepPrevious: true, enabled: props.opened },
  );
  const rows = found.data?.rows ?? [];
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Import a table" size={520}>
      <div className="form">
        <Select
          label="Evidence that is a table"
          description="CSV, TSV, text lists, workbooks (.xlsx, .xls, .ods), tables of HTML pages, JSON and JSON Lines"
          placeholder="Type a number or part of a name"
          data-autofocus
          searchable
          data={rows.map((row) => ({ value: row.id, label: `${row.exhibit}  ${row.name}` }))}
          value={null}
          searchValue={search}
          onSearchChange={setSearch}
          filter={({ options }) => options}
          nothingFoundMessage={found.isFetching ? 'Looking…' : 'No such evidence in this case'}
          onChange={(table) => table && go(casePath(props.caseId, 'imports', { table }))}
        />
        <div className="form-actions">
          <Button variant="default" onClick={() => go(casePath(props.caseId, 'evidence'))}>
            Take files in first
          </Button>
        </div>
      </div>
    </Modal>
  );
}
