import type { TableMapping } from '../../../../shared/contract/import-table.ts';
import { openRows } from '../open-rows.ts';
import type { TableContent } from '../table-content.ts';
import { widthOf } from '../table-width.ts';
import type { RowDraft } from './draft.ts';
import { RowReader } from './row-reader.ts';

/** Drafts in a group: one group is one entry of the log. */
const groupSize = 5_000;

/** Every row below the header as what it would become, in groups. Empty rows are counted and make nothing. */
export async function* draftRows(
  content: TableContent,
  mapping: TableMapping,
): AsyncGenerator<{ drafts: RowDraft[]; rows: number }> {
  const reader = new RowReader(mapping, widthOf(mapping));
  let drafts: RowDraft[] = [];
  let rows = 0;
  for await (const group of openRows(content, mapping.format))
    for (const row of group) {
      if (row.number <= mapping.headerRow) continue;
      rows += 1;
      const draft = reader.read(row);
      if (draft) drafts.push(draft);
      if (drafts.length < groupSize) continue;
      yield { drafts, rows };
      drafts = [];
    }
  if (drafts.length > 0 || rows === 0) yield { drafts, rows };
}
