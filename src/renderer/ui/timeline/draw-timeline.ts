import { scaleUtc } from 'd3-scale';
import { axisHeight, type PlacedMark, type TimelineLane } from './timeline-layout.ts';
import { clockOf, pixelOf, type Span } from './timeline-scale.ts';

export interface TimelineColours {
  text: string;
  dim: string;
  line: string;
  stripe: string;
  ground: string;
  accent: string;
  soft: string;
  bad: string;
  badSoft: string;
  good: string;
  goodSoft: string;
  focus: string;
}

/** The colours of the theme in force, read from the page. */
export function coloursOf(element: Element): TimelineColours {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: read('--text'),
    dim: read('--dim'),
    line: read('--line'),
    stripe: read('--sunken'),
    ground: read('--surface'),
    accent: read('--accent'),
    soft: read('--accent-soft'),
    bad: read('--bad'),
    badSoft: read('--bad-soft'),
    good: read('--good'),
    goodSoft: read('--good-soft'),
    focus: read('--focus'),
  };
}

export interface TimelinePicture {
  width: number;
  height: number;
  span: Span;
  lanes: readonly TimelineLane[];
  laneHeight: number;
  marks: readonly PlacedMark[];
  hovered: PlacedMark | null;
  selectedId: string | null;
  colours: TimelineColours;
  font: string;
}

export function drawTimeline(context: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { width, height, colours } = picture;
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, width, height);
  drawLanes(context, picture);
  drawAxis(context, picture);
  for (const placed of picture.marks) drawMark(context, placed, picture);
}

function drawLanes(context: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { width, laneHeight, colours } = picture;
  context.fillStyle = colours.stripe;
  picture.lanes.forEach((_, index) => {
    if (index % 2 === 0) context.fillRect(0, axisHeight + index * laneHeight, width, laneHeight);
  });
}

function drawAxis(context: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { width, height, span, colours } = picture;
  const scale = scaleUtc().domain([span.from, span.to]).range([0, width]);
  const ticks = scale.ticks(Math.max(2, Math.floor(width / 110)));
  const format = scale.tickFormat();
  context.font = picture.font;
  context.textBaseline = 'middle';
  context.fillStyle = colours.dim;
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.beginPath();
  for (const tick of ticks) {
    const x = Math.round(pixelOf(tick.getTime(), span, width)) + 0.5;
    context.moveTo(x, axisHeight - 5);
    context.lineTo(x, height);
    context.fillText(clockOf(tick) ?? format(tick), x + 4, axisHeight / 2 - 1);
  }
  context.moveTo(0, axisHeight - 0.5);
  context.lineTo(width, axisHeight - 0.5);
  context.stroke();
}

function drawMark(context: CanvasRenderingContext2D, placed: PlacedMark, picture: TimelinePicture): void {
  const { colours } = picture;
  const { mark, x, y, width, height } = placed;
  const strong = mark.tone ? colours[mark.tone] : colours.accent;
  const soft = mark.tone ? colours[`${mark.tone}Soft`] : colours.soft;
  const selected = mark.id !== null && mark.id === picture.selectedId;
  const marked = selected || placed === picture.hovered;
  context.beginPath();
  if (placed.shape === 'dot') context.arc(x + width / 2, y + height / 2, width / 2 - 1, 0, Math.PI * 2);
  else context.roundRect(x, y, width, height, placed.shape === 'bucket' ? 2 : 4);
  if (placed.shape === 'bucket') {
    context.globalAlpha = Math.min(1, 0.45 + Math.log10(mark.count) * 0.22);
    context.fillStyle = strong;
    context.fill();
    context.globalAlpha = 1;
    if (width >= 22) {
      context.fillStyle = colours.ground;
      context.font = picture.font;
      context.textAlign = 'center';
      context.fillText(mark.count.toLocaleString('en'), x + width / 2, y + height / 2 + 0.5, width - 4);
      context.textAlign = 'start';
    }
  } else if (mark.uncertain || placed.shape === 'bar') {
    // What is not certain is drawn soft: pale within, its edge broken.
    context.fillStyle = soft;
    context.fill();
    context.strokeStyle = strong;
    context.setLineDash(mark.uncertain ? [3, 2] : []);
    context.stroke();
    context.setLineDash([]);
  } else {
    context.fillStyle = strong;
    context.fill();
  }
  if (marked) {
    context.strokeStyle = colours.focus;
    context.lineWidth = 2;
    context.beginPath();
    context.roundRect(x - 3, y - 3, width + 6, height + 6, 6);
    context.stroke();
    context.lineWidth = 1;
  }
}
