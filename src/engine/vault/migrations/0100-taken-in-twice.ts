import type { Migration } from './migration.ts';

/**
 * `copies` of an intake: what it does with a file whose content the case has already (docs/decisions/0013); null in those begun
 * before there was a choice, which took everything. `intake_left_out`: each file of an intake that was not taken in for that
 * reason, as it lay there, and the piece that had its content; written once and never taken back. Whether the file is a
 * piece by now is told by `evidence` with the same intake and path. `mail_sha256` finds the same message in another piece.
 */
export const takenInTwice: Migration = {
  version: 100,
  name: 'taken-in-twice',
  sql: `
ALTER TABLE intake_batch ADD COLUMN copies TEXT;
CREATE TABLE intake_left_out (
  id TEXT PRIMARY KEY, batch_id TEXT NOT NULL REFERENCES intake_batch (id),
  evidence_id TEXT NOT NULL REFERENCES evidence (id), content_id TEXT NOT NULL REFERENCES content (id),
  name TEXT NOT NULL, path TEXT NOT NULL, original_path TEXT NOT NULL,
  file_modified_at TEXT, file_created_at TEXT, at TEXT NOT NULL
) STRICT;
CREATE INDEX intake_left_out_batch ON intake_left_out (batch_id, original_path);
CREATE INDEX mail_sha256 ON mail (sha256);
`,
};
