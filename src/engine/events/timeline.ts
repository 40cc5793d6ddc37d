import type { CheckedInput, Output } from '../../shared/contract/index.ts';
import { entityRoles, eventKinds } from '../../shared/domain/kinds.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';

type Input = CheckedInput<'event.timeline'>;
type Timeline = Output<'event.timeline'>;

/** Up to this many events in the window each is told by itself; above it they come as counts per bucket. */
const tellSingly = 1500;
/** More lanes than this help nobody; the busiest are kept, the rest share one. */
const mostLanes = 40;

interface LaneSource {
  /** SQL that gives the lane of an event, with the joins it needs. */
  key: string;
  label: string;
  joins: string;
}

const participant =
  'LEFT JOIN event_participant part ON part.event_id = event.id LEFT JOIN entity ON entity.id = part.entity_id';
const laneSources: Record<Input['lanes'], LaneSource> = {
  kind: { key: 'event.kind', label: 'event.kind', joins: '' },
  entity: { key: "coalesce(entity.id, '')", label: "coalesce(entity.display, '')", joins: participant },
  country: { key: "coalesce(entity.country, '')", label: "coalesce(entity.country, '')", joins: participant },
  role: {
    key: "coalesce(role.role, '')",
    label: "coalesce(role.role, '')",
    joins: `${participant} LEFT JOIN entity_role role ON role.entity_id = entity.id`,
  },
};

/**
 * What the timeline draws for one window: events one by one while they are few, else counts per bucket and lane.
 * The answer's size depends on the window's resolution, never on the size of the case.
 */
export function timeline(database: SqliteDatabase, input: Input): Timeline {
  const span = database
    .prepare(
      `SELECT min(coalesce(earliest, latest)) AS first, max(coalesce(latest, earliest)) AS last,
         count(*) FILTER (WHERE earliest IS NULL AND latest IS NULL) AS undated
       FROM event WHERE case_id = ? AND hidden_at IS NULL`,
    )
    .get(input.caseId) as { first: number | null; last: number | null; undated: number };
  const from = input.from ?? span.first;
  const to = input.to ?? span.last;
  if (from === null || to === null)
    return { from: null, to: null, lanes: [], items: [], undated: span.undated };

  const { key, label, joins } = laneSources[input.lanes];
  const tables = `event ${joins}`;
  const where = `event.case_id = @caseId AND event.hidden_at IS NULL
    AND coalesce(event.latest, event.earliest) >= @from AND coalesce(event.earliest, event.latest) <= @to`;
  const parameters = { caseId: input.caseId, from, to };
  const counted = database
    .prepare(
      `SELECT ${key} AS key, ${label} AS label, count(DISTINCT event.id) AS count FROM ${tables} WHERE ${where} GROUP BY 1 ORDER BY count DESC, 2`,
    )
    .all(parameters) as { key: string; label: string; count: number }[];
  const kept = new Set(counted.slice(0, mostLanes).map((lane) => lane.key));
  const lanes = counted
    .slice(0, mostLanes)
    .map((lane) => ({ ...lane, label: laneLabel(input.lanes, lane.label) }));
  const rest = counted.slice(mostLanes).reduce((sum, lane) => sum + lane.count, 0);
  if (rest > 0) lanes.push({ key: otherLane, label: 'All others', count: rest });

  const total = counted.reduce((sum, lane) => sum + lane.count, 0);
  const items =
    total <= tellSingly
      ? single(database, tables, where, key, parameters)
      : bucketed(database, tables, where, key, parameters, input.buckets);
  for (const item of items) if (!kept.has(item.lane)) item.lane = otherLane;
  return { from, to, lanes, items, undated: span.undated };
}

const otherLane = '(others)';

function single(
  database: SqliteDatabase,
  tables: string,
  where: string,
  key: string,
  parameters: Row,
): Timeline['items'] {
  const rows = database
    .prepare(
      `SELECT DISTINCT ${key} AS lane, event.id, event.title, event.kind, event.earliest, event.latest,
         json_extract(event.when_json, '$.uncertain') OR json_extract(event.when_json, '$.approximate') AS uncertain
       FROM ${tables} WHERE ${where} ORDER BY coalesce(event.earliest, event.latest), event.id`,
    )
    .all(parameters) as Row[];
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

function bucketed(
  database: SqliteDatabase,
  tables: string,
  where: string,
  key: string,
  parameters: Row,
  buckets: number,
): Timeline['items'] {
  const from = parameters.from as number;
  const width = Math.max(1, Math.ceil(((parameters.to as number) - from + 1) / buckets));
  const rows = database
    .prepare(
      `SELECT ${key} AS lane, max(0, (coalesce(event.earliest, event.latest) - @from) / @width) AS bucket, count(DISTINCT event.id) AS count
       FROM ${tables} WHERE ${where} GROUP BY 1, 2 ORDER BY 2`,
    )
    .all({ ...parameters, width }) as { lane: string; bucket: number; count: number }[];
  return rows.map(({ lane, bucket, count }) => ({
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
