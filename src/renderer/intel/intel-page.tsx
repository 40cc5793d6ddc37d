import './intel.css';
import { Button, Select } from '@mantine/core';
import { IconFileImport, IconPuzzle } from '@tabler/icons-react';
import { useState } from 'react';
import { intelObjectStates } from '../../shared/domain/intel-words.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { ListPage } from '../app/list-page.tsx';
import { usePlace, useSelection } from '../app/places.ts';
import { type RowOf, useCall, useListState, useRows } from '../app/queries.ts';
import { RecordTable } from '../app/record-table.tsx';
import { useCommands } from '../app/use-commands.ts';
import { MarkingBadge } from '../fields/marking.tsx';
import { Empty } from '../ui/empty.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import type { Column } from '../ui/table/data-table.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { IntelObject } from './intel-object.tsx';
import { type ObjectState, StatePill } from './state-pill.tsx';

type Row = RowOf<'intel.objects'>;

const columns: Column<Row>[] = [
  {
    key: 'type',
    header: 'Type',
    width: 'minmax(120px, 1fr)',
    sort: 'type',
    cell: (row) => <span className="mono">{row.type}</span>,
  },
  {
    key: 'title',
    header: 'Title',
    width: 'minmax(200px, 3fr)',
    sort: 'title',
    cell: (row) => <bdi title={row.sourceId}>{revealHidden(row.title)}</bdi>,
  },
  {
    key: 'state',
    header: 'What became of it',
    width: '150px',
    sort: 'state',
    cell: (row) => <StatePill state={row.state} />,
  },
  {
    key: 'creator',
    header: 'Made by',
    width: 'minmax(100px, 1fr)',
    sort: 'creator',
    cell: (row) => <bdi>{revealHidden(row.creator)}</bdi>,
  },
  {
    key: 'version',
    header: 'Version',
    width: '128px',
    sort: 'version',
    cell: (row) => <span className="dim">{row.version.slice(0, 16).replace('T', ' ')}</span>,
  },
  {
    key: 'marking',
    header: 'Marking',
    width: '136px',
    cell: (row) => <MarkingBadge marking={row.marking} />,
  },
];
const narrow = columns.filter(({ key }) => !['creator', 'version', 'marking'].includes(key));

const views = { kept: 'Not in records', all: 'All', ...pick('read'), ...pick('revoked') };
function pick(state: ObjectState): Record<string, string> {
  return { [state]: intelObjectStates[state] };
}
const statesOf = (view: string): ObjectState[] | undefined =>
  view === 'all' ? undefined : view === 'kept' ? ['partly', 'kept'] : [view as ObjectState];

/** What STIX and MISP files brought: above all what this program has no records for, kept as it was written. */
export function IntelPage({ caseId }: { caseId: string }) {
  const { search: address } = usePlace();
  const [selectedId, select] = useSelection(caseId, 'intel');
  const list = useListState('type');
  const [view, setView] = useState('kept');
  const [type, setType] = useState<string | null>(null);
  const wanted = typeof address.import === 'string' ? address.import : null;
  const [importing, setImporting] = useState<boolean>(wanted !== null);
  const states = statesOf(view);
  const source = useRows('intel.objects', {
    caseId,
    ...list.input,
    ...(states ? { states } : {}),
    ...(type === null ? {} : { type }),
  });
  const types = useCall('intel.types', { caseId }, { keepPrevious: true });
  useCommands([
    {
      id: 'intel.import',
      title: 'Import STIX or MISP',
      group: 'Intelligence',
      keywords: 'threat intelligence bundle event json',
      run: () => setImporting(true),
    },
  ]);
  const known = [...new Set((types.data?.types ?? []).map((one) => one.type))];
  const anything = known.length > 0;
  return (
    <ListPage
      title="Intelligence"
      total={source.total}
      error={source.error}
      tools={
        <>
          {anything && (
            <>
              <Select
                aria-label="What became of the objects"
                w={170}
                allowDeselect={false}
                data={Object.entries(views).map(([value, label]) => ({ value, label }))}
                value={view}
                onChange={(value) => value && setView(value)}
              />
              <Select
                aria-label="Type"
                placeholder="All types"
                w={170}
                clearable
                searchable
                data={known}
                value={type}
                onChange={setType}
              />
              <SearchBox label="Search objects" value={list.search} onChange={list.setSearch} />
            </>
          )}
          <Button leftSection={<IconFileImport size={15} />} onClick={() => setImporting(true)}>
            Import STIX or MISP
          </Button>
        </>
      }
      side={
        selectedId && (
          <IntelObject key={selectedId} caseId={caseId} id={selectedId} onClose={() => select(null)} />
        )
      }
    >
      <RecordTable
        label="Objects of other sources"
        columns={selectedId ? narrow : columns}
        source={source}
        list={list}
        selectedId={selectedId}
        onSelect={select}
        empty={
          anything ? (
            <Empty icon={IconPuzzle} title="No object matches">
              {view === 'kept' && !list.search && type === null
                ? 'All that came in is in records. Choose “All” to see where each came from.'
                : 'Remove a filter or search for something else.'}
            </Empty>
          ) : (
            <Empty
              icon={IconPuzzle}
              title="Nothing of other sources yet"
              actions={<Button onClick={() => setImporting(true)}>Import STIX or MISP</Button>}
            >
              A partner’s STIX bundle or MISP event becomes entities, links and events. What has no place
              among them stands here, word for word.
            </Empty>
          )
        }
      />
      <ImportDialog
        caseId={caseId}
        evidenceId={wanted}
        opened={importing}
        onClose={() => {
          setImporting(false);
          if (wanted !== null) select(null);
        }}
      />
    </ListPage>
  );
}
