import type { Output } from '../../shared/contract/index.ts';
import { eventKinds } from '../../shared/domain/kinds.ts';
import { counted, utc } from './numbers.ts';
import { safeLine } from './safe-text.ts';
import type { Page } from './table.ts';
import { cutText, padText, textWidth } from './text-width.ts';

type Timeline = Output<'event.timeline'>;

const mostLabel = 28;
const withoutTerminal = 100;

/**
 * Lanes under one axis. `●` is one event at a known time, a digit several of them (`+` more than nine), `─` the span of
 * an event that lasted or whose time is not known closer, `~` one that is uncertain.
 */
export function timelineText(timeline: Timeline, page: Page): string {
  const undated = timeline.undated > 0 ? `${counted(timeline.undated, 'event')} without a date.` : '';
  if (timeline.from === null || timeline.to === null) return undated || 'There is no event yet.';
  const { from, to } = widen(timeline.from, timeline.to);
  const labels = timeline.lanes.map((lane) => safeLine(laneLabel(lane)));
  const labelWidth = Math.min(
    mostLabel,
    labels.reduce((most, label) => Math.max(most, textWidth(label)), 0),
  );
  const width = Math.max(20, (page.columns ?? withoutTerminal) - labelWidth - 8);
  const lines = timeline.lanes.map((lane, index) => {
    const cells = laneCells(timeline, lane.key, { from, to, width });
    return `${padText(cutText(labels[index]!, labelWidth), labelWidth, 'left')} ${String(lane.count).padStart(5)} ${cells}`;
  });
  const start = utc(from);
  const end = utc(to);
  const axis = `${' '.repeat(labelWidth + 7)}${start}${' '.repeat(Math.max(2, width - start.length - end.length))}${end} UTC`;
  return [page.bold(axis), ...lines, ...(undated ? [undated] : [])].join('\n');
}

/** An axis of a day at least: events of one minute would fill a shorter one. */
function widen(from: number, to: number): { from: number; to: number } {
  const margin = Math.max(0, Math.ceil((86_400_000 - (to - from)) / 2));
  return { from: from - margin, to: to + margin };
}

const laneLabel = (lane: { key: string; label: string }): string =>
  Object.hasOwn(eventKinds, lane.label)
    ? eventKinds[lane.label as keyof typeof eventKinds]
    : lane.label || '(none)';

function laneCells(
  timeline: Timeline,
  key: string,
  axis: { from: number; to: number; width: number },
): string {
  const marks = new Array<string>(axis.width).fill('·');
  const counts = new Array<number>(axis.width).fill(0);
  const span = Math.max(1, axis.to - axis.from);
  const place = (instant: number) =>
    Math.min(axis.width - 1, Math.max(0, Math.floor(((instant - axis.from) / span) * (axis.width - 1))));
  for (const item of timeline.items) {
    if (item.lane !== key) continue;
    const first = place(item.earliest);
    const last = place(item.latest);
    if (first === last) counts[first]! += item.count;
    else for (let at = first; at <= last; at++) marks[at] = item.uncertain ? '~' : '─';
  }
  return marks
    .map((mark, at) => {
      const count = counts[at]!;
      if (count === 0) return mark;
      return count === 1 ? '●' : count > 9 ? '+' : String(count);
    })
    .join('');
}
