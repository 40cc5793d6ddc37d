import { SegmentedControl } from '@mantine/core';
import { IconArrowsCross } from '@tabler/icons-react';
import { useState } from 'react';
import { entityKinds, entityRoles } from '../../shared/domain/kinds.ts';
import { ListPage } from '../app/list-page.tsx';
import { casePath, go, useSelection } from '../app/places.ts';
import { type RowOf, useListState, useRows } from '../app/queries.ts';
import { labelOf } from '../fields/choices.ts';
import { EntityName } from '../fields/entity-kind.tsx';
import { EntityMatches } from '../fields/entity-matches.tsx';
import { basisWords, type MatchBasis } from '../fields/match-basis.ts';
import { Empty } from '../ui/empty.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { type Column, DataTable } from '../ui/table/data-table.tsx';

type Row = RowOf<'match.list'>;

const rolesText = (roles: Row['roles']) => roles.map((role) => labelOf(entityRoles, role)).join(', ');

const columns: Column<Row>[] = [
  {
    key: 'display',
    header: 'Entity',
    width: 'minmax(190px, 2fr)',
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
  { key: 'roles', header: 'Here', width: 'minmax(130px, 1fr)', cell: (row) => rolesText(row.roles) },
  {
    key: 'basis',
    header: 'Because of',
    width: '132px',
    cell: (row) => (
      <span
        className={`pill ${row.basis === 'identifier' ? 'good' : 'warn'}`}
        title={basisWords[row.basis].hint}
      >
        {basisWords[row.basis].label}
      </span>
    ),
  },
  {
    key: 'cases',
    header: 'Other cases',
    width: '96px',
    align: 'number',
    sort: 'caseCount',
    cell: (row) => row.caseCount,
  },
  {
    key: 'where',
    header: 'Where, and as what',
    width: 'minmax(220px, 2fr)',
    cell: (row) => {
      const places = row.others.map((one) =>
        [one.caseReference, rolesText(one.roles)].filter(Boolean).join(': '),
      );
      return <bdi>{[...new Set(places)].join(' · ')}</bdi>;
    },
  },
];
const narrow = columns.filter((column) => ['display', 'basis', 'cases'].includes(column.key));

const sure: MatchBasis[] = ['identifier', 'contact'];

/** What of this case is known in other cases too. */
export function MatchesPage({ caseId }: { caseId: string }) {
  const [selectedId, select] = useSelection(caseId, 'matches');
  const list = useListState('caseCount', 'descending');
  const [names, setNames] = useState(false);
  const { hidden: _hidden, ...input } = list.input;
  const source = useRows('match.list', { caseId, ...input, ...(names ? {} : { bases: sure }) });
  return (
    <ListPage
      title="Matches with other cases"
      total={source.total}
      error={source.error}
      tools={
        <>
          <SegmentedControl
            aria-label="Which matches"
            size="xs"
            value={names ? 'all' : 'sure'}
            onChange={(value) => setNames(value === 'all')}
            data={[
              { value: 'sure', label: 'Identifiers' },
              { value: 'all', label: 'Names too' },
            ]}
          />
          <SearchBox label="Search matches" value={list.search} onChange={list.setSearch} />
        </>
      }
      side={
        selectedId && (
          <SidePanel label="Match details" title="Known elsewhere" onClose={() => select(null)}>
            <p style={{ marginBottom: 16 }}>
              <a href={`#${casePath(caseId, 'entities', { id: selectedId })}`}>
                Open the entity of this case
              </a>
            </p>
            <EntityMatches id={selectedId} />
          </SidePanel>
        )
      }
    >
      <DataTable
        label="Matches"
        columns={selectedId ? narrow : columns}
        source={source}
        rowId={(row) => row.entityId}
        order={list}
        selectedId={selectedId}
        onSelect={(row) => select(row.entityId)}
        onOpen={(row) => go(casePath(caseId, 'entities', { id: row.entityId }))}
        empty={
          <Empty
            icon={IconArrowsCross}
            title={list.search ? 'No match by that name' : 'Nothing in common with other cases'}
          >
            Numbers, sites, accounts and wallets of this case that stand in another case of this vault are
            listed here by themselves, for as long as both have them.
          </Empty>
        }
      />
    </ListPage>
  );
}
