import type { SqliteDatabase } from '../database/sqlite.ts';

/** Counts anew what events tell of those entities of which one was changed, hidden or taken away since. */
export function freshenSights(database: SqliteDatabase): void {
  const stale = database.cached('SELECT 1 FROM entity_sight WHERE stale = 1 LIMIT 1');
  if (stale.get() === undefined) return;
  const count = () =>
    database
      .cached(
        `UPDATE entity_sight SET stale = 0, (events, first, last) = (
           SELECT count(*), min(earliest), max(coalesce(latest, earliest)) FROM event_participant JOIN event ON event.id = event_id
           WHERE event_participant.entity_id = entity_sight.entity_id AND hidden_at IS NULL)
         WHERE stale = 1`,
      )
      .run();
  // A write that is under way has one of its own.
  if (database.inTransaction) count();
  else database.derive(count);
}
