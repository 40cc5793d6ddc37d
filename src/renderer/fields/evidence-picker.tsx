import './fields.css';
import { ActionIcon, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall } from '../app/queries.ts';

export interface PickedEvidence {
  id: string;
  number: number;
  name: string;
}

/** The evidence something rests on: found by number or name, kept as a list. */
export function EvidencePicker(props: {
  caseId: string;
  label?: string;
  value: readonly PickedEvidence[];
  onChange(value: PickedEvidence[]): void;
}) {
  const label = props.label ?? 'Rests on evidence';
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 140);
  const found = useCall(
    'evidence.list',
    {
      caseId: props.caseId,
      limit: 25,
      sort: 'number',
      ...(settled.trim() ? { search: settled.trim() } : {}),
    },
    { keepPrevious: true },
  );
  const listed = (found.data?.rows ?? []).filter((row) => !props.value.some((each) => each.id === row.id));
  return (
    <div className="stack" style={{ gap: 6 }}>
      <Select
        label={label}
        placeholder="Type a number or part of a name"
        searchable
        data={listed.map((row) => ({ value: row.id, label: `${row.exhibit}  ${row.name}` }))}
        value={null}
        searchValue={search}
        onSearchChange={setSearch}
        filter={({ options }) => options}
        nothingFoundMessage={found.isFetching ? 'Looking…' : 'No such evidence in this case'}
        onChange={(id) => {
          const row = listed.find((each) => each.id === id);
          if (!row) return;
          props.onChange([...props.value, { id: row.id, number: row.number, name: row.name }]);
          setSearch('');
        }}
      />
      {props.value.map((each) => (
        <div key={each.id} className="chosen">
          <span className="mono dim">{each.number}</span>
          <bdi className="truncate">{each.name}</bdi>
          <ActionIcon
            size={20}
            aria-label={`Remove ${each.name}`}
            onClick={() => props.onChange(props.value.filter((one) => one.id !== each.id))}
          >
            <IconX size={13} />
          </ActionIcon>
        </div>
      ))}
    </div>
  );
}
