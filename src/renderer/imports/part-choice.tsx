import { Select } from '@mantine/core';
import type { TableFormat } from '../../shared/contract/import-table.ts';
import type { Inspection } from './mapping-draft.ts';

interface Part {
  label: string;
  /** What there are several of. */
  many: string;
  chosen: string;
  choose(name: string): TableFormat;
}

/** Which part of a file is read, where it may have several. */
function partOf(format: TableFormat): Part | null {
  switch (format.kind) {
    case 'workbook':
      return {
        label: 'Sheet',
        many: 'sheets in this workbook',
        chosen: format.sheet,
        choose: (sheet) => ({ ...format, sheet }),
      };
    case 'html':
      return {
        label: 'Table',
        many: 'tables in this page',
        chosen: format.table,
        choose: (table) => ({ ...format, table }),
      };
    case 'json':
      return {
        label: 'List',
        many: 'lists in this document',
        chosen: format.list,
        choose: (list) => ({ ...format, list }),
      };
    default:
      return null;
  }
}

/** The sheet, table or list that is looked at; nothing where the file has but one. Another choice looks at it anew. */
export function PartChoice(props: { found: Inspection; onFormat(format: TableFormat): void }) {
  const { found } = props;
  const part = partOf(found.format);
  const sheets = found.sheets.filter(({ name }) => name !== '');
  if (!part || sheets.length < 2) return null;
  return (
    <div className="part-choice">
      <Select
        size="xs"
        label={part.label}
        allowDeselect={false}
        searchable={sheets.length > 10}
        data={sheets.map(({ name, hidden }) => ({ value: name, label: hidden ? `${name} (hidden)` : name }))}
        value={part.chosen}
        onChange={(name) => name !== null && props.onFormat(part.choose(name))}
      />
      <p className="small dim">
        {sheets.length} {part.many}; each is imported by itself.
      </p>
    </div>
  );
}
