import type { Migration } from './migration.ts';

/**
 * `intel_object`: every object of the STIX and MISP files that were imported, with what became of it; `json` holds the text of
 * those that did not wholly become records. `intel_record`: which records an object made (`made`) or speaks of (`about`); `key` names
 * the record across imports, so that the same object read again finds what it made.
 */
export const intel: Migration = {
  version: 90,
  name: 'intel',
  sql: `
CREATE TABLE intel_object (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), import_id TEXT NOT NULL REFERENCES import_batch (id),
  evidence_id TEXT REFERENCES evidence (id), format TEXT NOT NULL, source_id TEXT NOT NULL, type TEXT NOT NULL,
  pointer TEXT NOT NULL, title TEXT NOT NULL, creator TEXT NOT NULL, version TEXT NOT NULL, marking TEXT NOT NULL,
  tags TEXT NOT NULL, state TEXT NOT NULL, left_over TEXT NOT NULL, json TEXT NOT NULL, hash TEXT NOT NULL,
  UNIQUE (case_id, format, source_id)
) STRICT;
CREATE INDEX intel_object_import ON intel_object (import_id);
CREATE INDEX intel_object_type ON intel_object (case_id, state, type);

CREATE TABLE intel_record (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), object_id TEXT NOT NULL,
  relation TEXT NOT NULL CHECK (relation IN ('made', 'about')),
  kind TEXT NOT NULL CHECK (kind IN ('entity', 'link', 'event')), subject_id TEXT NOT NULL, key TEXT NOT NULL
) STRICT;
CREATE INDEX intel_record_object ON intel_record (object_id);
CREATE INDEX intel_record_key ON intel_record (case_id, key);
CREATE INDEX intel_record_subject ON intel_record (subject_id);
`,
};
