import {
  type ColumnMapping,
  type TableFormat,
  type TableMapping,
  tableMapping,
} from '../../../../shared/contract/import-table.ts';
import { foldHeader } from './fold-header.ts';
import type { Look } from './value-kinds.ts';

/** A column a preset knows. What it declares is what the documentation of its source says. */
export interface PresetColumn {
  /** Folded headers it goes by. */
  headers: readonly string[];
  required?: boolean;
  mapping: Partial<Omit<ColumnMapping, 'index' | 'header'>> & Pick<ColumnMapping, 'use'>;
}

/** Tables whose make is known: choosing one declares what its documentation says, and nothing beyond. */
export interface Preset {
  id: string;
  title: string;
  about: string;
  columns: readonly PresetColumn[];
  /** Of a bare list: what its only column must look like. */
  list?: Look;
  /** What becomes of columns it does not know. */
  others: 'note' | 'ignore';
  table: Partial<Omit<TableMapping, 'format' | 'headerRow' | 'columns'>> & Pick<TableMapping, 'rowsAre'>;
}

export interface PresetTable {
  format: TableFormat;
  headerRow: number;
  headers: readonly string[];
  looks: readonly Look[];
}

/** The mapping a preset makes of a table, or null where it is not of that make. */
export function applyPreset(
  preset: Preset,
  { format, headerRow, headers, looks }: PresetTable,
): TableMapping | null {
  const folded = headers.map(foldHeader);
  if (preset.list !== undefined) {
    if (headers.length !== 1 || looks[0] !== preset.list) return null;
  } else if (
    headerRow === 0 ||
    !preset.columns.every((column) => !column.required || hasColumn(column, folded))
  )
    return null;
  const columns = headers.map((header, index) => {
    const known =
      preset.list === undefined
        ? preset.columns.find((column) => column.headers.includes(folded[index] ?? ''))
        : preset.columns[0];
    return { index, header: header.slice(0, 500), ...(known?.mapping ?? { use: preset.others }) };
  });
  return tableMapping.parse({ format, headerRow, ...preset.table, columns: columns.slice(0, 500) });
}

const hasColumn = ({ headers }: PresetColumn, folded: readonly string[]): boolean =>
  headers.some((header) => folded.includes(header));
