import { Button, Checkbox, Select } from '@mantine/core';
import type { ColumnUse } from '../../shared/domain/import-words.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { Declarations } from './declarations.tsx';
import { columnUseChoices } from './mapping-choices.ts';
import { confirmColumns, type Inspection, type MappingDraft, withColumn } from './mapping-draft.ts';

/** Every column of the table: what it holds, what it is, what is declared of it, and whether a person has said so. */
export function ColumnTable(props: {
  draft: MappingDraft;
  found: Inspection;
  /** `3 zone`: what the first rows want declared. */
  missing: ReadonlySet<string>;
  onChange(draft: MappingDraft): void;
}) {
  const { draft, found } = props;
  const { columns } = draft.mapping;
  const open = columns.filter(({ index }) => !draft.confirmed.has(index));
  return (
    <table className="plain-table column-table" aria-label="Columns">
      <thead>
        <tr>
          <th className="number at-number">#</th>
          <th>Column</th>
          <th className="at-use">What it is</th>
          <th className="at-declared">Declared</th>
          <th className="at-confirm">
            {open.length > 0 ? (
              <Button
                size="compact-xs"
                variant="default"
                onClick={() =>
                  props.onChange(
                    confirmColumns(
                      draft,
                      open.map(({ index }) => index),
                    ),
                  )
                }
              >
                Confirm all
              </Button>
            ) : (
              'Confirmed'
            )}
          </th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => {
          const guessed = found.columns.find(({ index }) => index === column.index);
          const confirmed = draft.confirmed.has(column.index);
          const name = column.header || `Column ${column.index + 1}`;
          const missing = new Set(
            [...props.missing]
              .filter((each) => each.startsWith(`${column.index} `))
              .map((each) => each.slice(each.indexOf(' ') + 1)),
          );
          return (
            <tr
              key={column.index}
              data-open={confirmed ? undefined : true}
              data-left={column.use === 'ignore' || undefined}
            >
              <td className="number dim">{column.index + 1}</td>
              <td>
                <strong>
                  <bdi>{revealHidden(name)}</bdi>
                </strong>
                <div className="small dim truncate">
                  <bdi>
                    {guessed?.samples.slice(0, 3).map(revealHidden).join('  ·  ') ||
                      'Nothing in the first rows'}
                  </bdi>
                </div>
                {guessed && guessed.computed > 0 && (
                  <div className="small dim">Made by formulas; the values are those stored last.</div>
                )}
              </td>
              <td>
                <Select
                  size="xs"
                  aria-label={`What ${name} is`}
                  searchable
                  allowDeselect={false}
                  data={columnUseChoices}
                  value={column.use}
                  onChange={(use) =>
                    use && props.onChange(withColumn(draft, column.index, { use: use as ColumnUse }))
                  }
                />
                {!confirmed && guessed && <div className="small guess-why">Guess. {guessed.use.why}</div>}
              </td>
              <td>
                <Declarations
                  column={column}
                  guessed={guessed}
                  missing={missing}
                  onChange={(change) => props.onChange(withColumn(draft, column.index, change))}
                />
              </td>
              <td>
                <Checkbox
                  size="xs"
                  aria-label={`${name} is confirmed`}
                  checked={confirmed}
                  onChange={(event) => {
                    const next = new Set(draft.confirmed);
                    if (event.currentTarget.checked) next.add(column.index);
                    else next.delete(column.index);
                    props.onChange({ ...draft, confirmed: next });
                  }}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
