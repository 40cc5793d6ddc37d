import type { CheckedInput, Output } from '../../shared/contract/index.ts';
import { entityRoles, eventKinds } from '../../shared/domain/kinds.ts';
import { rememberedOf } from '../database/remembered.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import {
  countLanes,
  eventsInWindow,
  type LaneCount,
  type LaneSource,
  laneSources,
  longestEvent,
  type Window,
} from './timeline-counts.ts';

type Input = CheckedInput<'event.timeline'>;
type Timeline = Output<'event.timeline'>;

/** Up to this many events in the window each is told by itself; above it they come as counts per bucket. */
const tellSingly = 1500;
/** More lanes than this help nobody; the busiest are kept, the rest share one. */
const mostLanes = 40;

/**
 * What the timeline draws for one window: events one by one while they are few, else counts per bucket and lane.
 * The answer's size depends on the window's resolution, never on the size of the case. A million events are counted in
 * stretches between which others have their turn, and the counts stand until something is written.
 */
export function timeline(database: SqliteDatabase, input: Input, signal: AbortSignal): Promise<Timeline> {
  return rememberedOf(database).recallSoon('logged', `timeline ${JSON.stringify(input)}`, () =>
    ask(database, input, signal),
  );
}

async function ask(database: SqliteDatabase, input: Input, signal: AbortSignal): Promise<Timeline> {
  const span = spanOf(database, input.caseId);
  const from = input.from ?? span.first;
  const to = input.to ?? span.last;
  if (from === null || to === null)
    return { from: null, to: null, lanes: [], items: [], undated: span.undated };

  const longest = longestEvent(database, input.caseId);
  const window = { caseId: input.caseId, from, to, after: from - longest };
  const width = Math.max(1, Math.ceil((to - from + 1) / input.buckets));
  const source = laneSources[input.lanes];
  // Of lanes by entity there can be as many as events: which of them are kept is known before buckets are counted.
  const counts = await countLanes(database, source, window, source.many ? null : width, null, signal);
  const counted = totalsOf(counts);
  const kept = new Set(counted.slice(0, mostLanes).map((lane) => lane.key));
  const lanes = counted
    .slice(0, mostLanes)
    .map(({ key, count }) => ({ key, label: laneLabel(input.lanes, source.label(database, key)), count }))
    .sort((one, other) => other.count - one.count || (one.label < other.label ? -1 : 1));
  const rest = counted.slice(mostLanes).reduce((sum, lane) => sum + lane.count, 0);
  if (rest > 0) lanes.push({ key: otherLane, label: 'All others', count: rest });

  const total = counted.reduce((sum, lane) => sum + lane.count, 0);
  if (total <= tellSingly) {
    const items = single(database, source, window);
    for (const item of items) if (!kept.has(item.lane)) item.lane = otherLane;
    return { from, to, lanes, items, undated: span.undated };
  }
  const buckets = source.many
    ? await countLanes(database, source, window, width, { lanes: kept, other: otherLane }, signal)
    : counts;
  return { from, to, lanes, items: itemsOf(buckets, kept, from, width), undated: span.undated };
}

/** The outermost instants of a case, and how many of its events have none: all by the index of times. */
function spanOf(
  database: SqliteDatabase,
  caseId: string,
): { first: number | null; last: number | null; undated: number } {
  const shown = 'FROM event WHERE case_id = @caseId AND hidden_at IS NULL';
  return rememberedOf(database).recall(
    'logged',
    `span of ${caseId}`,
    () =>
      database
        .prepare(
          `SELECT (SELECT min(told) FROM (SELECT min(earliest) AS told ${shown} UNION ALL SELECT min(latest) ${shown} AND earliest IS NULL)) AS first,
             (SELECT max(coalesce(latest, earliest)) ${shown}) AS last,
             (SELECT count(*) ${shown} AND earliest IS NULL AND latest IS NULL) AS undated`,
        )
        .get({ caseId }) as ReturnType<typeof spanOf>,
  );
}

function totalsOf(counts: readonly LaneCount[]): { key: string; count: number }[] {
  const totals = new Map<string, number>();
  for (const { lane, count } of counts) totals.set(lane, (totals.get(lane) ?? 0) + count);
  return [...totals]
    .map(([key, count]) => ({ key, count }))
    .sort((one, other) => other.count - one.count || (one.key < other.key ? -1 : 1));
}

const otherLane = '(others)';

function single(database: SqliteDatabase, { key, joins }: LaneSource, window: Window): Timeline['items'] {
  const rows = database
    .prepare(
      `SELECT DISTINCT ${key} AS lane, event.id, event.title, event.kind, event.earliest, event.latest,
         json_extract(event.when_json, '$.uncertain') OR json_extract(event.when_json, '$.approximate') AS uncertain
       FROM (${eventsInWindow}) AS event ${joins} ORDER BY coalesce(event.earliest, event.latest), event.id`,
    )
    .all(window) as Row[];
  return rows.map((row) => ({
    lane: row.lane as string,
    earliest: (row.earliest ?? row.latest) as number,
    latest: (row.latest ?? row.earliest) as number,
    uncertain: row.uncertain === 1 || row.earliest === null || row.latest === null,
    count: 1,
    eventId: row.id as string,
    title: row.title as string,
    kind: row.kind as Timeline['items'][number]['kind'],
  }));
}

function itemsOf(
  counts: readonly LaneCount[],
  kept: ReadonlySet<string>,
  from: number,
  width: number,
): Timeline['items'] {
  const sums = new Map<string, LaneCount>();
  for (const one of counts) {
    const lane = kept.has(one.lane) ? one.lane : otherLane;
    const key = `${one.bucket} ${lane}`;
    const known = sums.get(key);
    if (known) known.count += one.count;
    else sums.set(key, { ...one, lane });
  }
  return [...sums.values()]
    .sort((one, other) => one.bucket - other.bucket || (one.lane < other.lane ? -1 : 1))
    .map(({ lane, bucket, count }) => ({
      lane,
      earliest: from + bucket * width,
      latest: from + (bucket + 1) * width - 1,
      uncertain: false,
      count,
      eventId: null,
      title: null,
      kind: null,
    }));
}

function laneLabel(lanes: Input['lanes'], label: string): string {
  if (label === '') return 'Nobody named';
  if (lanes === 'kind') return eventKinds[label as keyof typeof eventKinds] ?? label;
  if (lanes === 'role') return entityRoles[label as keyof typeof entityRoles] ?? label;
  return label;
}
