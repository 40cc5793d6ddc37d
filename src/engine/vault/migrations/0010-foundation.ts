import type { Migration } from './migration.ts';

/**
 * Times: `*_at` are ISO 8601 UTC texts of when something was recorded; `when_json` columns hold an uncertain
 * date whole, with `earliest`/`latest` (ms UTC) beside it for sorting and cutting. Money is integer minor
 * units with its currency. `hidden_at` is how a record is deleted: it stays, and the log says who hid it.
 */
export const foundation: Migration = {
  version: 10,
  name: 'foundation',
  sql: `
CREATE TABLE migration (
  version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, program TEXT NOT NULL, at TEXT NOT NULL
) STRICT;

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE change_log (
  device_id TEXT NOT NULL, seq INTEGER NOT NULL,
  at TEXT NOT NULL, zone TEXT NOT NULL, clock TEXT NOT NULL,
  person TEXT NOT NULL, organisation TEXT NOT NULL, author_key TEXT NOT NULL,
  case_id TEXT, reason TEXT NOT NULL, summary TEXT NOT NULL, undoes INTEGER,
  change_count INTEGER NOT NULL, changes BLOB NOT NULL, packed INTEGER NOT NULL,
  prev_hash TEXT NOT NULL, hash TEXT NOT NULL,
  UNIQUE (device_id, seq)
) STRICT;
CREATE INDEX change_log_case ON change_log (case_id, seq);
CREATE INDEX change_log_undoes ON change_log (device_id, undoes) WHERE undoes IS NOT NULL;

CREATE TABLE log_head (
  device_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL, signature TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
  id TEXT PRIMARY KEY, reference TEXT NOT NULL, title TEXT NOT NULL, scheme TEXT NOT NULL, status TEXT NOT NULL,
  narrative TEXT NOT NULL, nexus TEXT NOT NULL, lead TEXT NOT NULL, marking TEXT NOT NULL,
  organisations TEXT NOT NULL, created_at TEXT NOT NULL, changed_at TEXT NOT NULL, hidden_at TEXT
) STRICT;

CREATE TABLE content (
  id TEXT PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, sha1 TEXT NOT NULL, md5 TEXT NOT NULL,
  size_bytes INTEGER NOT NULL, media_type TEXT NOT NULL, media_type_note TEXT NOT NULL
) STRICT;

CREATE TABLE intake_batch (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), roots TEXT NOT NULL, acquisition TEXT NOT NULL,
  marking TEXT NOT NULL, state TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT, refused TEXT NOT NULL
) STRICT;
CREATE INDEX intake_batch_case ON intake_batch (case_id);

CREATE TABLE evidence (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), number INTEGER NOT NULL,
  content_id TEXT NOT NULL REFERENCES content (id), batch_id TEXT NOT NULL REFERENCES intake_batch (id),
  name TEXT NOT NULL, path TEXT NOT NULL, original_path TEXT NOT NULL,
  description TEXT NOT NULL, method TEXT NOT NULL, source TEXT NOT NULL, place TEXT NOT NULL,
  acquired_by TEXT NOT NULL, note TEXT NOT NULL, marking TEXT NOT NULL,
  acquired_at TEXT NOT NULL, taken_in_at TEXT NOT NULL, file_modified_at TEXT, file_created_at TEXT,
  parent_id TEXT REFERENCES evidence (id),
  checked TEXT NOT NULL, checked_at TEXT, hidden_at TEXT,
  UNIQUE (case_id, number)
) STRICT;
CREATE INDEX evidence_content ON evidence (content_id);
CREATE INDEX evidence_batch ON evidence (batch_id, original_path);

CREATE TABLE custody (
  id TEXT PRIMARY KEY, evidence_id TEXT NOT NULL REFERENCES evidence (id), seq INTEGER NOT NULL, exhibit TEXT NOT NULL,
  action TEXT NOT NULL, at TEXT NOT NULL, zone TEXT NOT NULL,
  person TEXT NOT NULL, organisation TEXT NOT NULL, author_key TEXT NOT NULL,
  purpose TEXT NOT NULL, tool TEXT NOT NULL, sha256 TEXT NOT NULL, details TEXT NOT NULL,
  prev_hash TEXT NOT NULL, hash TEXT NOT NULL,
  UNIQUE (evidence_id, seq)
) STRICT;
CREATE TRIGGER custody_is_never_edited BEFORE UPDATE ON custody
BEGIN SELECT RAISE(ABORT, 'custody entries are never edited'); END;
CREATE TRIGGER custody_is_never_removed BEFORE DELETE ON custody
BEGIN SELECT RAISE(ABORT, 'custody entries are never removed'); END;

CREATE TABLE entity (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), kind TEXT NOT NULL,
  as_found TEXT NOT NULL, normal TEXT NOT NULL, display TEXT NOT NULL, checked TEXT NOT NULL,
  problems TEXT NOT NULL, facts TEXT NOT NULL, fields TEXT NOT NULL, note TEXT NOT NULL,
  country TEXT, marking TEXT NOT NULL, confidence TEXT NOT NULL,
  created_at TEXT NOT NULL, changed_at TEXT NOT NULL, hidden_at TEXT
) STRICT;
CREATE INDEX entity_case ON entity (case_id, kind, display);
CREATE INDEX entity_normal ON entity (kind, normal);

CREATE TABLE entity_role (
  id TEXT PRIMARY KEY, entity_id TEXT NOT NULL REFERENCES entity (id), role TEXT NOT NULL, UNIQUE (entity_id, role)
) STRICT;
CREATE INDEX entity_role_role ON entity_role (role, entity_id);

CREATE TABLE link (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), kind TEXT NOT NULL,
  from_id TEXT NOT NULL REFERENCES entity (id), to_id TEXT NOT NULL REFERENCES entity (id),
  began_json TEXT, began_earliest INTEGER, ended_json TEXT,
  confidence TEXT NOT NULL, note TEXT NOT NULL,
  created_at TEXT NOT NULL, changed_at TEXT NOT NULL, hidden_at TEXT
) STRICT;
CREATE INDEX link_case ON link (case_id);
CREATE INDEX link_from ON link (from_id);
CREATE INDEX link_to ON link (to_id);

CREATE TABLE event (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), kind TEXT NOT NULL,
  title TEXT NOT NULL, description TEXT NOT NULL,
  when_json TEXT NOT NULL, earliest INTEGER, latest INTEGER, learnt_json TEXT,
  marking TEXT NOT NULL, created_at TEXT NOT NULL, changed_at TEXT NOT NULL, hidden_at TEXT
) STRICT;
CREATE INDEX event_case_earliest ON event (case_id, earliest);

CREATE TABLE event_participant (
  id TEXT PRIMARY KEY, event_id TEXT NOT NULL REFERENCES event (id),
  entity_id TEXT NOT NULL REFERENCES entity (id), part TEXT NOT NULL, UNIQUE (event_id, entity_id, part)
) STRICT;
CREATE INDEX event_participant_entity ON event_participant (entity_id);

CREATE TABLE loss (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), victim_id TEXT NOT NULL REFERENCES entity (id),
  amount_minor INTEGER NOT NULL, currency TEXT NOT NULL, method TEXT NOT NULL,
  from_id TEXT REFERENCES entity (id), to_id TEXT REFERENCES entity (id),
  when_json TEXT, earliest INTEGER, recovered_minor INTEGER NOT NULL,
  reference TEXT NOT NULL, conversion TEXT, note TEXT NOT NULL,
  created_at TEXT NOT NULL, changed_at TEXT NOT NULL, hidden_at TEXT
) STRICT;
CREATE INDEX loss_case ON loss (case_id, currency);
CREATE INDEX loss_victim ON loss (victim_id);

-- Which evidence a record rests on, for every kind of record.
CREATE TABLE support (
  id TEXT PRIMARY KEY, evidence_id TEXT NOT NULL REFERENCES evidence (id),
  kind TEXT NOT NULL CHECK (kind IN ('event', 'entity', 'link', 'loss')), subject_id TEXT NOT NULL,
  UNIQUE (kind, subject_id, evidence_id)
) STRICT;
CREATE INDEX support_evidence ON support (evidence_id);

CREATE TABLE referral (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), agency_id TEXT NOT NULL, agency_name TEXT NOT NULL,
  kind TEXT NOT NULL, version INTEGER NOT NULL, package_name TEXT NOT NULL, package_path TEXT NOT NULL,
  package_sha256 TEXT NOT NULL, package_bytes INTEGER NOT NULL, tag_manifest_sha256 TEXT NOT NULL,
  state_hash TEXT NOT NULL, sealed_at TEXT NOT NULL, exhibits INTEGER NOT NULL, fingerprint TEXT NOT NULL,
  disclosures TEXT NOT NULL, request TEXT NOT NULL, hidden_at TEXT,
  UNIQUE (case_id, agency_id, version)
) STRICT;
`,
};
