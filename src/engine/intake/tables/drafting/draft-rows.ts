import type { TableMapping } from '../../../../shared/contract/import-table.ts';
import { openRows } from '../open-rows.ts';
import type { TableContent } from '../table-content.ts';
import { widthOf } from '../table-width.ts';
import type { RowDraft } from './draft.ts';
import { RowReader } from './row-reader.ts';

/**
 * Every row below the header as what it would become, as many at a time as are read at once. Empty rows are counted and make
 * nothing.
 */
export async function* draftRows(
  content: TableContent,
  mapping: TableMapping,
): AsyncGenerator<{ drafts: RowDraft[]; rows: number }> {
  const reader = new RowReader(mapping, widthOf(mapping));
  let rows = 0;
  for await (const group of openRows(content, mapping.format)) {
    const drafts: RowDraft[] = [];
    for (const row of group) {
      if (row.number <= mapping.headerRow) continue;
      rows += 1;
      const draft = reader.read(row);
      if (draft) drafts.push(draft);
    }
    yield { drafts, rows };
  }
}
