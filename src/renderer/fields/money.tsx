import './fields.css';
import { Select, TextInput } from '@mantine/core';
import { currencies } from '../../shared/domain/currencies.ts';
import { decimalOfMoney, formatMoney, type Money, parseMoney } from '../../shared/domain/money.ts';
import { asProfferErrorMessage } from '../app/client.ts';

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
}

export const noMoney: MoneyDraft = { text: '', currency: 'USD' };

export function moneyDraftOf(money: Money | null): MoneyDraft {
  return money ? { text: decimalOfMoney(money), currency: money.currency } : noMoney;
}

/** The amount, or in words why there is none. An empty text is no amount and no problem. */
export function readMoneyDraft(draft: MoneyDraft): { money: Money | null; problem: string | null } {
  if (!draft.text.trim()) return { money: null, problem: null };
  try {
    const money = parseMoney({
      text: draft.text,
      currency: draft.currency,
      ...(/^[\d\s]*[.]?\d*$/.test(draft.text) ? { decimalSeparator: '.' as const } : {}),
    });
    return { money, problem: null };
  } catch (error) {
    return { money: null, problem: asProfferErrorMessage(error) };
  }
}

/** Amount and currency, with what they will be kept as. */
export function MoneyField(props: {
  label: string;
  value: MoneyDraft;
  onChange(value: MoneyDraft): void;
  required?: boolean;
}) {
  const { money, problem } = readMoneyDraft(props.value);
  return (
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
      <Select
        label="Currency"
        aria-label={`Currency of ${props.label.toLowerCase()}`}
        searchable
        allowDeselect={false}
        limit={60}
        data={codes}
        value={props.value.currency}
        onChange={(currency) => currency && props.onChange({ ...props.value, currency })}
      />
    </div>
  );
}
