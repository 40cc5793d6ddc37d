import { Select } from '@mantine/core';
import type { ColumnMapping } from '../../shared/contract/import-table.ts';
import { currencies } from '../../shared/domain/currencies.ts';
import { countryChoices, zoneChoices } from '../fields/choices.ts';
import { dayOrderChoices } from '../fields/day-order-choices.ts';
import { separatorChoices } from './mapping-choices.ts';
import { type Declared, declarable, guessOf, type Inspection } from './mapping-draft.ts';

const common = ['USD', 'EUR', 'GBP', 'INR', 'CAD', 'AUD', 'JPY', 'BTC', 'ETH', 'USDT'];
const currencyChoices = [
  ...common,
  ...[...currencies.keys()].filter((code) => !common.includes(code)).sort(),
];

const facts: Record<
  Exclude<Declared, 'separator'>,
  { label: string; placeholder: string; data: { value: string; label: string }[] | string[] }
> = {
  dayOrder: { label: 'Order of dates', placeholder: 'Order of dates', data: dayOrderChoices },
  zone: { label: 'Time zone', placeholder: 'Time zone', data: zoneChoices },
  currency: { label: 'Currency', placeholder: 'Currency', data: currencyChoices },
  decimalSeparator: { label: 'Decimals', placeholder: 'Decimals', data: separatorChoices },
  country: { label: 'Country of national numbers', placeholder: 'Country', data: countryChoices },
};

/** What of a column the text does not say: declared by the person, with the program's guess beside it as a guess. */
export function Declarations(props: {
  column: ColumnMapping;
  guessed: Inspection['columns'][number] | undefined;
  missing: ReadonlySet<string>;
  onChange(change: Partial<ColumnMapping>): void;
}) {
  const { column } = props;
  const name = column.header || `column ${column.index + 1}`;
  return (
    <div className="declared">
      {declarable(column.use).map((what) => {
        const fact = facts[what as keyof typeof facts];
        const guess = guessOf(props.guessed, what);
        const value = (column[what] as string | undefined) ?? null;
        return (
          <div key={what} className="declared-fact">
            <Select
              size="xs"
              aria-label={`${fact.label} of ${name}`}
              placeholder={fact.placeholder}
              searchable
              clearable
              limit={60}
              data={fact.data}
              value={value}
              error={value === null && props.missing.has(what)}
              onChange={(next) => props.onChange({ [what]: next ?? undefined })}
            />
            {value === null && guess && (
              <button
                type="button"
                className="link-button small"
                title={guess.why}
                onClick={() => props.onChange({ [what]: guess.value })}
              >
                Guess: {guess.value}
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
}
