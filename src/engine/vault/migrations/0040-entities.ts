import type { Migration } from './migration.ts';

/**
 * `seen_*`: what a source says of first and last sight, beside what events tell. `match_*`: a person's own contact in
 * normal form, to find the same person by. `merged_into`: where a record that proved to be another's twin went.
 * `fingerprint`: of the content a row was imported with, so that the same statement in a second file is known again.
 * `support.because`: the place in the evidence, as JSON. Columns added here may be null: the log of older rows has none.
 */
export const entities: Migration = {
  version: 40,
  name: 'entities',
  sql: `
ALTER TABLE entity ADD COLUMN seen_from INTEGER;
ALTER TABLE entity ADD COLUMN seen_from_json TEXT;
ALTER TABLE entity ADD COLUMN seen_to INTEGER;
ALTER TABLE entity ADD COLUMN seen_to_json TEXT;
ALTER TABLE entity ADD COLUMN match_email TEXT;
ALTER TABLE entity ADD COLUMN match_phone TEXT;
ALTER TABLE entity ADD COLUMN merged_into TEXT REFERENCES entity (id);
CREATE INDEX entity_match_email ON entity (match_email) WHERE match_email IS NOT NULL;
CREATE INDEX entity_match_phone ON entity (match_phone) WHERE match_phone IS NOT NULL;

ALTER TABLE event ADD COLUMN fingerprint TEXT;
CREATE INDEX event_fingerprint ON event (fingerprint) WHERE fingerprint IS NOT NULL;
ALTER TABLE loss ADD COLUMN fingerprint TEXT;
CREATE INDEX loss_fingerprint ON loss (fingerprint) WHERE fingerprint IS NOT NULL;

DROP INDEX link_from;
CREATE INDEX link_from ON link (from_id, to_id);

CREATE TABLE payment (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), loss_id TEXT REFERENCES loss (id),
  victim_id TEXT REFERENCES entity (id), stage TEXT NOT NULL, status TEXT NOT NULL, rail TEXT NOT NULL,
  amount_minor INTEGER NOT NULL, currency TEXT NOT NULL, recovered_minor INTEGER NOT NULL,
  from_id TEXT REFERENCES entity (id), to_id TEXT REFERENCES entity (id),
  when_json TEXT, earliest INTEGER, reference TEXT NOT NULL, conversion TEXT, note TEXT NOT NULL, fingerprint TEXT,
  created_at TEXT NOT NULL, changed_at TEXT NOT NULL, hidden_at TEXT
) STRICT;
CREATE INDEX payment_case ON payment (case_id, earliest);
CREATE INDEX payment_loss ON payment (loss_id) WHERE loss_id IS NOT NULL;
CREATE INDEX payment_victim ON payment (victim_id) WHERE victim_id IS NOT NULL;
CREATE INDEX payment_from ON payment (from_id) WHERE from_id IS NOT NULL;
CREATE INDEX payment_to ON payment (to_id) WHERE to_id IS NOT NULL;
CREATE INDEX payment_fingerprint ON payment (fingerprint) WHERE fingerprint IS NOT NULL;

-- What was told of a person, to whom, outside of referrals.
CREATE TABLE disclosure (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), entity_id TEXT NOT NULL REFERENCES entity (id),
  recipient TEXT NOT NULL, what TEXT NOT NULL, basis TEXT NOT NULL, when_json TEXT, earliest INTEGER, note TEXT NOT NULL,
  created_at TEXT NOT NULL, changed_at TEXT NOT NULL, hidden_at TEXT
) STRICT;
CREATE INDEX disclosure_entity ON disclosure (entity_id);

-- A record that may be the same as others of its kind that hold the same "match": one row for each record and each such thing,
-- never one for each pair. What holds is read from the records: source_id (itself, or one that went into it) still has it.
CREATE TABLE possible_duplicate (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), kind TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (basis IN ('name', 'email', 'phone', 'digits', 'ending')), match TEXT NOT NULL,
  entity_id TEXT NOT NULL REFERENCES entity (id), source_id TEXT NOT NULL REFERENCES entity (id),
  created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX possible_duplicate_group ON possible_duplicate (case_id, kind, basis, match, entity_id, source_id);
CREATE INDEX possible_duplicate_entity ON possible_duplicate (entity_id);

-- What a person said of a group: two records of one decision are different where their sides differ. A record has a side of
-- its own (its id), or '' together with all those nothing was said of.
CREATE TABLE duplicate_apart (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), kind TEXT NOT NULL, basis TEXT NOT NULL, match TEXT NOT NULL,
  decision_id TEXT NOT NULL, entity_id TEXT NOT NULL REFERENCES entity (id), side TEXT NOT NULL
) STRICT;
CREATE INDEX duplicate_apart_group ON duplicate_apart (case_id, kind, basis, match);
CREATE INDEX duplicate_apart_entity ON duplicate_apart (entity_id);

-- Put off: the group waits until a record joins it.
CREATE TABLE duplicate_later (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), kind TEXT NOT NULL, basis TEXT NOT NULL, match TEXT NOT NULL,
  entity_id TEXT NOT NULL REFERENCES entity (id)
) STRICT;
CREATE UNIQUE INDEX duplicate_later_group ON duplicate_later (case_id, kind, basis, match, entity_id);
CREATE INDEX entity_merged ON entity (case_id, merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE support_wider (
  subject_id TEXT NOT NULL, evidence_id TEXT NOT NULL REFERENCES evidence (id),
  kind TEXT NOT NULL CHECK (kind IN ('event', 'entity', 'link', 'loss', 'payment', 'disclosure')), because TEXT,
  PRIMARY KEY (subject_id, evidence_id)
) STRICT, WITHOUT ROWID;
INSERT INTO support_wider (subject_id, evidence_id, kind) SELECT subject_id, evidence_id, kind FROM support ORDER BY subject_id;
DROP TABLE support;
ALTER TABLE support_wider RENAME TO support;
CREATE INDEX support_evidence ON support (evidence_id);
`,
};
