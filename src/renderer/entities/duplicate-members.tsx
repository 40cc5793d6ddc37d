import { Radio } from '@mantine/core';
import { fieldForms, fieldText } from '../../shared/contract/entity-forms.ts';
import type { Output } from '../../shared/contract/index.ts';
import { entityRoles } from '../../shared/domain/kinds.ts';
import { casePath, go } from '../app/places.ts';
import { type RowOf, useListState, useRows } from '../app/queries.ts';
import { countryName, labelOf } from '../fields/choices.ts';
import { type Column, DataTable } from '../ui/table/data-table.tsx';
import type { Ticks } from '../ui/table/use-ticks.ts';
import { keyOf } from './duplicate-group-id.ts';

type Member = RowOf<'duplicate.members'>;
/** As many fields as fit beside each other. */
const mostFields = 4;
const mostRows = 24;
const rowHeight = 30;
/** Of its heading and borders; below it stays as much of the window as the buttons need. */
const tableHead = 32;

/** The records of a group beneath each other: what differs from the one that stays stands out. */
export function DuplicateMembers(props: {
  group: Output<'duplicate.get'>;
  keepId: string | null;
  onKeep(record: { id: string; display: string }): void;
  ticks: Ticks;
}) {
  const { group, keepId, ticks } = props;
  // Oldest first: that one stays unless another is chosen.
  const list = useListState('createdAt');
  const { hidden: _hidden, ...input } = list.input;
  const source = useRows('duplicate.members', { ...keyOf(group), ...input });
  const shown = Array.from({ length: Math.min(source.total ?? 0, 200) }, (_, index) => source.row(index));
  const keeper = shown.find((row) => row?.id === keepId) ?? (keepId === null ? shown[0] : undefined);
  const columns: Column<Member>[] = [
    {
      key: 'keep',
      header: 'Stays',
      width: '52px',
      cell: (row) => (
        <Radio
          size="xs"
          aria-label={`${row.display} stays`}
          name="keep"
          checked={row.id === (keepId ?? keeper?.id)}
          onChange={() => props.onKeep({ id: row.id, display: row.display })}
        />
      ),
    },
    {
      key: 'display',
      header: 'Record',
      width: 'minmax(120px, 1.6fr)',
      sort: 'display',
      cell: (row) => (
        <bdi className="truncate" title={row.display}>
          {row.display}
        </bdi>
      ),
    },
    ...group.differing.slice(0, mostFields).map(({ field }) => fieldColumn(field, keeper)),
    {
      key: 'roles',
      header: 'Roles',
      width: 'minmax(70px, 0.8fr)',
      cell: (row) => (
        <span className="truncate">{row.roles.map((role) => labelOf(entityRoles, role)).join(', ')}</span>
      ),
    },
    {
      key: 'events',
      header: 'Events',
      width: '64px',
      align: 'number',
      sort: 'eventCount',
      cell: (row) => row.eventCount,
    },
    { key: 'evidence', header: 'Evidence', width: '74px', align: 'number', cell: (row) => row.evidenceCount },
    ...(shown.some((row) => row && row.apart > 0)
      ? [
          {
            key: 'apart',
            header: 'Said different',
            width: '108px',
            align: 'number' as const,
            cell: (row: Member) => (row.apart === group.members - 1 ? 'from all' : `from ${row.apart}`),
          },
        ]
      : []),
  ];
  return (
    <div
      className="duplicate-members"
      style={{ height: Math.min(group.members, mostRows) * rowHeight + tableHead }}
    >
      <DataTable
        label="Records of the group"
        columns={columns}
        source={source}
        rowId={(row) => row.id}
        order={list}
        {...(group.members > 2 ? { ticks } : {})}
        onOpen={(row) => go(casePath(group.caseId, 'entities', { id: row.id }))}
        empty={null}
      />
    </div>
  );
}

function fieldColumn(field: string, keeper: Member | undefined): Column<Member> {
  const isField = Object.hasOwn(fieldForms, field);
  const form = fieldForms[field as keyof typeof fieldForms];
  const textOf = (row: Member): string =>
    isField
      ? fieldText(form, row.fields[field as keyof Member['fields']])
      : row.country === null
        ? ''
        : countryName(row.country);
  return {
    key: field,
    header: isField ? form.label : 'Country',
    width: 'minmax(90px, 1fr)',
    ...(isField ? {} : { sort: 'country' }),
    cell: (row) => {
      const value = textOf(row);
      const said = keeper ? textOf(keeper) : '';
      if (value === '') return <span className="dim">–</span>;
      return (
        <bdi className={said !== '' && said !== value ? 'truncate differs' : 'truncate'} title={value}>
          {value}
        </bdi>
      );
    },
  };
}
