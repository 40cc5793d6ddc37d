import type { Migration } from './migration.ts';

/** What a person declared of tables with the same headers; `signature` is that of `tables/looking/signature.ts`. */
export const tables: Migration = {
  version: 70,
  name: 'tables',
  sql: `
CREATE TABLE table_mapping (
  id TEXT PRIMARY KEY, signature TEXT NOT NULL UNIQUE, name TEXT NOT NULL, headers TEXT NOT NULL,
  mapping TEXT NOT NULL, used_at TEXT NOT NULL
) STRICT;
`,
};
