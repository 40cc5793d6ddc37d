import './fields.css';
import { Select } from '@mantine/core';
import { type TlpLevel, tlpLabel, tlpLevels, tlpMeanings } from '../../shared/domain/markings.ts';

/** The label as FIRST prints it: its colour on black. */
export function MarkingBadge({ marking }: { marking: TlpLevel }) {
  return (
    <span className={`tlp tlp-${marking.replace('+', '-')}`} title={tlpMeanings[marking]}>
      {tlpLabel(marking)}
    </span>
  );
}

export function MarkingSelect(props: { label?: string; value: TlpLevel; onChange(value: TlpLevel): void }) {
  return (
    <Select
      label={props.label ?? 'Marking'}
      allowDeselect={false}
      value={props.value}
      data={tlpLevels.map((level) => ({ value: level, label: tlpLabel(level) }))}
      description={tlpMeanings[props.value]}
      onChange={(value) => value && props.onChange(value as TlpLevel)}
    />
  );
}
