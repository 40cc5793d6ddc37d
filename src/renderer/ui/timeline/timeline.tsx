import './timeline.css';
import { ActionIcon, Tooltip } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconArrowsHorizontal, IconMinus, IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { formatInstant } from '../format.ts';
import { coloursOf, drawTimeline } from './draw-timeline.ts';
import {
  axisHeight,
  laneHeightFor,
  markAt,
  neighbour,
  type PlacedMark,
  placeMarks,
  type TimelineLane,
  type TimelineMark,
} from './timeline-layout.ts';
import { fitted, panned, type Span, timeAt, zoomed } from './timeline-scale.ts';

export interface TimelineProps {
  label: string;
  lanes: readonly TimelineLane[];
  marks: readonly TimelineMark[];
  /** From the first to the last there is; null while nothing is dated. */
  whole: Span | null;
  /** Told what is shown, a moment after it has come to rest. */
  onSpan?(span: Span): void;
  selectedId?: string | null;
  onSelect?(id: string): void;
  compact?: boolean;
  /** Anything that changes when the theme does. */
  theme: string;
}

const pause = 160;

/**
 * Marks on one time axis, in lanes. Wheel or + and − zoom, dragging or arrows move, 0 shows all; Shift with
 * the arrows goes from mark to mark and Enter opens one. A list of what is in sight stands behind it for
 * those who cannot see the picture.
 */
export function Timeline(props: TimelineProps) {
  const { lanes, marks, whole, onSpan, onSelect } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const { ref: box, width, height: room } = useElementSize();
  const { ref: picture, width: pictureWidth } = useElementSize();
  const [moved, setMoved] = useState<Span | null>(null);
  const [hovered, setHovered] = useState<PlacedMark | null>(null);
  const [focused, setFocused] = useState<TimelineMark | null>(null);
  const drag = useRef<{ x: number; span: Span; moved: boolean } | null>(null);
  const wholeFrom = whole?.from ?? 0;
  const wholeTo = whole?.to ?? 0;
  const home = useMemo(() => fitted({ from: wholeFrom, to: wholeTo }), [wholeFrom, wholeTo]);
  const span = moved ?? home;
  const laneHeight = laneHeightFor(lanes.length, room);
  const height = Math.max(room, axisHeight + lanes.length * laneHeight);
  const placed = useMemo(
    () => placeMarks(marks, lanes, span, pictureWidth, laneHeight),
    [marks, lanes, span, pictureWidth, laneHeight],
  );

  useEffect(() => {
    if (!moved || !onSpan) return;
    const timer = setTimeout(() => onSpan(moved), pause);
    return () => clearTimeout(timer);
  }, [moved, onSpan]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of theme changes the colours read from the page
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || pictureWidth === 0) return;
    const ratio = window.devicePixelRatio || 1;
    element.width = Math.round(pictureWidth * ratio);
    element.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawTimeline(context, {
      width: pictureWidth,
      height,
      span,
      lanes,
      laneHeight,
      marks: placed,
      hovered,
      selectedId: props.selectedId ?? focused?.id ?? null,
      colours: coloursOf(element),
      font: `11.5px ${getComputedStyle(element).fontFamily}`,
    });
  }, [
    placed,
    hovered,
    props.selectedId,
    focused,
    pictureWidth,
    height,
    lanes,
    laneHeight,
    span,
    props.theme,
  ]);

  const zoom = useCallback(
    (factor: number, around?: number) =>
      setMoved((old) => {
        const now = old ?? home;
        return zoomed(now, factor, around ?? (now.from + now.to) / 2);
      }),
    [home],
  );
  // React listens to the wheel passively; the page must not scroll while the picture zooms.
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      setMoved((old) => {
        const now = old ?? home;
        if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
          const by = (event.deltaX || event.deltaY) / Math.max(1, pictureWidth);
          return panned(now, by * (now.to - now.from));
        }
        return zoomed(now, 1.0015 ** event.deltaY, timeAt(event.offsetX, now, Math.max(1, pictureWidth)));
      });
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [home, pictureWidth]);

  const open = (mark: TimelineMark) => {
    if (mark.id !== null) onSelect?.(mark.id);
    else setMoved(fitted({ from: mark.earliest, to: mark.latest }));
  };
  const focusOn = (mark: TimelineMark | null) => {
    if (!mark) return;
    setFocused(mark);
    const middle = (mark.earliest + mark.latest) / 2;
    if (middle < span.from || middle > span.to) setMoved(panned(span, middle - (span.from + span.to) / 2));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = (span.to - span.from) / 8;
    if (event.key === '+' || event.key === '=') zoom(0.6);
    else if (event.key === '-' || event.key === '−') zoom(1 / 0.6);
    else if (event.key === '0') setMoved(null);
    else if (event.key === 'ArrowRight' && event.shiftKey) focusOn(neighbour(marks, focused, 1));
    else if (event.key === 'ArrowLeft' && event.shiftKey) focusOn(neighbour(marks, focused, -1));
    else if (event.key === 'ArrowRight') setMoved(panned(span, step));
    else if (event.key === 'ArrowLeft') setMoved(panned(span, -step));
    else if (event.key === 'Enter' && focused) open(focused);
    else return;
    event.preventDefault();
  };
  const tip = hovered ?? placed.find((each) => focused !== null && each.mark === focused) ?? null;
  return (
    <section className="timeline" aria-label={props.label}>
      {!props.compact && (
        <div className="timeline-tools">
          <span className="dim">
            {formatInstant(span.from)} to {formatInstant(span.to)} UTC
          </span>
          <span className="spread" />
          <Tooltip label="Zoom out (−)">
            <ActionIcon size={24} aria-label="Zoom out" onClick={() => zoom(1 / 0.6)}>
              <IconMinus size={15} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Zoom in (+)">
            <ActionIcon size={24} aria-label="Zoom in" onClick={() => zoom(0.6)}>
              <IconPlus size={15} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Whole timeline (0)">
            <ActionIcon size={24} aria-label="Whole timeline" onClick={() => setMoved(null)}>
              <IconArrowsHorizontal size={15} />
            </ActionIcon>
          </Tooltip>
        </div>
      )}
      <div className="timeline-scroll" ref={box} data-width={width}>
        <div className="timeline-lanes" aria-hidden>
          {lanes.map((lane) => (
            <div key={lane.key} className="timeline-lane" style={{ height: laneHeight }} title={lane.label}>
              <bdi className="truncate">{lane.label}</bdi>
              <span className="dim">{lane.count.toLocaleString('en')}</span>
            </div>
          ))}
        </div>
        <div className="timeline-canvas" ref={picture}>
          {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a picture that takes keys */}
          <canvas
            ref={canvas}
            role="application"
            aria-label={`${props.label}: plus and minus zoom, arrows move, Shift with arrows goes from event to event`}
            tabIndex={0}
            style={{ width: '100%', height }}
            onKeyDown={onKeyDown}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              drag.current = { x: event.clientX, span, moved: false };
            }}
            onPointerMove={(event) => {
              const held = drag.current;
              if (held && Math.abs(event.clientX - held.x) > 3) held.moved = true;
              if (held?.moved) {
                const by =
                  ((held.x - event.clientX) / Math.max(1, pictureWidth)) * (held.span.to - held.span.from);
                setMoved(panned(held.span, by));
              } else {
                setHovered(markAt(placed, event.nativeEvent.offsetX, event.nativeEvent.offsetY));
              }
            }}
            onPointerUp={(event) => {
              const held = drag.current;
              drag.current = null;
              if (held?.moved) return;
              const hit = markAt(placed, event.nativeEvent.offsetX, event.nativeEvent.offsetY);
              if (hit) {
                setFocused(hit.mark);
                open(hit.mark);
              }
            }}
            onPointerLeave={() => setHovered(null)}
          />
          {tip && (
            <div
              className="timeline-tip"
              style={{
                left: Math.max(0, Math.min(tip.x + tip.width / 2 - 40, pictureWidth - 260)),
                top: tip.y + tip.height + 8,
              }}
            >
              {describe(tip.mark)}
            </div>
          )}
          <ul className="hidden-visually" aria-label={`${props.label}, as a list`}>
            {placed.slice(0, 100).map((each) => (
              <li key={`${each.index}`}>
                <button type="button" tabIndex={-1} onClick={() => open(each.mark)}>
                  {describe(each.mark)}
                </button>
              </li>
            ))}
            {placed.length > 100 && <li>and {placed.length - 100} more, which the list of events has</li>}
          </ul>
        </div>
      </div>
    </section>
  );
}

function describe(mark: TimelineMark): string {
  const from = formatInstant(mark.earliest);
  const to = formatInstant(mark.latest);
  const time = from === to ? from : `${from} to ${to}`;
  const what =
    mark.count > 1 ? `${mark.count.toLocaleString('en')} events, click to zoom in` : (mark.title ?? 'Event');
  return `${what} · ${time} UTC${mark.uncertain ? ' · uncertain' : ''}`;
}
