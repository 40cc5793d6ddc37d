import type { Migration } from './migration.ts';

/**
 * What lists, counts and the timeline of a large case ask for, in the order they show it: a page costs what it shows, and a count
 * reads no record. `hidden_at` stands before what is sorted by, since lists leave hidden records out.
 *
 * `entity_sight`: how many events name an entity, and when the first began and the last ended, which is told with every row of a
 * list and can be sorted by. It is derived and never logged. Another event is added to it at once; where one is changed, hidden or
 * taken away, `stale` says that it has to be counted anew (`fresh-sights.ts`): undoing an import hides events by the million.
 */
export const largeCases: Migration = {
  version: 110,
  name: 'large-cases',
  sql: `
DROP INDEX event_case_earliest;
CREATE INDEX event_shown ON event (case_id, hidden_at, earliest, id, latest, kind);
CREATE INDEX entity_shown ON entity (case_id, hidden_at, kind, id, country);
CREATE INDEX entity_display ON entity (case_id, hidden_at, display COLLATE NOCASE, id);
CREATE INDEX loss_shown ON loss (case_id, hidden_at, earliest, id);

CREATE TABLE entity_sight (
  entity_id TEXT PRIMARY KEY, events INTEGER NOT NULL, first INTEGER, last INTEGER, stale INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO entity_sight (entity_id, events, first, last, stale)
  SELECT entity_id, count(*), min(earliest), max(coalesce(latest, earliest)), 0
  FROM event_participant JOIN event ON event.id = event_id WHERE hidden_at IS NULL GROUP BY entity_id;
CREATE INDEX entity_sight_stale ON entity_sight (stale) WHERE stale = 1;

CREATE TRIGGER event_participant_seen AFTER INSERT ON event_participant
BEGIN
  INSERT INTO entity_sight (entity_id, events, first, last, stale)
    SELECT NEW.entity_id, 1, earliest, coalesce(latest, earliest), 0 FROM event WHERE id = NEW.event_id AND hidden_at IS NULL
    ON CONFLICT DO UPDATE SET events = events + 1, first = coalesce(min(first, excluded.first), first, excluded.first),
      last = coalesce(max(last, excluded.last), last, excluded.last);
END;
CREATE TRIGGER event_participant_moved AFTER UPDATE ON event_participant
BEGIN
  INSERT INTO entity_sight (entity_id, events, first, last, stale) VALUES (OLD.entity_id, 0, NULL, NULL, 1), (NEW.entity_id, 0, NULL, NULL, 1)
    ON CONFLICT DO UPDATE SET stale = 1;
END;
CREATE TRIGGER event_participant_gone AFTER DELETE ON event_participant
BEGIN
  UPDATE entity_sight SET stale = 1 WHERE entity_id = OLD.entity_id AND stale = 0;
END;
CREATE TRIGGER event_seen_anew AFTER UPDATE OF earliest, latest, hidden_at ON event
BEGIN
  INSERT INTO entity_sight (entity_id, events, first, last, stale)
    SELECT entity_id, 0, NULL, NULL, 1 FROM event_participant WHERE event_id = NEW.id
    ON CONFLICT DO UPDATE SET stale = 1;
END;
`,
};
