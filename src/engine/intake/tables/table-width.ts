import type { TableMapping } from '../../../shared/contract/import-table.ts';

/** Cells a row of the mapped table should have: the mapping names every column. */
export const widthOf = (mapping: TableMapping): number =>
  mapping.columns.reduce((most, { index }) => Math.max(most, index + 1), 0);
