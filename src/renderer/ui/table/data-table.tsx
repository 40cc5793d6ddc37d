import './table.css';
import { Checkbox } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import {
  type ColumnDef,
  columnSizingFeature,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { moveActive } from './row-window.ts';
import type { Ticks } from './use-ticks.ts';

const features = tableFeatures({ columnSizingFeature, rowSortingFeature });
const rowHeight = 30;

export interface Column<R> {
  key: string;
  header: string;
  /** CSS grid track: `80px`, `minmax(160px, 2fr)`. */
  width: string;
  /** Sort key of the engine, when the column can order the list. */
  sort?: string;
  align?: 'number';
  cell(row: R): ReactNode;
}

export interface SortOrder {
  sort: string;
  direction: 'ascending' | 'descending';
}

export interface TableSource<R> {
  /** Null until the first answer. */
  total: number | null;
  row(index: number): R | undefined;
  /** Told which rows are in sight, so that only those are fetched. */
  show(first: number, last: number): void;
}

export interface DataTableProps<R> {
  label: string;
  columns: readonly Column<R>[];
  source: TableSource<R>;
  rowId(row: R): string;
  /** Who holds the order, when columns can change it. */
  order?: { sort: SortOrder; setSort(next: SortOrder): void };
  selectedId?: string | null;
  onSelect?(row: R): void;
  /** Enter or double click. */
  onOpen?(row: R): void;
  isHidden?(row: R): boolean;
  /** Given where several rows can be worked on at once. */
  ticks?: Ticks;
  empty: ReactNode;
}

interface Slot<R> {
  index: number;
  row: R | undefined;
}

/** A list of any length: rows in sight only, order made by the engine, arrow keys, Enter and Space. */
export function DataTable<R>(props: DataTableProps<R>) {
  const { columns, source, order, ticks } = props;
  const { total, row, show } = source;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const baseId = useId();
  const virtual = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => show(first, last), [show, first, last]);

  const definitions = useMemo<ColumnDef<typeof features, Slot<R>>[]>(
    () =>
      columns.map((column) => ({
        id: column.key,
        header: column.header,
        enableSorting: Boolean(column.sort),
        accessorFn: (slot: Slot<R>) => slot.row,
        cell: (context) => {
          const value = context.row.original.row;
          return value === undefined ? <div className="grid-wait" /> : column.cell(value);
        },
      })),
    [columns],
  );
  const sorting: SortingState = useMemo(() => {
    const column = columns.find((each) => each.sort && each.sort === order?.sort.sort);
    return column ? [{ id: column.key, desc: order?.sort.direction === 'descending' }] : [];
  }, [columns, order?.sort]);
  const slots: Slot<R>[] = items.map((item) => ({ index: item.index, row: row(item.index) }));
  const table = useTable({
    features,
    columns: definitions,
    data: slots,
    manualSorting: true,
    enableMultiSort: false,
    enableSortingRemoval: false,
    state: { sorting },
    onSortingChange: (updater) => {
      const next = (typeof updater === 'function' ? updater(sorting) : updater)[0];
      const column = columns.find((each) => each.key === next?.id);
      if (next && column?.sort) {
        order?.setSort({ sort: column.sort, direction: next.desc ? 'descending' : 'ascending' });
      }
    },
  });

  const tracks = { gridTemplateColumns: `${ticks ? '32px ' : ''}${columns.map((c) => c.width).join(' ')}` };
  const count = total ?? 0;
  const activate = (index: number) => {
    setActive(index);
    virtual.scrollToIndex(index);
    const value = row(index);
    if (value !== undefined) props.onSelect?.(value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== scroller.current) return;
    const value = row(active);
    if (event.key === 'Enter' && value !== undefined) {
      event.preventDefault();
      (props.onOpen ?? props.onSelect)?.(value);
      return;
    }
    if (event.key === ' ' && value !== undefined && ticks) {
      event.preventDefault();
      const id = props.rowId(value);
      ticks.set(id, !ticks.ids.has(id));
      return;
    }
    const perPage = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / rowHeight) - 2);
    const next = count ? moveActive(event.key, active, count, perPage) : null;
    if (next === null) return;
    event.preventDefault();
    activate(next);
  };

  if (total === 0) return <div className="grid">{props.empty}</div>;
  return (
    <div className="grid">
      {/* biome-ignore lint/a11y/useSemanticElements: rows are virtual; a table element would need all of them */}
      <div
        ref={scroller}
        className="grid-scroll"
        role="grid"
        aria-label={props.label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
        aria-multiselectable={ticks ? true : undefined}
        aria-activedescendant={active >= first && active <= last ? `${baseId}-${active}` : undefined}
        aria-busy={total === null}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {/* biome-ignore-start lint/a11y/useSemanticElements: see above */}
        {/* biome-ignore-start lint/a11y/useFocusableInteractive: the grid holds the focus (aria-activedescendant) */}
        {table.getHeaderGroups().map((group) => (
          <div key={group.id} className="grid-head" role="row" aria-rowindex={1} style={tracks}>
            {ticks && <div className="grid-head-cell" role="columnheader" aria-label="Selected" />}
            {group.headers.map((header) => {
              const column = columns.find((each) => each.key === header.column.id)!;
              const sorted = header.column.getIsSorted();
              return (
                <div
                  key={header.id}
                  role="columnheader"
                  className={column.align ? 'grid-head-cell number' : 'grid-head-cell'}
                  aria-sort={
                    sorted
                      ? sorted === 'desc'
                        ? 'descending'
                        : 'ascending'
                      : column.sort
                        ? 'none'
                        : undefined
                  }
                >
                  {column.sort && order ? (
                    <button type="button" onClick={header.column.getToggleSortingHandler()}>
                      {column.header}
                      {sorted === 'asc' && <IconChevronUp size={13} aria-hidden />}
                      {sorted === 'desc' && <IconChevronDown size={13} aria-hidden />}
                    </button>
                  ) : (
                    column.header
                  )}
                </div>
              );
            })}
          </div>
        ))}
        <div className="grid-rows" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {table.getRowModel().rows.map((modelRow) => {
            const { index, row: value } = modelRow.original;
            const id = value === undefined ? null : props.rowId(value);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the grid, which holds the focus
              <div
                key={index}
                id={`${baseId}-${index}`}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={id !== null && (props.selectedId === id || Boolean(ticks?.ids.has(id)))}
                data-active={index === active}
                data-hidden={value !== undefined && props.isHidden?.(value) ? true : undefined}
                className="grid-row"
                style={{ ...tracks, transform: `translateY(${index * rowHeight}px)` }}
                onClick={() => activate(index)}
                onDoubleClick={() => value !== undefined && props.onOpen?.(value)}
              >
                {ticks && (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: keeps a click on the tick from selecting the row
                  <div className="grid-cell" role="gridcell" onClick={(event) => event.stopPropagation()}>
                    {id !== null && (
                      <Checkbox
                        size="xs"
                        tabIndex={-1}
                        aria-label={`Select row ${index + 1}`}
                        checked={ticks.ids.has(id)}
                        onChange={(event) => ticks.set(id, event.currentTarget.checked)}
                      />
                    )}
                  </div>
                )}
                {modelRow.getAllCells().map((cell, at) => (
                  <div
                    key={cell.id}
                    role="gridcell"
                    className={columns[at]?.align ? 'grid-cell number' : 'grid-cell'}
                  >
                    <table.FlexRender cell={cell} />
                  </div>
                ))}
              </div>
            );
          })}
        </div>
        {/* biome-ignore-end lint/a11y/useFocusableInteractive: see above */}
        {/* biome-ignore-end lint/a11y/useSemanticElements: see above */}
      </div>
    </div>
  );
}
