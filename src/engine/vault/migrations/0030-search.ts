import type { Migration } from './migration.ts';

/**
 * The search index: derived from the other tables, never logged, rebuilt at any time. `search_record` gives every indexed record a
 * number of its own, since VACUUM gives new rowids to tables without an INTEGER PRIMARY KEY; the words up to `indexed_to` are in
 * `search_index`, which keeps no text. `part` is the page of a text and 0 otherwise. Words whose number is in `search_record` no more
 * find nothing; `search_removed` has those that are still to be taken out.
 */
export const search: Migration = {
  version: 30,
  name: 'search',
  sql: `
CREATE TABLE search_record (
  number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, scope INTEGER NOT NULL, record TEXT NOT NULL, part INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX search_record_record ON search_record (record, part);

CREATE TABLE search_removed (number INTEGER PRIMARY KEY) STRICT;

CREATE TABLE search_state (
  id INTEGER PRIMARY KEY CHECK (id = 1), indexed_to INTEGER NOT NULL, form TEXT NOT NULL
) STRICT;
INSERT INTO search_state (id, indexed_to, form) VALUES (1, 0, '');

CREATE VIRTUAL TABLE search_index USING fts5 (
  name, body, codes, content = '', contentless_delete = 1, detail = full, tokenize = 'ascii'
);
INSERT INTO search_index (search_index, rank) VALUES ('automerge', 16);
INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 33554432);
`,
};
