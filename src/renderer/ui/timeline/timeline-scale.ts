/** A stretch of time in milliseconds since 1970 UTC. */
export interface Span {
  from: number;
  to: number;
}

export const shortestSpan = 1_000;
export const longestSpan = 200 * 366 * 86_400_000;

export function pixelOf(time: number, span: Span, width: number): number {
  return ((time - span.from) / (span.to - span.from)) * width;
}

export function timeAt(pixel: number, span: Span, width: number): number {
  return span.from + (pixel / width) * (span.to - span.from);
}

/** Zooms by a factor (below 1 = closer) and keeps the time under the pointer where it is. */
export function zoomed(span: Span, factor: number, around: number): Span {
  const length = span.to - span.from;
  const next = Math.min(longestSpan, Math.max(shortestSpan, length * factor));
  const share = (around - span.from) / length;
  const from = around - share * next;
  return { from, to: from + next };
}

export function panned(span: Span, by: number): Span {
  return { from: span.from + by, to: span.to + by };
}

/** The whole, with air at both ends; a single instant gets a day around it. */
export function fitted(whole: Span): Span {
  const length = Math.max(whole.to - whole.from, 86_400_000);
  const middle = (whole.from + whole.to) / 2;
  return { from: middle - length * 0.54, to: middle + length * 0.54 };
}

/** What to ask the engine for so that a little panning needs no new answer. */
export function withMargin(span: Span): Span {
  const margin = (span.to - span.from) * 0.5;
  return { from: Math.floor(span.from - margin), to: Math.ceil(span.to + margin) };
}

/** Whether what was asked for still covers what is shown, and not far more than it. */
export function stillCovers(asked: Span | null, shown: Span): boolean {
  if (!asked) return false;
  const inside = asked.from <= shown.from && asked.to >= shown.to;
  return inside && asked.to - asked.from <= (shown.to - shown.from) * 4;
}

/** Hours and minutes on a clock of 24 hours, as everywhere else; null for a tick that is a day, or parts of a minute. */
export function clockOf(tick: Date): string | null {
  const [hours, minutes, rest] = tick.toISOString().slice(11, -1).split(':');
  if (rest !== '00.000' || (hours === '00' && minutes === '00')) return null;
  return `${hours}:${minutes}`;
}
