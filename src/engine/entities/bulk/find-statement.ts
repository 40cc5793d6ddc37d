import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { Provenance } from './support-reader.ts';
import type { SupportWriter } from './support-writer.ts';

/** The visible record a statement made before, if it is the same statement; see `isSameStatement`. */
export function findStatement(
  database: SqliteDatabase,
  supports: SupportWriter,
  table: 'event' | 'loss' | 'payment',
  fingerprint: string,
  provenance: Provenance,
): string | null {
  const rows = database
    .cached(`SELECT id FROM ${table} WHERE fingerprint = ? AND hidden_at IS NULL ORDER BY rowid`)
    .pluck()
    .all(fingerprint) as string[];
  return rows.find((id) => supports.isSameStatement(id, provenance)) ?? null;
}
