import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { type EntityKind, type EntityRole, entityKinds, entityRoles } from '../../shared/domain/kinds.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useCall, useMutationCall } from '../app/queries.ts';
import { choicesOf, countryChoices, labelOf } from './choices.ts';

export interface PickedEntity {
  id: string;
  kind: EntityKind;
  display: string;
}

/** Finds an entity of the case by typing, or makes a new one without leaving the form. */
export function EntityPicker(props: {
  caseId: string;
  label: string;
  value: PickedEntity | null;
  onChange(value: PickedEntity | null): void;
  roles?: EntityRole[];
  kinds?: EntityKind[];
  /** Roles a new entity is given. */
  newRoles?: EntityRole[];
  required?: boolean;
  /** For lists that grow by picking: the field is empty again after each. */
  clearOnPick?: boolean;
}) {
  const [search, setSearch] = useState('');
  const [creating, setCreating] = useState(false);
  const [settled] = useDebouncedValue(search, 140);
  const wanted = settled.trim() && settled !== props.value?.display ? settled.trim() : undefined;
  const found = useCall(
    'entity.list',
    {
      caseId: props.caseId,
      limit: 25,
      sort: 'display',
      ...(wanted ? { search: wanted } : {}),
      ...(props.roles ? { roles: props.roles } : {}),
      ...(props.kinds ? { kinds: props.kinds } : {}),
    },
    { keepPrevious: true },
  );
  const listed = found.data?.rows ?? [];
  const options = listed.map((row) => ({
    value: row.id,
    label: row.display,
    kind: labelOf(entityKinds, row.kind),
  }));
  if (props.value && !listed.some((row) => row.id === props.value?.id)) {
    options.unshift({
      value: props.value.id,
      label: props.value.display,
      kind: labelOf(entityKinds, props.value.kind),
    });
  }
  return (
    <div className="stack" style={{ gap: 6 }}>
      <div className="row" style={{ alignItems: 'flex-end' }}>
        <Select
          label={props.label}
          required={props.required ?? false}
          style={{ flex: 1 }}
          placeholder="Type to find"
          searchable
          clearable={!props.required}
          data={options}
          value={props.value?.id ?? null}
          searchValue={search}
          onSearchChange={setSearch}
          filter={({ options: all }) => all}
          nothingFoundMessage={found.isFetching ? 'Looking…' : 'No entity by that name in this case'}
          renderOption={({ option }) => (
            <span className="row" style={{ width: '100%' }}>
              <bdi className="spread truncate">{option.label}</bdi>
              <span className="dim small">{(option as (typeof options)[number]).kind}</span>
            </span>
          )}
          clearButtonProps={{ 'aria-label': `Clear ${props.label.toLowerCase()}` }}
          onChange={(id) => {
            const row = listed.find((each) => each.id === id);
            if (row) {
              props.onChange({ id: row.id, kind: row.kind, display: row.display });
              if (props.clearOnPick) setTimeout(() => setSearch(''), 0);
            } else if (!id) props.onChange(null);
          }}
        />
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          aria-expanded={creating}
          aria-label={`New entity for ${props.label.toLowerCase()}`}
          onClick={() => setCreating((old) => !old)}
        >
          New
        </Button>
      </div>
      {creating && (
        <NewEntity
          caseId={props.caseId}
          kinds={props.kinds}
          roles={props.newRoles ?? []}
          initial={search}
          onMade={(entity) => {
            setCreating(false);
            props.onChange({ id: entity.id, kind: entity.kind, display: entity.display });
          }}
          onCancel={() => setCreating(false)}
        />
      )}
    </div>
  );
}

function NewEntity(props: {
  caseId: string;
  kinds: EntityKind[] | undefined;
  roles: EntityRole[];
  initial: string;
  onMade(entity: Output<'entity.create'>): void;
  onCancel(): void;
}) {
  const [kind, setKind] = useState<EntityKind>(props.kinds?.[0] ?? 'person');
  const [value, setValue] = useState(props.initial);
  const [country, setCountry] = useState<string | null>(null);
  const [role, setRole] = useState<string | null>(props.roles[0] ?? null);
  const create = useMutationCall('entity.create');
  const kindChoices = choicesOf(entityKinds).filter(
    (each) => !props.kinds || props.kinds.includes(each.value as EntityKind),
  );
  const save = () =>
    create.mutate(
      {
        caseId: props.caseId,
        kind,
        value,
        roles: role ? [role as EntityRole] : [],
        ...(kind === 'phone' && country ? { defaultCountry: country } : {}),
      },
      { onSuccess: props.onMade },
    );
  return (
    <fieldset className="picker-new form" style={{ margin: 0 }} aria-label="New entity">
      <div className="form-row">
        <Select
          label="Kind"
          allowDeselect={false}
          data={kindChoices}
          value={kind}
          onChange={(next) => next && setKind(next as EntityKind)}
        />
        <TextInput
          label="Name, number or address"
          required
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              save();
            }
          }}
        />
      </div>
      <div className="form-row">
        <Select
          label="Role"
          clearable
          data={choicesOf(entityRoles)}
          value={role}
          onChange={setRole}
          clearButtonProps={{ 'aria-label': 'Clear role' }}
        />
        {kind === 'phone' && (
          <Select
            label="Country to read it with"
            searchable
            clearable
            data={countryChoices}
            value={country}
            onChange={setCountry}
          />
        )}
      </div>
      <ErrorNotice error={create.error} />
      <div className="form-actions">
        <Button variant="default" size="compact-sm" onClick={props.onCancel}>
          Cancel
        </Button>
        <Button size="compact-sm" loading={create.isPending} disabled={!value.trim()} onClick={save}>
          Create entity
        </Button>
      </div>
    </fieldset>
  );
}
