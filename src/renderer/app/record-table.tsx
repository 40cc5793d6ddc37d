import { DataTable, type DataTableProps } from '../ui/table/data-table.tsx';

interface ListedRecord {
  id: string;
  hidden?: boolean;
}

/** The list in a `ListPage`: rows are records, told by their ids, in the order the page's list state holds; hidden ones are faint. */
export function RecordTable<R extends ListedRecord>({
  list,
  onSelect,
  onOpen,
  ...props
}: Omit<DataTableProps<R>, 'rowId' | 'order' | 'onSelect' | 'onOpen'> & {
  list: NonNullable<DataTableProps<R>['order']>;
  selectedId: string | null;
  onSelect?(id: string): void;
  /** Enter or double click. */
  onOpen?(id: string): void;
}) {
  return (
    <DataTable
      isHidden={isHidden}
      {...props}
      rowId={idOf}
      order={list}
      {...(onSelect ? { onSelect: (row: R) => onSelect(row.id) } : {})}
      {...(onOpen ? { onOpen: (row: R) => onOpen(row.id) } : {})}
    />
  );
}

const idOf = (row: ListedRecord) => row.id;
const isHidden = (row: ListedRecord) => row.hidden === true;
