import { entityKindOf, observableKinds } from '../../shared/domain/observables/observable.ts';
import type { RowOf } from '../app/queries.ts';
import { CheckedPill } from '../fields/checked-pill.tsx';
import { labelOf } from '../fields/choices.ts';
import { EntityName } from '../fields/entity-kind.tsx';
import type { Column } from '../ui/table/data-table.tsx';

type Row = RowOf<'observable.list'>;

export const columns: Column<Row>[] = [
  {
    key: 'display',
    header: 'Found',
    width: 'minmax(200px, 2.4fr)',
    sort: 'display',
    cell: (row) => {
      const kind = entityKindOf(row.kind);
      return kind ? (
        <EntityName kind={kind} display={row.display} />
      ) : (
        <bdi className="truncate mono">{row.display}</bdi>
      );
    },
  },
  {
    key: 'kind',
    header: 'Kind',
    width: '132px',
    sort: 'kind',
    cell: (row) => labelOf(observableKinds, row.kind),
  },
  {
    key: 'form',
    header: 'Form',
    width: '96px',
    cell: (row) => <CheckedPill checked={row.checked} problems={row.problems} />,
  },
  { key: 'count', header: 'Places', width: '76px', align: 'number', sort: 'count', cell: (row) => row.count },
  {
    key: 'evidence',
    header: 'Evidence',
    width: '84px',
    align: 'number',
    sort: 'evidenceCount',
    cell: (row) => row.evidenceCount,
  },
  {
    key: 'first',
    header: 'First in',
    width: 'minmax(140px, 1.2fr)',
    cell: (row) => <bdi className="truncate dim">{row.first.name}</bdi>,
  },
];
/** What is left beside a selected find. */
export const narrow = columns.filter(({ key }) => ['display', 'kind', 'count'].includes(key));
