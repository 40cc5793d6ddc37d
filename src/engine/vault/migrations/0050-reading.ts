import type { Migration } from './migration.ts';

/**
 * What reading evidence brought. All of it can be made again from the evidence, so none of it goes through the change log.
 * `reading` says per piece and step how far reading has come. Text, messages and metadata belong to a content: two pieces
 * of evidence with the same bytes share them. Row numbers are declared keys because the search index refers to them.
 */
export const reading: Migration = {
  version: 50,
  name: 'reading',
  sql: `
CREATE TABLE reading (
  evidence_id TEXT NOT NULL REFERENCES evidence (id), step TEXT NOT NULL, state TEXT NOT NULL,
  step_version INTEGER NOT NULL, summary TEXT NOT NULL, findings TEXT NOT NULL,
  started_at TEXT, ended_at TEXT,
  PRIMARY KEY (evidence_id, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX reading_state ON reading (state, evidence_id);

CREATE TABLE content_reading (
  content_id TEXT PRIMARY KEY REFERENCES content (id), reader_version INTEGER NOT NULL, options TEXT NOT NULL,
  format TEXT NOT NULL, encoding TEXT NOT NULL, assumed TEXT NOT NULL, language TEXT NOT NULL,
  pages INTEGER NOT NULL, characters INTEGER NOT NULL, messages INTEGER NOT NULL,
  metadata TEXT NOT NULL, places TEXT NOT NULL, importable TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL, read_at TEXT NOT NULL
) STRICT;
CREATE INDEX content_reading_importable ON content_reading (importable, content_id) WHERE importable <> '';

CREATE TABLE evidence_text (
  id INTEGER PRIMARY KEY, content_id TEXT NOT NULL REFERENCES content (id), page INTEGER NOT NULL,
  label TEXT NOT NULL, source TEXT NOT NULL, confidence REAL, text TEXT NOT NULL,
  UNIQUE (content_id, page)
) STRICT;

CREATE TABLE chat_message (
  id INTEGER PRIMARY KEY, content_id TEXT NOT NULL REFERENCES content (id), number INTEGER NOT NULL,
  page INTEGER NOT NULL, sender TEXT NOT NULL, sent_as_written TEXT NOT NULL, sent_local TEXT, sent_at INTEGER,
  kind TEXT NOT NULL, text TEXT NOT NULL, attachment TEXT NOT NULL,
  UNIQUE (content_id, number)
) STRICT;
`,
};
