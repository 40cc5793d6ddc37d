import type { CheckedInput } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { inTurns } from '../database/in-turns.ts';
import { rememberedOf } from '../database/remembered.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';

/** Events counted at one go: some hundredths of a second, in which nobody else is answered. */
const together = 20_000;

/** `after`: no event that begins before it reaches into the window. */
export interface Window {
  caseId: string;
  from: number;
  to: number;
  after: number;
}

export interface LaneCount {
  lane: string;
  /** Counted from the window's begin; 0 where no buckets were asked for. */
  bucket: number;
  count: number;
}

export interface LaneSource {
  /** SQL that gives the lane of an event, with the joins it needs. */
  key: string;
  joins: string;
  /** Whether an event may come more than once in the same lane. */
  repeats: boolean;
  /** Whether there may be lanes by the thousand. */
  many: boolean;
  label(database: SqliteDatabase, key: string): string;
}

const participant = 'LEFT JOIN event_participant part ON part.event_id = event.id';
const entity = `${participant} LEFT JOIN entity ON entity.id = part.entity_id`;
const itself = (_database: SqliteDatabase, key: string): string => key;

export const laneSources: Record<CheckedInput<'event.timeline'>['lanes'], LaneSource> = {
  kind: { key: 'event.kind', joins: '', repeats: false, many: false, label: itself },
  entity: {
    key: "coalesce(part.entity_id, '')",
    joins: participant,
    repeats: true,
    many: true,
    label: (database, key) =>
      key === ''
        ? ''
        : (database.cached('SELECT display FROM entity WHERE id = ?').pluck().get(key) as string),
  },
  country: { key: "coalesce(entity.country, '')", joins: entity, repeats: true, many: false, label: itself },
  role: {
    key: "coalesce(role.role, '')",
    joins: `${entity} LEFT JOIN entity_role role ON role.entity_id = entity.id`,
    repeats: true,
    many: false,
    label: itself,
  },
};

const shown = 'event.case_id = @caseId AND event.hidden_at IS NULL';
const overlaps = 'coalesce(event.latest, event.earliest) >= @from AND event.earliest <= @to';
const begunOnly = 'event.earliest IS NULL AND event.latest BETWEEN @from AND @to';

/** Events of a window, those without a begin among them: two ways along the index of times, which an OR would not take. */
export const eventsInWindow = `SELECT * FROM event WHERE ${shown} AND event.earliest >= @after AND ${overlaps}
  UNION ALL SELECT * FROM event WHERE ${shown} AND ${begunOnly}`;

/** How long the longest event of a case lasts, in ms: one that began earlier than that before a window is over when it begins. */
export const longestEvent = (database: SqliteDatabase, caseId: string): number =>
  rememberedOf(database).recall(
    'logged',
    `longest event of ${caseId}`,
    () =>
      (database
        .prepare(
          'SELECT max(latest - earliest) FROM event WHERE case_id = ? AND hidden_at IS NULL AND latest IS NOT NULL AND earliest IS NOT NULL',
        )
        .pluck()
        .get(caseId) as number | null) ?? 0,
  );

/**
 * How many events each lane has, in buckets of `width` ms or as a whole; with `kept` the other lanes are told as one. In
 * stretches along the index of times, between which others have their turn.
 * @throws ProfferError `cancelled`.
 */
export async function countLanes(
  database: SqliteDatabase,
  source: LaneSource,
  window: Window,
  width: number | null,
  kept: { lanes: ReadonlySet<string>; other: string } | null,
  signal: AbortSignal,
): Promise<LaneCount[]> {
  const sums = new Map<string, LaneCount>();
  const add = (rows: readonly LaneCount[]) => {
    for (const row of rows) {
      const key = `${row.bucket} ${row.lane}`;
      const known = sums.get(key);
      if (known) known.count += row.count;
      else sums.set(key, row);
    }
  };
  const parameters = {
    ...window,
    width: width ?? 1,
    ...(kept ? { kept: JSON.stringify([...kept.lanes]), other: kept.other } : {}),
  };
  const begun = `${shown} AND (event.earliest, event.id) > (@begin, @id) AND ${overlaps} ORDER BY event.earliest, event.id LIMIT ${together}`;
  const next = database.prepare(
    `SELECT earliest, id, count(*) OVER () AS count FROM (SELECT earliest, id FROM event WHERE ${begun}) ORDER BY earliest DESC, id DESC LIMIT 1`,
  );
  const count = database.prepare(countSql(source, begun, width !== null, kept !== null));
  add(
    database
      .prepare(countSql(source, `${shown} AND ${begunOnly}`, width !== null, kept !== null))
      .all(parameters) as LaneCount[],
  );
  let from = { begin: window.after, id: '' };
  for (;;) {
    const last = next.get({ ...window, ...from }) as
      | { earliest: number; id: string; count: number }
      | undefined;
    if (!last) break;
    add(count.all({ ...parameters, ...from }) as LaneCount[]);
    if (last.count < together) break;
    from = { begin: last.earliest, id: last.id };
    await inTurns(signal);
    if (!database.open) throw new ProfferError('locked', 'The vault was locked while this was under way.');
  }
  return [...sums.values()];
}

function countSql(
  { key, joins, repeats }: LaneSource,
  events: string,
  inBuckets: boolean,
  isKept: boolean,
): string {
  // Numbers are bound as floating-point ones: without the cast each event would be a bucket of its own.
  const bucket = inBuckets
    ? 'max(0, CAST((coalesce(event.earliest, event.latest) - @from) / @width AS INTEGER))'
    : '0';
  const lane = isKept
    ? 'CASE WHEN lane IN (SELECT value FROM json_each(@kept)) THEN lane ELSE @other END'
    : 'lane';
  return `SELECT ${lane} AS lane, bucket, count(*) AS count FROM (
      SELECT ${repeats ? 'DISTINCT event.id, ' : ''}${key} AS lane, ${bucket} AS bucket
      FROM (SELECT id, earliest, latest, kind FROM event WHERE ${events}) AS event ${joins}
    ) GROUP BY 1, 2`;
}
