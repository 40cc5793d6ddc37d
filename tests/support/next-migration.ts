/** A schema step that no release has: what migrating will be like is known before the first one is due. */
import { migrations } from '../../src/engine/vault/migrations/index.ts';

export const nextMigrations = [
  ...migrations,
  {
    version: 9990,
    name: 'made-up',
    sql: `ALTER TABLE cases ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'; CREATE TABLE extra (id TEXT PRIMARY KEY) STRICT;`,
  },
];
