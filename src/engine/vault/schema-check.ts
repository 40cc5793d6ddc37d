import { SqliteDatabase } from '../database/sqlite.ts';
import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';

/**
 * What of a vault's schema is not as its migrations made it: a trigger that guards custody taken away, one planted that
 * changes what is written. The log knows rows only. @returns names, each with what is wrong; empty = as it should be.
 */
export function schemaDifferences(
  database: SqliteDatabase,
  known: readonly Migration[] = migrations,
): string[] {
  const version = database.pragma('user_version', { simple: true }) as number;
  const fresh = new SqliteDatabase(':memory:');
  try {
    for (const migration of known) if (migration.version <= version) fresh.exec(migration.sql);
    const [expected, found] = [schemaOf(fresh), schemaOf(database)];
    const names = [...new Set([...expected.keys(), ...found.keys()])].sort();
    return names
      .filter((name) => expected.get(name) !== found.get(name))
      .map(
        (name) =>
          `${name} ${found.has(name) ? (expected.has(name) ? 'was altered' : 'was added') : 'is missing'}`,
      );
  } finally {
    fresh.close();
  }
}

/** What SQLite keeps for itself, such as its statistics, is nobody's work. */
function schemaOf(database: SqliteDatabase): Map<string, string> {
  const rows = database
    .prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    .all() as { type: string; name: string; sql: string }[];
  return new Map(rows.map(({ type, name, sql }) => [`${type} ${name}`, sql]));
}
