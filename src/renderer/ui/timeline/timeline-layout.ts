import { pixelOf, type Span } from './timeline-scale.ts';

export interface TimelineMark {
  lane: string;
  earliest: number;
  latest: number;
  uncertain: boolean;
  count: number;
  id: string | null;
  title: string | null;
  /** Colour beside the ordinary one; never the only thing that says it. */
  tone?: 'bad' | 'good' | undefined;
}

export interface TimelineLane {
  key: string;
  label: string;
  count: number;
}

export interface PlacedMark {
  mark: TimelineMark;
  /** Index in the list given. */
  index: number;
  x: number;
  y: number;
  width: number;
  height: number;
  shape: 'dot' | 'bar' | 'bucket';
}

export const axisHeight = 26;
const dot = 9;

/** Height of a lane when so many share the room: never so low that a mark cannot be hit. */
export function laneHeightFor(lanes: number, room: number): number {
  if (lanes === 0) return 26;
  return Math.max(20, Math.min(34, Math.floor((room - axisHeight) / lanes)));
}

/** Where each mark is drawn. Marks outside of the span are left out. */
export function placeMarks(
  marks: readonly TimelineMark[],
  lanes: readonly TimelineLane[],
  span: Span,
  width: number,
  laneHeight: number,
): PlacedMark[] {
  const rowOf = new Map(lanes.map((lane, index) => [lane.key, index]));
  const placed: PlacedMark[] = [];
  marks.forEach((mark, index) => {
    const row = rowOf.get(mark.lane);
    if (row === undefined || mark.latest < span.from || mark.earliest > span.to) return;
    const left = pixelOf(mark.earliest, span, width);
    const right = pixelOf(mark.latest, span, width);
    const middle = axisHeight + row * laneHeight + laneHeight / 2;
    if (mark.count > 1) {
      const height = Math.min(laneHeight - 4, 8 + Math.log2(mark.count) * 2.4);
      const wide = Math.max(right - left, 5);
      placed.push({ mark, index, x: left, y: middle - height / 2, width: wide, height, shape: 'bucket' });
    } else if (right - left > dot * 1.5) {
      placed.push({ mark, index, x: left, y: middle - 4, width: right - left, height: 8, shape: 'bar' });
    } else {
      const centre = (left + right) / 2;
      placed.push({
        mark,
        index,
        x: centre - dot / 2,
        y: middle - dot / 2,
        width: dot,
        height: dot,
        shape: 'dot',
      });
    }
  });
  return placed;
}

/** The mark under a point, the narrowest where several lie over each other; two pixels of mercy. */
export function markAt(placed: readonly PlacedMark[], x: number, y: number): PlacedMark | null {
  let best: PlacedMark | null = null;
  for (const each of placed) {
    if (x < each.x - 2 || x > each.x + each.width + 2) continue;
    if (y < each.y - 2 || y > each.y + each.height + 2) continue;
    if (!best || each.width <= best.width) best = each;
  }
  return best;
}

/** The next mark in time to the right (1) or left (-1) of one, for the keyboard. */
export function neighbour(
  marks: readonly TimelineMark[],
  from: TimelineMark | null,
  direction: 1 | -1,
): TimelineMark | null {
  const sorted = [...marks].sort((a, b) => a.earliest - b.earliest || a.latest - b.latest);
  if (sorted.length === 0) return null;
  const at = from
    ? sorted.findIndex((mark) => mark === from || (mark.id !== null && mark.id === from.id))
    : -1;
  if (at === -1) return direction === 1 ? sorted[0]! : sorted.at(-1)!;
  return sorted[at + direction] ?? null;
}
