import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laneHeightFor, markAt, neighbour, placeMarks, type TimelineMark } from './timeline-layout.ts';
import {
  clockOf,
  fitted,
  longestSpan,
  panned,
  pixelOf,
  shortestSpan,
  stillCovers,
  timeAt,
  withMargin,
  zoomed,
} from './timeline-scale.ts';

const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
const span = fc
  .tuple(time, fc.integer({ min: shortestSpan, max: 10 * 366 * 86_400_000 }))
  .map(([from, length]) => ({ from, to: from + length }));
const mark = (part: Partial<TimelineMark>): TimelineMark => ({
  lane: 'a',
  earliest: 0,
  latest: 0,
  uncertain: false,
  count: 1,
  id: null,
  title: null,
  ...part,
});
const lanes = [
  { key: 'a', label: 'A', count: 1 },
  { key: 'b', label: 'B', count: 1 },
];

describe('timeline scale', () => {
  it('turns a time into a pixel and back', () => {
    fc.assert(
      fc.property(span, fc.integer({ min: 0, max: 2000 }), (shown, pixel) => {
        expect(pixelOf(timeAt(pixel, shown, 2000), shown, 2000)).toBeCloseTo(pixel, 2);
      }),
    );
  });
  it('keeps the time under the pointer in place while zooming, within its limits', () => {
    fc.assert(
      fc.property(
        span,
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        fc.integer({ min: 0, max: 1000 }),
        (shown, factor, at) => {
          const around = timeAt(at, shown, 1000);
          const next = zoomed(shown, factor, around);
          expect(pixelOf(around, next, 1000)).toBeCloseTo(at, 1);
          expect(next.to - next.from).toBeGreaterThanOrEqual(shortestSpan - 1);
          expect(next.to - next.from).toBeLessThanOrEqual(longestSpan + 1);
        },
      ),
    );
  });
  it('shows a whole with air, and a single instant with a day around it', () => {
    const whole = fitted({ from: 1000, to: 1000 });
    expect(whole.to - whole.from).toBeGreaterThan(86_400_000);
    expect((whole.from + whole.to) / 2).toBe(1000);
  });
  it('asks anew only when what is shown has left what was asked, or is far closer', () => {
    const shown = { from: 0, to: 100_000 };
    const asked = withMargin(shown);
    expect(stillCovers(asked, panned(shown, 30_000))).toBe(true);
    expect(stillCovers(asked, panned(shown, 80_000))).toBe(false);
    expect(stillCovers(asked, zoomed(shown, 0.8, 50_000))).toBe(true);
    expect(stillCovers(asked, zoomed(shown, 0.2, 50_000))).toBe(false);
    expect(stillCovers(null, shown)).toBe(false);
  });
});

describe('timeline layout', () => {
  const shown = { from: 0, to: 1000 };
  it('draws an instant as a dot, a stretch as a bar, many as a bucket, and nothing outside', () => {
    const placed = placeMarks(
      [
        mark({ earliest: 500, latest: 500 }),
        mark({ earliest: 100, latest: 300, uncertain: true }),
        mark({ earliest: 600, latest: 700, count: 40, lane: 'b' }),
        mark({ earliest: 2000, latest: 3000 }),
        mark({ lane: 'unknown', earliest: 500, latest: 500 }),
      ],
      lanes,
      shown,
      1000,
      30,
    );
    expect(placed.map((each) => each.shape)).toEqual(['dot', 'bar', 'bucket']);
    expect(placed[1]).toMatchObject({ x: 100, width: 200 });
    expect(placed[2]!.y).toBeGreaterThan(placed[0]!.y);
  });
  it('finds the mark under a point, the narrow one above the wide one', () => {
    const placed = placeMarks(
      [mark({ id: 'wide', earliest: 0, latest: 1000 }), mark({ id: 'narrow', earliest: 500, latest: 500 })],
      lanes,
      shown,
      1000,
      30,
    );
    const middle = placed[1]!.y + 4;
    expect(markAt(placed, 500, middle)?.mark.id).toBe('narrow');
    expect(markAt(placed, 200, middle)?.mark.id).toBe('wide');
    expect(markAt(placed, 200, middle + 25)).toBeNull();
  });
  it('finds every mark at its own centre', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 1, max: 500 }),
        (from, length, count) => {
          const [placed] = placeMarks(
            [mark({ earliest: from, latest: from + length, count })],
            lanes,
            shown,
            1000,
            30,
          );
          expect(markAt([placed!], placed!.x + placed!.width / 2, placed!.y + placed!.height / 2)).toBe(
            placed,
          );
        },
      ),
    );
  });
  it('walks through the marks in time, and stops at the ends', () => {
    const marks = [
      mark({ id: 'c', earliest: 3 }),
      mark({ id: 'a', earliest: 1 }),
      mark({ id: 'b', earliest: 2 }),
    ];
    expect(neighbour(marks, null, 1)?.id).toBe('a');
    expect(neighbour(marks, marks[1]!, 1)?.id).toBe('b');
    expect(neighbour(marks, marks[0]!, 1)).toBeNull();
    expect(neighbour([], null, 1)).toBeNull();
  });
  it('gives lanes room, but never less than can be hit', () => {
    expect(laneHeightFor(3, 400)).toBe(34);
    expect(laneHeightFor(100, 400)).toBe(20);
  });
});

describe('the axis', () => {
  it('tells hours on a clock of 24 hours, and leaves days to the calendar', () => {
    expect(clockOf(new Date('2025-03-04T18:00:00Z'))).toBe('18:00');
    expect(clockOf(new Date('2025-03-04T00:30:00Z'))).toBe('00:30');
    expect(clockOf(new Date('2025-03-04T00:00:00Z'))).toBeNull();
    expect(clockOf(new Date('2025-03-04T18:00:05Z'))).toBeNull();
  });
});
