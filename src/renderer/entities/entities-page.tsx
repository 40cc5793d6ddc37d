import { Button } from '@mantine/core';
import { IconCopyCheck, IconEyeOff, IconTopologyStar3, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import {
  confidences,
  type EntityKind,
  type EntityRole,
  entityKinds,
  entityRoles,
} from '../../shared/domain/kinds.ts';
import { ListPage } from '../app/list-page.tsx';
import { casePath, replacePlace, usePlace, useSelection } from '../app/places.ts';
import { type RowOf, useCall, useListState, useRows } from '../app/queries.ts';
import { RecordTable } from '../app/record-table.tsx';
import { useCommands } from '../app/use-commands.ts';
import { CheckedPill } from '../fields/checked-pill.tsx';
import { countryName, labelOf } from '../fields/choices.ts';
import { EntityName } from '../fields/entity-kind.tsx';
import { KindsFilter } from '../fields/kinds-filter.tsx';
import { MarkingBadge } from '../fields/marking.tsx';
import { Empty, NoMatch } from '../ui/empty.tsx';
import { formatDay } from '../ui/format.ts';
import { IconToggle } from '../ui/icon-toggle.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import type { Column } from '../ui/table/data-table.tsx';
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
    cell: (row) => <CheckedPill checked={row.checked} problems={row.problems} />,
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
  const { search } = usePlace();
  const [selectedId, select] = useSelection(caseId, 'entities');
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
  useCommands([
    {
      id: 'entity.new',
      title: 'New entity',
      group: 'Entities',
      shortcut: 'Mod+N',
      run: () => setCreating(true),
    },
  ]);
  const groups = useCall('duplicate.list', { caseId, state: 'open', limit: 1 }).data?.total ?? 0;
  if (search.view === 'duplicates') return <DuplicatesPage caseId={caseId} />;
  const filtered = list.search !== '' || kinds.length > 0 || roles.length > 0;
  return (
    <ListPage
      title="Entities"
      total={source.total}
      error={source.error}
      tools={
        <>
          <KindsFilter
            label="Kinds of entities"
            all="All kinds"
            words={entityKinds}
            width={180}
            value={kinds}
            onChange={setKinds}
          />
          <KindsFilter
            label="Roles"
            all="All roles"
            words={entityRoles}
            width={180}
            value={roles}
            onChange={setRoles}
          />
          <SearchBox label="Search entities" value={list.search} onChange={list.setSearch} />
          <IconToggle icon={IconEyeOff} label="Show hidden" on={list.hidden} onChange={list.setHidden} />
          {groups > 0 && (
            <Button
              variant="default"
              leftSection={<IconCopyCheck size={15} />}
              onClick={() => replacePlace(casePath(caseId, 'entities', { view: 'duplicates' }))}
            >
              {groups.toLocaleString('en')} to decide
            </Button>
          )}
          <Button leftSection={<IconUserPlus size={15} />} onClick={() => setCreating(true)}>
            New entity
          </Button>
        </>
      }
      side={
        selectedId && (
          <EntityDetail key={selectedId} caseId={caseId} id={selectedId} onClose={() => select(null)} />
        )
      }
    >
      <RecordTable
        label="Entities"
        columns={selectedId ? narrow : columns}
        source={source}
        list={list}
        selectedId={selectedId}
        onSelect={select}
        empty={
          filtered ? (
            <NoMatch icon={IconTopologyStar3} title="No entity matches" />
          ) : (
            <Empty
              icon={IconTopologyStar3}
              title="No entities yet"
              actions={<Button onClick={() => setCreating(true)}>New entity</Button>}
            >
              Victims, suspects, domains, numbers, accounts: each once, in one normal form, however often it
              was found.
            </Empty>
          )
        }
      />
      <EntityEditor
        caseId={caseId}
        record={null}
        opened={creating}
        onClose={() => setCreating(false)}
        onSaved={(id) => select(id)}
      />
    </ListPage>
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
