import './fields.css';
import { Select, TextInput } from '@mantine/core';
import type { DecimalSeparator } from '../../shared/domain/amount-text.ts';
import { currencies } from '../../shared/domain/currencies.ts';
import { decimalOfMoney, formatMoney, type Money, parseMoney } from '../../shared/domain/money.ts';
import { asProfferError } from '../app/client.ts';

const locale = 'en';
const common = ['USD', 'EUR', 'GBP', 'INR', 'CAD', 'AUD', 'JPY', 'BTC', 'ETH', 'USDT'];
const codes = [...common, ...[...currencies.keys()].filter((code) => !common.includes(code)).sort()];

export function moneyText(money: Money): string {
  return formatMoney(money, locale);
}

export function MoneyText({ money }: { money: Money | null }) {
  return money ? <span className="money">{moneyText(money)}</span> : <span className="dim">–</span>;
}

/** An amount as it is being typed. */
export interface MoneyDraft {
  text: string;
  currency: string;
  /** Declared by the person where the text alone leaves it open. */
  separator?: DecimalSeparator;
}

export const noMoney: MoneyDraft = { text: '', currency: 'USD' };

export function moneyDraftOf(money: Money | null): MoneyDraft {
  return money ? { text: decimalOfMoney(money), currency: money.currency, separator: '.' } : noMoney;
}

/** The amount, or in words why there is none. An empty text is no amount and no problem. */
export function readMoneyDraft(draft: MoneyDraft): {
  money: Money | null;
  problem: string | null;
  /** Whether the decimal separator has to be declared. */
  ambiguous: boolean;
} {
  if (!draft.text.trim()) return { money: null, problem: null, ambiguous: false };
  try {
    const money = parseMoney({
      text: draft.text,
      currency: draft.currency,
      decimalSeparator: draft.separator,
    });
    return { money, problem: null, ambiguous: false };
  } catch (error) {
    const { message, details } = asProfferError(error);
    return { money: null, problem: message, ambiguous: details.declare === 'decimalSeparator' };
  }
}

const separators = [
  { value: '.', label: 'Decimal point: 1,234.56' },
  { value: ',', label: 'Decimal comma: 1.234,56' },
];

export function CurrencySelect(props: {
  /** Left out where it stands in a row of small fields. */
  label?: string;
  /** What it is the currency of, for those who do not see the form. */
  name: string;
  value: string;
  disabled?: boolean;
  onChange(currency: string): void;
}) {
  return (
    <Select
      {...(props.label ? { label: props.label } : { size: 'xs', w: 88 })}
      aria-label={props.name}
      disabled={props.disabled ?? false}
      searchable
      allowDeselect={false}
      limit={60}
      data={codes}
      value={props.value}
      onChange={(currency) => currency && props.onChange(currency)}
    />
  );
}

/** Amount and currency, with what they will be kept as. */
export function MoneyField(props: {
  label: string;
  value: MoneyDraft;
  onChange(value: MoneyDraft): void;
  required?: boolean;
}) {
  const { money, problem, ambiguous } = readMoneyDraft(props.value);
  return (
    <div className="stack" style={{ gap: 6 }}>
      <div className="form-row" style={{ gridTemplateColumns: 'minmax(0, 1fr) 110px', gridAutoFlow: 'row' }}>
        <TextInput
          label={props.label}
          required={props.required ?? false}
          inputMode="decimal"
          placeholder="1,234.56"
          value={props.value.text}
          error={problem}
          description={money ? moneyText(money) : undefined}
          onChange={(event) => props.onChange({ ...props.value, text: event.currentTarget.value })}
        />
        <CurrencySelect
          label="Currency"
          name={`Currency of ${props.label.toLowerCase()}`}
          value={props.value.currency}
          onChange={(currency) => props.onChange({ ...props.value, currency })}
        />
      </div>
      {(ambiguous || props.value.separator) && (
        <Select
          label="The source writes"
          aria-label={`Decimal separator of ${props.label.toLowerCase()}`}
          clearable
          data={separators}
          value={props.value.separator ?? null}
          onChange={(separator) => {
            const { separator: _old, ...rest } = props.value;
            props.onChange(separator ? { ...rest, separator: separator as DecimalSeparator } : rest);
          }}
          clearButtonProps={{ 'aria-label': 'Clear decimal separator' }}
        />
      )}
    </div>
  );
}
