import type { Migration } from './migration.ts';

/**
 * What mail says, for lists, conversations and searches by address or host. All of it is read out of the evidence again at
 * any time, so none of it goes through the change log. A message is a stretch of bytes of a piece of evidence: the whole of
 * it, or one of many in a mailbox. `at` are milliseconds since 1970 UTC.
 */
export const mail: Migration = {
  version: 60,
  name: 'mail',
  sql: `
CREATE INDEX evidence_parent ON evidence (parent_id, original_path) WHERE parent_id IS NOT NULL;

CREATE TABLE mail (
  id INTEGER PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), evidence_id TEXT NOT NULL REFERENCES evidence (id),
  number INTEGER NOT NULL, format TEXT NOT NULL, taken_from TEXT, envelope TEXT NOT NULL, quoted INTEGER NOT NULL,
  offset INTEGER NOT NULL, size_bytes INTEGER NOT NULL, sha256 TEXT NOT NULL,
  message_id TEXT NOT NULL, in_reply_to TEXT NOT NULL, subject TEXT NOT NULL, from_text TEXT NOT NULL, to_text TEXT NOT NULL,
  date_text TEXT NOT NULL, at INTEGER, offset_minutes INTEGER, thread INTEGER NOT NULL,
  hops INTEGER NOT NULL, attachments INTEGER NOT NULL, links INTEGER NOT NULL,
  warning_count INTEGER NOT NULL, warnings TEXT NOT NULL, finding_count INTEGER NOT NULL, findings TEXT NOT NULL,
  UNIQUE (evidence_id, number)
) STRICT;
CREATE INDEX mail_case ON mail (case_id, at);
CREATE INDEX mail_thread ON mail (case_id, thread);
CREATE INDEX mail_message_id ON mail (message_id) WHERE message_id <> '';

CREATE TABLE mail_address (
  mail_id INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE, field TEXT NOT NULL, position INTEGER NOT NULL,
  name TEXT NOT NULL, address TEXT NOT NULL, normal TEXT NOT NULL,
  PRIMARY KEY (mail_id, field, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_address_normal ON mail_address (normal);

CREATE TABLE mail_hop (
  mail_id INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE, position INTEGER NOT NULL,
  from_host TEXT NOT NULL, from_name TEXT NOT NULL, from_ip TEXT NOT NULL, by_host TEXT NOT NULL,
  with_protocol TEXT NOT NULL, date_text TEXT NOT NULL, at INTEGER, offset_minutes INTEGER, delay_seconds INTEGER,
  problems TEXT NOT NULL,
  PRIMARY KEY (mail_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_hop_ip ON mail_hop (from_ip) WHERE from_ip <> '';

CREATE TABLE mail_reference (
  mail_id INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE, position INTEGER NOT NULL, message_id TEXT NOT NULL,
  PRIMARY KEY (mail_id, position)
) STRICT, WITHOUT ROWID;

-- Which conversation a message id belongs to, whether its message is in the case or only referred to.
CREATE TABLE mail_thread_key (
  case_id TEXT NOT NULL REFERENCES cases (id), message_id TEXT NOT NULL, thread INTEGER NOT NULL,
  PRIMARY KEY (case_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_thread_key_thread ON mail_thread_key (case_id, thread);
`,
};
