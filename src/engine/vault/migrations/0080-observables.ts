import type { Migration } from './migration.ts';

/**
 * What was found in evidence, and what a person decided about it. `observable`, `observable_place` and `proposal` are read
 * out of the evidence again at any time, so they do not go through the change log; decisions and rules do, and are kept by
 * normal form or fingerprint, so that reading again meets them. `host`: the domain a rule for domains looks at. `gave`: the
 * roles the record has from the find alone, as a JSON list; a person who says that they stand takes them off it.
 */
export const observables: Migration = {
  version: 80,
  name: 'observables',
  sql: `
CREATE TABLE observable (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), kind TEXT NOT NULL, normal TEXT NOT NULL,
  display TEXT NOT NULL, host TEXT, checked TEXT NOT NULL, problems TEXT NOT NULL, facts TEXT NOT NULL,
  ignored_by TEXT, found_at TEXT NOT NULL,
  UNIQUE (case_id, kind, normal)
) STRICT;

CREATE TABLE observable_place (
  observable_id TEXT NOT NULL REFERENCES observable (id), evidence_id TEXT NOT NULL REFERENCES evidence (id),
  page INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, as_found TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (observable_id, evidence_id, page)
) STRICT, WITHOUT ROWID;
CREATE INDEX observable_place_evidence ON observable_place (evidence_id);

CREATE TABLE observable_decision (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), kind TEXT NOT NULL, normal TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'rejected', 'ignored')), entity_id TEXT,
  gave TEXT NOT NULL, decided_at TEXT NOT NULL,
  UNIQUE (case_id, kind, normal)
) STRICT;
CREATE INDEX observable_decision_entity ON observable_decision (entity_id) WHERE entity_id IS NOT NULL;

CREATE TABLE ignore_rule (
  id TEXT PRIMARY KEY, case_id TEXT REFERENCES cases (id), kind TEXT NOT NULL, pattern TEXT NOT NULL,
  note TEXT NOT NULL, created_at TEXT NOT NULL
) STRICT;

CREATE TABLE proposal (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), evidence_id TEXT NOT NULL REFERENCES evidence (id),
  page INTEGER NOT NULL, fingerprint TEXT NOT NULL, title TEXT NOT NULL, weight INTEGER NOT NULL, body TEXT NOT NULL,
  found_at TEXT NOT NULL,
  UNIQUE (case_id, fingerprint)
) STRICT;
CREATE INDEX proposal_evidence ON proposal (evidence_id);

CREATE TABLE proposal_decision (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), fingerprint TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected')), body TEXT, decided_at TEXT NOT NULL,
  UNIQUE (case_id, fingerprint)
) STRICT;
`,
};
