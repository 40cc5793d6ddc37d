import type { Migration } from './migration.ts';

/**
 * `change_log.batch_id` ties the entries of one import or intake together: they are taken back as one. `import_batch` says
 * what an import read and what came of it, `import_finding` what it could not take as it was.
 */
export const imports: Migration = {
  version: 20,
  name: 'imports',
  sql: `
ALTER TABLE change_log ADD COLUMN batch_id TEXT;
CREATE INDEX change_log_batch ON change_log (batch_id, seq) WHERE batch_id IS NOT NULL;

CREATE TABLE import_batch (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), evidence_id TEXT REFERENCES evidence (id),
  reader TEXT NOT NULL, title TEXT NOT NULL, options TEXT NOT NULL, state TEXT NOT NULL, counts TEXT NOT NULL,
  findings_left_out INTEGER NOT NULL, started_at TEXT NOT NULL, ended_at TEXT
) STRICT;
CREATE INDEX import_batch_case ON import_batch (case_id, id);
CREATE INDEX import_batch_evidence ON import_batch (evidence_id);

CREATE TABLE import_finding (
  id TEXT PRIMARY KEY, batch_id TEXT NOT NULL REFERENCES import_batch (id), place TEXT NOT NULL,
  severity TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, raw TEXT
) STRICT;
CREATE INDEX import_finding_batch ON import_finding (batch_id, id);
`,
};
