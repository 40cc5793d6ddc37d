import './fields.css';
import { Button, TextInput } from '@mantine/core';
import type { Input } from '../../shared/contract/index.ts';
import { convertMoney, type Money } from '../../shared/domain/money.ts';
import { asProfferError } from '../app/client.ts';
import { CurrencySelect, moneyText } from './money.tsx';

type Conversion = NonNullable<NonNullable<Input<'loss.create'>['conversion']>>;

/** A conversion as it is being typed. */
export interface ConversionDraft {
  currency: string;
  rate: string;
  date: string;
  source: string;
}

export const conversionDraftOf = (conversion: Conversion | null): ConversionDraft | null =>
  conversion && {
    currency: conversion.money.currency,
    rate: conversion.rate,
    date: conversion.date,
    source: conversion.source,
  };

/** The conversion of an amount, or in words why there is none. */
export function readConversion(
  amount: Money | null,
  draft: ConversionDraft | null,
): { conversion: Conversion | null; problem: string | null } {
  if (!draft || !amount) return { conversion: null, problem: null };
  try {
    const { currency, rate, date, source } = draft;
    return { conversion: convertMoney(amount, currency, { rate: rate.trim(), date, source }), problem: null };
  } catch (error) {
    return { conversion: null, problem: asProfferError(error).message };
  }
}

/** The same money in another currency: what it is, at which rate, of which day, published by whom. */
export function ConversionField(props: {
  amount: Money | null;
  value: ConversionDraft | null;
  onChange(value: ConversionDraft | null): void;
}) {
  const { value, onChange } = props;
  if (!value) {
    return (
      <Button
        variant="subtle"
        size="compact-sm"
        style={{ alignSelf: 'flex-start' }}
        onClick={() => onChange({ currency: 'USD', rate: '', date: '', source: '' })}
      >
        State it in another currency
      </Button>
    );
  }
  const { conversion, problem } = readConversion(props.amount, value);
  const set = (part: Partial<ConversionDraft>) => onChange({ ...value, ...part });
  return (
    <fieldset className="conversion" aria-label="In another currency">
      <div className="form-row">
        <CurrencySelect
          label="In"
          name="Currency of the conversion"
          value={value.currency}
          onChange={(currency) => set({ currency })}
        />
        <TextInput
          label="Rate"
          placeholder="83.1275"
          value={value.rate}
          onChange={(event) => set({ rate: event.currentTarget.value })}
        />
        <TextInput
          label="Of the day"
          placeholder="2023-10-19"
          value={value.date}
          onChange={(event) => set({ date: event.currentTarget.value })}
        />
        <TextInput
          label="Published by"
          placeholder="ECB reference rate"
          value={value.source}
          onChange={(event) => set({ source: event.currentTarget.value })}
        />
      </div>
      <div className="row">
        <span className={conversion ? '' : 'dim'} role="status">
          {conversion ? `${moneyText(props.amount!)} = ${moneyText(conversion.money)}` : problem}
        </span>
        <div className="spread" />
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onChange(null)}>
          Leave it out
        </Button>
      </div>
    </fieldset>
  );
}
