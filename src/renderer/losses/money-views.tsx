import { SegmentedControl } from '@mantine/core';
import { casePath, replacePlace } from '../app/places.ts';

/** Switches between what was lost and how it was paid. */
export function MoneyViews(props: { caseId: string; view: 'losses' | 'payments' }) {
  return (
    <SegmentedControl
      aria-label="View"
      size="xs"
      value={props.view}
      onChange={(view) =>
        replacePlace(casePath(props.caseId, 'losses', view === 'payments' ? { view: 'payments' } : {}))
      }
      data={[
        { value: 'losses', label: 'Losses' },
        { value: 'payments', label: 'Payments' },
      ]}
    />
  );
}
