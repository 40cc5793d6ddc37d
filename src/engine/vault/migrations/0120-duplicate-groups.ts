import type { Migration } from './migration.ts';

/**
 * `duplicate_group`: each group of records that may be one, as a list shows and sorts it. Derived from the records and never logged.
 * A write that may change a group only makes it `stale`; the next list counts those anew (`fresh-groups.ts`). `said`: of its
 * records something was said; whose word that is may change with any merge, so merges make all of those stale.
 */
export const duplicateGroups: Migration = {
  version: 120,
  name: 'duplicate-groups',
  sql: `
CREATE TABLE duplicate_group (
  id INTEGER PRIMARY KEY, case_id TEXT NOT NULL, kind TEXT NOT NULL, basis TEXT NOT NULL, match TEXT NOT NULL,
  members INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, names INTEGER NOT NULL, countries INTEGER NOT NULL,
  state TEXT NOT NULL, said INTEGER NOT NULL, stale INTEGER NOT NULL,
  UNIQUE (case_id, kind, basis, match)
) STRICT;
CREATE INDEX duplicate_group_shown ON duplicate_group (case_id, state, members);
CREATE INDEX duplicate_group_stale ON duplicate_group (case_id, stale, said);
CREATE INDEX possible_duplicate_source ON possible_duplicate (source_id);
INSERT INTO duplicate_group (case_id, kind, basis, match, members, first, last, names, countries, state, said, stale)
  SELECT DISTINCT case_id, kind, basis, match, 0, '', '', 0, 0, 'open', 0, 1 FROM possible_duplicate;

CREATE TRIGGER duplicate_group_joined AFTER INSERT ON possible_duplicate
BEGIN
  INSERT INTO duplicate_group (case_id, kind, basis, match, members, first, last, names, countries, state, said, stale)
    VALUES (NEW.case_id, NEW.kind, NEW.basis, NEW.match, 0, '', '', 0, 0, 'open', 0, 1)
    ON CONFLICT DO UPDATE SET stale = 1 WHERE stale = 0;
END;
CREATE TRIGGER duplicate_group_record AFTER UPDATE OF hidden_at, normal, display, country, match_email, match_phone, merged_into ON entity
BEGIN
  UPDATE duplicate_group SET stale = 1 WHERE stale = 0 AND (case_id, kind, basis, match) IN (
    SELECT case_id, kind, basis, match FROM possible_duplicate WHERE entity_id IN (NEW.id, OLD.merged_into, NEW.merged_into)
    UNION ALL SELECT case_id, kind, basis, match FROM possible_duplicate WHERE source_id = NEW.id);
END;
CREATE TRIGGER duplicate_group_merged AFTER UPDATE OF merged_into ON entity
WHEN OLD.merged_into IS NOT NEW.merged_into AND EXISTS (SELECT 1 FROM duplicate_apart WHERE case_id = NEW.case_id)
BEGIN
  UPDATE duplicate_group SET stale = 1 WHERE case_id = NEW.case_id AND stale = 0 AND (said = 1 OR (case_id, kind, basis, match) IN (
    SELECT case_id, kind, basis, match FROM possible_duplicate WHERE entity_id IN (
      SELECT merged_into FROM entity WHERE case_id = NEW.case_id AND merged_into IS NOT NULL)));
END;
CREATE TRIGGER duplicate_group_told AFTER INSERT ON duplicate_apart
BEGIN
  UPDATE duplicate_group SET stale = 1 WHERE stale = 0 AND (case_id, kind, basis, match) IN (
    SELECT case_id, kind, basis, match FROM possible_duplicate WHERE entity_id = NEW.entity_id);
END;
CREATE TRIGGER duplicate_group_told_otherwise AFTER UPDATE ON duplicate_apart
BEGIN
  UPDATE duplicate_group SET stale = 1 WHERE case_id = NEW.case_id AND stale = 0 AND said = 1;
END;
CREATE TRIGGER duplicate_group_untold AFTER DELETE ON duplicate_apart
BEGIN
  UPDATE duplicate_group SET stale = 1 WHERE case_id = OLD.case_id AND stale = 0 AND said = 1;
END;
CREATE TRIGGER duplicate_group_put_off AFTER INSERT ON duplicate_later
BEGIN
  UPDATE duplicate_group SET stale = 1
    WHERE case_id = NEW.case_id AND kind = NEW.kind AND basis = NEW.basis AND match = NEW.match AND stale = 0;
END;
CREATE TRIGGER duplicate_group_taken_up AFTER DELETE ON duplicate_later
BEGIN
  UPDATE duplicate_group SET stale = 1
    WHERE case_id = OLD.case_id AND kind = OLD.kind AND basis = OLD.basis AND match = OLD.match AND stale = 0;
END;

CREATE INDEX observable_shown ON observable (case_id, kind, display, id);
CREATE INDEX observable_display ON observable (case_id, display COLLATE NOCASE, id);
`,
};
