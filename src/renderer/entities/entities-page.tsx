import { Button, MultiSelect } from '@mantine/core';
import { IconCopyCheck, IconEyeOff, IconTopologyStar3, IconUserPlus } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import {
  confidences,
  type EntityKind,
  type EntityRole,
  entityKinds,
  entityRoles,
} from '../../shared/domain/kinds.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { casePath, replacePlace, usePlace } from '../app/places.ts';
import { type RowOf, useCall, useListState, useRows } from '../app/queries.ts';
import { useCommands } from '../app/use-commands.ts';
import { choicesOf, countryName, labelOf } from '../fields/choices.ts';
import { EntityName } from '../fields/entity-kind.tsx';
import { MarkingBadge } from '../fields/marking.tsx';
import { Empty } from '../ui/empty.tsx';
import { formatDay } from '../ui/format.ts';
import { IconToggle } from '../ui/icon-toggle.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { type Column, DataTable } from '../ui/table/data-table.tsx';
import { DuplicatesView } from './duplicates-view.tsx';
import { EntityDetail } from './entity-detail.tsx';
import { EntityEditor } from './entity-editor.tsx';

type Row = RowOf<'entity.list'>;

function Roles({ row }: { row: Row }) {
  return (
    <span className="row" style={{ gap: 4 }}>
      {row.roles.map((role) => (
        <span key={role} className={`pill ${role === 'victim' ? 'accent' : role === 'suspect' ? 'bad' : ''}`}>
          {labelOf(entityRoles, role)}
        </span>
      ))}
    </span>
  );
}

const columns: Column<Row>[] = [
  {
    key: 'display',
    header: 'Entity',
    width: 'minmax(190px, 2.2fr)',
    sort: 'display',
    cell: (row) => <EntityName kind={row.kind} display={row.display} />,
  },
  {
    key: 'kind',
    header: 'Kind',
    width: '124px',
    sort: 'kind',
    cell: (row) => labelOf(entityKinds, row.kind),
  },
  { key: 'roles', header: 'Roles', width: 'minmax(150px, 1.4fr)', cell: (row) => <Roles row={row} /> },
  {
    key: 'country',
    header: 'Country',
    width: 'minmax(116px, 0.8fr)',
    sort: 'country',
    cell: (row) => (row.country ? countryName(row.country) : <span className="dim">–</span>),
  },
  {
    key: 'checked',
    header: 'Form',
    width: '88px',
    cell: (row) =>
      row.checked === 'invalid' ? (
        <span className="pill bad" title={row.problems.join('\n')}>
          Invalid
        </span>
      ) : row.checked === 'valid' ? (
        <span className="pill good">Valid</span>
      ) : (
        <span className="dim">Unchecked</span>
      ),
  },
  {
    key: 'confidence',
    header: 'Confidence',
    width: '100px',
    cell: (row) => labelOf(confidences, row.confidence),
  },
  {
    key: 'events',
    header: 'Events',
    width: '68px',
    align: 'number',
    sort: 'eventCount',
    cell: (row) => row.eventCount,
  },
  {
    key: 'seen',
    header: 'First seen',
    width: '96px',
    sort: 'firstSeen',
    cell: (row) => formatDay(row.firstSeen),
  },
  {
    key: 'marking',
    header: 'Marking',
    width: '136px',
    cell: (row) => <MarkingBadge marking={row.marking} />,
  },
];
const narrow = columns.filter((column) => ['display', 'kind', 'roles', 'country'].includes(column.key));

/** People, organisations and the things of the scheme. */
export function EntitiesPage({ caseId }: { caseId: string }) {
  const { id: selectedId, search } = usePlace();
  const list = useListState('display');
  const [kinds, setKinds] = useState<string[]>([]);
  const [roles, setRoles] = useState<string[]>(typeof search.role === 'string' ? [search.role] : []);
  const [creating, setCreating] = useState(false);
  const source = useRows('entity.list', {
    caseId,
    ...list.input,
    ...(kinds.length ? { kinds: kinds as EntityKind[] } : {}),
    ...(roles.length ? { roles: roles as EntityRole[] } : {}),
  });
  const select = useCallback(
    (id: string | null) => replacePlace(casePath(caseId, 'entities', id ? { id } : {})),
    [caseId],
  );
  useCommands([
    {
      id: 'entity.new',
      title: 'New entity',
      group: 'Entities',
      shortcut: 'Mod+N',
      run: () => setCreating(true),
    },
  ]);
  const pairs = useCall('duplicate.list', { caseId, verdict: 'open', limit: 1 }).data?.total ?? 0;
  if (search.view === 'duplicates') return <DuplicatesPage caseId={caseId} />;
  const filtered = list.search !== '' || kinds.length > 0 || roles.length > 0;
  return (
    <div className="page">
      <header className="page-head">
        <h1>Entities</h1>
        {source.total !== null && <span className="count">{source.total.toLocaleString('en')}</span>}
        <div className="spread" />
        <MultiSelect
          aria-label="Kinds of entities"
          placeholder={kinds.length ? '' : 'All kinds'}
          w={180}
          clearable
          searchable
          data={choicesOf(entityKinds)}
          value={kinds}
          onChange={setKinds}
        />
        <MultiSelect
          aria-label="Roles"
          placeholder={roles.length ? '' : 'All roles'}
          w={180}
          clearable
          searchable
          data={choicesOf(entityRoles)}
          value={roles}
          onChange={setRoles}
        />
        <SearchBox label="Search entities" value={list.search} onChange={list.setSearch} />
        <IconToggle icon={IconEyeOff} label="Show hidden" on={list.hidden} onChange={list.setHidden} />
        {pairs > 0 && (
          <Button
            variant="default"
            leftSection={<IconCopyCheck size={15} />}
            onClick={() => replacePlace(casePath(caseId, 'entities', { view: 'duplicates' }))}
          >
            {pairs.toLocaleString('en')} to decide
          </Button>
        )}
        <Button leftSection={<IconUserPlus size={15} />} onClick={() => setCreating(true)}>
          New entity
        </Button>
      </header>
      <ErrorNotice error={source.error} />
      <div className="split">
        <div className="main">
          <DataTable
            label="Entities"
            columns={selectedId ? narrow : columns}
            source={source}
            rowId={(row) => row.id}
            order={list}
            selectedId={selectedId}
            onSelect={(row) => select(row.id)}
            isHidden={(row) => row.hidden}
            empty={
              filtered ? (
                <Empty icon={IconTopologyStar3} title="No entity matches">
                  Take a filter away or search for something else.
                </Empty>
              ) : (
                <Empty
                  icon={IconTopologyStar3}
                  title="No entities yet"
                  actions={<Button onClick={() => setCreating(true)}>New entity</Button>}
                >
                  Victims, suspects, domains, numbers, accounts: each once, in one normal form, however often
                  it was found.
                </Empty>
              )
            }
          />
        </div>
        {selectedId && (
          <EntityDetail key={selectedId} caseId={caseId} id={selectedId} onClose={() => select(null)} />
        )}
      </div>
      <EntityEditor
        caseId={caseId}
        record={null}
        opened={creating}
        onClose={() => setCreating(false)}
        onSaved={(id) => select(id)}
      />
    </div>
  );
}

/** The same area with what an import was not sure of. */
function DuplicatesPage({ caseId }: { caseId: string }) {
  return (
    <div className="page">
      <header className="page-head">
        <h1>Possible duplicates</h1>
        <div className="spread" />
        <Button variant="default" onClick={() => replacePlace(casePath(caseId, 'entities'))}>
          All entities
        </Button>
      </header>
      <DuplicatesView caseId={caseId} />
    </div>
  );
}
