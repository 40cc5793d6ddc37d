import { Loader, useComputedColorScheme } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { Input } from '../../shared/contract/index.ts';
import type { EventKind } from '../../shared/domain/kinds.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useCall } from '../app/queries.ts';
import { Timeline } from '../ui/timeline/timeline.tsx';
import { type Span, stillCovers, withMargin } from '../ui/timeline/timeline-scale.ts';

/** Money that went stands out, and what was done against it. */
function toneOf(kind: EventKind | null): 'bad' | 'good' | undefined {
  switch (kind) {
    case 'payment':
    case 'payment-attempted':
    case 'cash-out':
      return 'bad';
    case 'payment-recalled':
    case 'reported':
    case 'taken-down':
    case 'complaint':
    case 'test-call':
    case 'police-contact':
    case 'referral-sent':
    case 'search':
    case 'arrest':
    case 'charge':
    case 'conviction':
      return 'good';
    default:
      return undefined;
  }
}

export type TimelineLanes = NonNullable<Input<'event.timeline'>['lanes']>;

/** The events of a case on one axis; what is asked of the engine follows the zoom. */
export function CaseTimeline(props: {
  caseId: string;
  lanes: TimelineLanes;
  selectedId?: string | null;
  onSelect?(id: string): void;
  compact?: boolean;
}) {
  const [asked, setAsked] = useState<Span | null>(null);
  const theme = useComputedColorScheme('light');
  const overall = useCall('event.timeline', { caseId: props.caseId, lanes: props.lanes });
  const near = useCall(
    'event.timeline',
    { caseId: props.caseId, lanes: props.lanes, ...(asked ?? {}), buckets: 800 },
    { enabled: asked !== null, keepPrevious: true },
  );
  const onSpan = useCallback((span: Span) => {
    setAsked((old) => (stillCovers(old, span) ? old : withMargin(span)));
  }, []);
  const from = overall.data?.from ?? null;
  const to = overall.data?.to ?? null;
  const whole = useMemo(() => (from === null || to === null ? null : { from, to }), [from, to]);
  const items = (asked ? near.data : overall.data)?.items ?? overall.data?.items;
  const marks = useMemo(
    () => (items ?? []).map((item) => ({ ...item, id: item.eventId, tone: toneOf(item.kind) })),
    [items],
  );
  if (overall.error) return <ErrorNotice error={overall.error} />;
  if (!overall.data) {
    return (
      <div className="empty" aria-busy>
        <Loader aria-label="Reading the timeline" />
      </div>
    );
  }
  if (!whole) return <p className="empty">No event has a date yet.</p>;
  return (
    <Timeline
      label="Timeline"
      lanes={overall.data.lanes}
      marks={marks}
      whole={whole}
      onSpan={onSpan}
      selectedId={props.selectedId ?? null}
      {...(props.onSelect ? { onSelect: props.onSelect } : {})}
      compact={props.compact ?? false}
      theme={theme}
    />
  );
}
