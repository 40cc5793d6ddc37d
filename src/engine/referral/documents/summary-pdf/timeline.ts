import { scaleUtc } from 'd3-scale';
import type { ModelEvent } from '../../model.ts';
import { colours, type } from '../pdf/style.ts';
import { introducedTable } from '../pdf/table.ts';
import { eventWidth, type Section, type Summary, wordsOf } from './sections.ts';

const lane = 17;
const labelWidth = 92;
/** Marks in one lane from which they are counted in columns instead of drawn one by one. */
const dense = 160;
const exact = new Set(['millisecond', 'second', 'minute']);

interface Mark {
  start: number;
  end: number;
  kind: 'point' | 'day' | 'uncertain';
}

export const timeline: Section = (summary) => {
  const { flow, model, formats, refs } = summary;
  if (model.events.length === 0) return;
  flow.together((on) => {
    on.heading(1, 'Timeline');
    picture({ ...summary, flow: on });
  });
  introducedTable(flow, (on) => on.heading(2, 'Events'), model.events, [
    { title: 'Ref.', fits: ['E-000'], value: (event) => event.ref, heads: true },
    { title: 'Local time; UTC; recipient’s', fits: eventWidth, value: (event) => formats.clocks(event.when) },
    {
      title: 'Kind',
      fits: wordsOf(model.events.map((event) => event.kindLabel)),
      value: (event) => event.kindLabel,
    },
    {
      title: 'What happened',
      share: 29,
      value: (event) => [event.title, event.description].filter((part) => part !== '').join('\n'),
    },
    {
      title: 'Who',
      share: 29,
      value: (event) =>
        event.participants.map(({ display, part }) => withPart(display, part.toLowerCase())).join(', '),
    },
    { title: refs.head, fits: refs.fits(2), optional: true, value: (event) => refs.list(event.exhibits) },
  ]);
};

/** `T-001 (witness)` says its part already. */
const withPart = (display: string, part: string) =>
  display.endsWith(`(${part})`) ? display : `${display} (${part})`;

function markOf({ when }: ModelEvent, first: number, last: number): Mark | null {
  if (when.earliest === null && when.latest === null) return null;
  const start = when.earliest ?? first;
  const end = when.latest ?? last;
  const unsure = when.uncertain || when.approximate || when.earliest === null || when.latest === null;
  if (!unsure && exact.has(when.precision)) return { start, end, kind: 'point' };
  return { start, end, kind: !unsure && when.precision === 'day' ? 'day' : 'uncertain' };
}

/** Lanes by kind of event over one axis of time in UTC; what is not certain is drawn as a hatched bar. */
function picture({ flow, model, formats }: Summary): void {
  const { pen } = flow;
  const instants = model.events.flatMap(({ when }) =>
    [when.earliest, when.latest].filter((instant) => instant !== null),
  );
  if (instants.length === 0) {
    flow.paragraph('No event has a date.', { colour: colours.muted });
    return;
  }
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const instant of instants) {
    first = Math.min(first, instant);
    last = Math.max(last, instant);
  }
  const margin = Math.max((last - first) * 0.015, 3_600_000);
  const plotLeft = flow.left + labelWidth;
  const plotWidth = flow.width - labelWidth - 4;
  const scale = scaleUtc()
    .domain([first - margin, last + margin])
    .range([0, plotWidth]);
  const at = (instant: number) => plotLeft + Math.min(plotWidth, Math.max(0, scale(instant)));
  const lanes = new Map<string, Mark[]>();
  let undated = 0;
  for (const event of model.events) {
    const mark = markOf(event, first, last);
    if (!mark) {
      undated += 1;
      continue;
    }
    const known = lanes.get(event.kindLabel);
    if (known) known.push(mark);
    else lanes.set(event.kindLabel, [mark]);
  }
  const height = lanes.size * lane + 46;
  const counts = [...lanes].map(([label, marks]) => `${label} ${formats.count(marks.length)}`).join(', ');
  const alt = `Timeline of ${formats.counted(model.events.length - undated, 'event', 'events')} from ${formats.day(first)} to ${formats.day(last)} (UTC), in lanes by kind: ${counts}. Every event is in the table that follows.`;
  flow.figure(height, alt, (top) => {
    const floor = top + lanes.size * lane + 4;
    for (const tick of scale.ticks(Math.min(9, Math.floor(plotWidth / 52)))) {
      const x = at(tick.getTime());
      pen.rule(x, top, x, floor, colours.hair, 0.5);
      const label = flow.line(tickLabel(tick, last - first, formats.locale), 'text');
      const wide = label.width * type.label.size;
      const left = Math.min(Math.max(x - wide / 2, plotLeft - 6), flow.left + flow.width - wide);
      pen.line(label, left, floor + 10, type.label.size, colours.muted);
    }
    pen.rule(plotLeft, floor, plotLeft + plotWidth, floor, colours.rule, 0.8);
    for (const [index, [label, marks]] of [...lanes].entries()) {
      const middle = top + index * lane + lane / 2 + 2;
      const name = flow.lines(
        `${label} (${formats.count(marks.length)})`,
        'text',
        type.label.size,
        labelWidth - 6,
      )[0];
      if (name) pen.line(name, flow.left, middle + 2.5, type.label.size, colours.ink);
      pen.rule(plotLeft, middle, plotLeft + plotWidth, middle, colours.hair, 0.4);
      if (marks.length > dense) columns(marks, middle);
      else {
        // What is uncertain lies below, so that it hides nothing.
        for (const mark of marks) if (mark.kind === 'uncertain') draw(mark, middle);
        for (const mark of marks) if (mark.kind !== 'uncertain') draw(mark, middle);
      }
    }
    legend(floor + 24);
  });
  if (undated > 0) {
    flow.paragraph(
      `${formats.counted(undated, 'event has', 'events have')} no date and stand only in the table.`,
      {
        type: 'small',
        colour: colours.muted,
      },
    );
  }

  function draw(mark: Mark, middle: number): void {
    const x = at(mark.start);
    const width = Math.max(3, at(mark.end) - x);
    if (mark.kind === 'point') pen.dot(x, middle, 2.3, colours.mark);
    else if (mark.kind === 'day') pen.fill(x, middle - 2.6, width, 5.2, colours.mark);
    else pen.hatch(x, middle - 3.4, width, 6.8, colours.mark);
  }

  /** Very many marks: a column for each step, as tall as the number that begin in it. */
  function columns(marks: Mark[], middle: number): void {
    const step = 3;
    const steps = new Map<number, number>();
    for (const mark of marks) {
      const place = Math.floor((at(mark.start) - plotLeft) / step);
      steps.set(place, (steps.get(place) ?? 0) + 1);
    }
    const most = Math.max(...steps.values());
    for (const [place, count] of [...steps].sort(([a], [b]) => a - b)) {
      const tall = Math.max(1, (count / most) * (lane - 4));
      pen.fill(plotLeft + place * step, middle + (lane - 4) / 2 - tall, step - 0.6, tall, colours.mark);
    }
  }

  function legend(y: number): void {
    let x = plotLeft;
    const items: [string, (left: number) => void][] = [
      ['time known', (left) => pen.dot(left + 4, y - 2.5, 2.3, colours.mark)],
      ['day known', (left) => pen.fill(left, y - 5, 8, 5.2, colours.mark)],
      [
        'uncertain, approximate or longer than a day',
        (left) => pen.hatch(left, y - 6, 14, 6.8, colours.mark),
      ],
    ];
    if ([...lanes.values()].some((marks) => marks.length > dense)) {
      items.push(['column: number of events', (left) => pen.fill(left + 3, y - 6, 2.4, 6, colours.mark)]);
    }
    for (const [label, symbol] of items) {
      symbol(x);
      const line = flow.line(label, 'text');
      pen.line(line, x + 18, y, type.label.size, colours.muted);
      x += 18 + line.width * type.label.size + 14;
    }
  }
}

function tickLabel(tick: Date, span: number, locale: string): string {
  const day = 86_400_000;
  const parts: Intl.DateTimeFormatOptions =
    span > 1500 * day
      ? { year: 'numeric' }
      : span > 60 * day
        ? { month: 'short', year: 'numeric' }
        : span > 2 * day
          ? { day: 'numeric', month: 'short' }
          : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  return new Intl.DateTimeFormat(locale, {
    calendar: 'gregory',
    numberingSystem: 'latn',
    timeZone: 'UTC',
    ...parts,
  })
    .format(tick)
    .replace(/[\u00a0\u202f]/g, ' ');
}
