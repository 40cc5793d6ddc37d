import type { ColumnMapping } from '../../../../shared/contract/import-table.ts';
import { normaliseIdentifier } from '../../../../shared/domain/identifiers/index.ts';
import { maskSecrets } from '../../../../shared/domain/identifiers/secrets/index.ts';
import { type EntityKind, entityKinds } from '../../../../shared/domain/kinds.ts';
import { type ItemContext, isListed, type ListedItem, listedItems, standsWhole } from './listed-items.ts';
import type { RowCells } from './row-cells.ts';

const longestShown = 200;

/**
 * The things of one kind that a cell names. What stood beside them goes with them as a remark, and that it was parted is told;
 * a cell that holds none is answered as it is, with the reason why it is none.
 */
export function readItems(
  cells: RowCells,
  kind: EntityKind,
  column: ColumnMapping,
  text: string,
  context: ItemContext,
): ListedItem[] {
  const whole = normaliseIdentifier(kind, text, context);
  if (standsWhole(whole) || !isListed(kind)) return [{ identified: whole, remark: '' }];
  const items = listedItems(kind, text, context);
  if (items.length === 0) return [{ identified: whole, remark: '' }];
  const tell = (code: string, message: string) =>
    cells.problem({ severity: 'info', code, column: column.index, message });
  if (items.length > 1)
    tell('several-in-cell', `${items.length} of the kind "${entityKinds[kind]}" stand here; each was taken.`);
  for (const { identified, remark } of items)
    if (remark !== '')
      tell(
        'remark-parted',
        `"${shown(remark)}" was parted from ${identified.defanged}; a new record has it as its note.`,
      );
  return items;
}

/** Masked before it is cut: half a card number would not be known as one. */
const shown = (remark: string): string => {
  const { text } = maskSecrets(remark);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
};
