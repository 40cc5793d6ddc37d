import './fields.css';
import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Input } from '../../shared/contract/index.ts';
import { useCall } from '../app/queries.ts';
import { zoneChoices } from './choices.ts';
import { dayOrderChoices } from './day-order-choices.ts';
import { type When, whenWords } from './when-text.tsx';

export type WhenInput = Input<'event.previewWhen'>;

export const noWhen: WhenInput = { text: '' };

/** Starts an edit from what is stored: as it was written, with the zone that was declared for it. */
export function whenInputOf(when: When | null): WhenInput {
  if (!when) return noWhen;
  return { text: when.asWritten, ...(when.zone ? { zone: when.zone } : {}) };
}

/** A time as a person writes it, and at once how it will be read and what that assumes. */
export function WhenField(props: {
  label: string;
  value: WhenInput;
  onChange(value: WhenInput): void;
  required?: boolean;
  autoFocus?: boolean;
}) {
  const [zoneSearch, setZoneSearch] = useState(props.value.zone ?? '');
  const set = (part: Partial<WhenInput>) => {
    const next = { ...props.value, ...part };
    if (!next.zone) delete next.zone;
    if (!next.dayOrder) delete next.dayOrder;
    props.onChange(next);
  };
  return (
    <fieldset className="when-field" style={{ border: 0, margin: 0, padding: 0 }} aria-label={props.label}>
      <div className="when-parts">
        <TextInput
          label={`${props.label}, as written`}
          required={props.required ?? false}
          placeholder="2023-10-19 14:05 or 2023-10"
          value={props.value.text}
          data-autofocus={props.autoFocus || undefined}
          onChange={(event) => set({ text: event.currentTarget.value })}
        />
        <Select
          label="Time zone"
          placeholder="As written"
          searchable
          clearable
          limit={40}
          data={zoneChoices}
          value={props.value.zone ?? null}
          searchValue={zoneSearch}
          onSearchChange={setZoneSearch}
          onChange={(zone) => set({ zone: zone ?? undefined })}
          clearButtonProps={{ 'aria-label': 'Clear time zone' }}
        />
        <Select
          label="Order of the day"
          placeholder="As written"
          clearable
          data={dayOrderChoices}
          value={props.value.dayOrder ?? null}
          onChange={(order) => set({ dayOrder: (order ?? undefined) as WhenInput['dayOrder'] })}
          clearButtonProps={{ 'aria-label': 'Clear order of the day' }}
        />
      </div>
      {props.value.text.trim() && <WhenReading value={props.value} />}
    </fieldset>
  );
}

function WhenReading({ value }: { value: WhenInput }) {
  const [settled] = useDebouncedValue(value, 180);
  const read = useCall('event.previewWhen', settled, {
    enabled: settled.text.trim() !== '',
    keepPrevious: true,
  });
  if (read.error) {
    return (
      <div className="when-read bad" role="status">
        {read.error.message}
      </div>
    );
  }
  if (!read.data) return <div className="when-read" />;
  const words = whenWords(read.data);
  return (
    <div className="when-read" role="status">
      <strong>{words.local}</strong>
      <span className="dim"> {words.utc}</span>
      {read.data.uncertain && <span> · uncertain</span>}
      {read.data.approximate && <span> · approximate</span>}
      {read.data.assumed.length > 0 && <div className="assumed">Assumed: {read.data.assumed.join('; ')}</div>}
    </div>
  );
}
