import './entities.css';
import { SegmentedControl } from '@mantine/core';
import { IconCopyCheck } from '@tabler/icons-react';
import { useState } from 'react';
import {
  type DuplicateBasis,
  type DuplicateState,
  duplicateBases,
  duplicateStates,
} from '../../shared/domain/duplicate-words.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { casePath, replacePlace, usePlace } from '../app/places.ts';
import { type RowSource, useListState, useRows } from '../app/queries.ts';
import { choicesOf, labelOf } from '../fields/choices.ts';
import { EntityName } from '../fields/entity-kind.tsx';
import { KindsFilter } from '../fields/kinds-filter.tsx';
import { Empty, NoMatch } from '../ui/empty.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { type Column, DataTable } from '../ui/table/data-table.tsx';
import { DuplicateGroupPanel } from './duplicate-group.tsx';
import { type DuplicateGroup, groupId, groupOfId, keyOf } from './duplicate-group-id.ts';

const columns: Column<DuplicateGroup>[] = [
  {
    key: 'basis',
    header: 'They share',
    width: '104px',
    cell: (row) => labelOf(duplicateBases, row.basis),
  },
  {
    key: 'match',
    header: 'What',
    width: 'minmax(150px, 1.4fr)',
    sort: 'match',
    cell: (row) => <EntityName kind={row.kind} display={row.shown} />,
  },
  {
    key: 'members',
    header: 'Records',
    width: '84px',
    align: 'number',
    sort: 'members',
    cell: (row) => row.members.toLocaleString('en'),
  },
  {
    key: 'first',
    header: 'Among them',
    width: 'minmax(180px, 2fr)',
    sort: 'first',
    cell: (row) => (
      <bdi className="truncate">{row.first === row.last ? row.first : `${row.first}, ${row.last}`}</bdi>
    ),
  },
  {
    key: 'names',
    header: 'Names',
    width: '72px',
    align: 'number',
    cell: (row) => row.names.toLocaleString('en'),
  },
];

/** Groups of records that may be one, decided one after the other. */
export function DuplicatesView({ caseId }: { caseId: string }) {
  const { search } = usePlace();
  const list = useListState('members', 'descending');
  const [state, setState] = useState<DuplicateState>('open');
  const [bases, setBases] = useState<string[]>([]);
  const selected = groupOfId(caseId, search.group);
  const select = (group: DuplicateGroup | null) =>
    replacePlace(
      casePath(caseId, 'entities', { view: 'duplicates', ...(group ? { group: groupId(group) } : {}) }),
    );
  const { hidden: _hidden, ...input } = list.input;
  const source = useRows('duplicate.list', {
    caseId,
    ...input,
    state,
    ...(bases.length > 0 ? { bases: bases as DuplicateBasis[] } : {}),
  });
  const selectedId = selected && groupId(selected);
  const next = nextOf(source, selectedId);
  return (
    <>
      <div className="row" style={{ padding: '8px 16px' }}>
        <SegmentedControl
          aria-label="Which groups"
          value={state}
          onChange={(value) => {
            setState(value as DuplicateState);
            select(null);
          }}
          data={choicesOf(duplicateStates)}
        />
        <div className="spread" />
        <KindsFilter
          label="What they share"
          all="Whatever they share"
          words={duplicateBases}
          width={190}
          value={bases}
          onChange={setBases}
        />
        <SearchBox label="Search groups" value={list.search} onChange={list.setSearch} />
      </div>
      <ErrorNotice error={source.error} />
      <div className="split">
        <div className="main">
          <DataTable
            label="Possible duplicates"
            columns={selected ? columns.slice(0, 3) : columns}
            source={source}
            rowId={groupId}
            order={list}
            selectedId={selectedId}
            onSelect={select}
            empty={
              list.search || bases.length > 0 ? (
                <NoMatch icon={IconCopyCheck} title="No group matches" />
              ) : (
                <Empty icon={IconCopyCheck} title={emptyTitles[state]}>
                  Where it is not sure whether records are one, all of them are kept and listed here, in
                  groups of those that share something.
                </Empty>
              )
            }
          />
        </div>
        {selected && (
          <DuplicateGroupPanel
            key={selectedId}
            group={keyOf(selected)}
            onClose={() => select(null)}
            onDecided={() => select(state === 'open' ? next : null)}
          />
        )}
      </div>
    </>
  );
}

const emptyTitles: Record<DuplicateState, string> = {
  open: 'Nothing to decide',
  later: 'Nothing put off',
  decided: 'Nothing said to be different',
};

/** The group after the selected one, in sight or just below: the next to decide. */
function nextOf(source: RowSource<DuplicateGroup>, id: string | null): DuplicateGroup | null {
  const total = source.total ?? 0;
  for (let index = 0; index < Math.min(total, 500); index++) {
    const row = source.row(index);
    if (row && groupId(row) === id) return source.row(index + 1) ?? source.row(index - 1) ?? null;
  }
  return null;
}
