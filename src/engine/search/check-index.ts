import type { SqliteDatabase } from '../database/sqlite.ts';
import { readSource, sources, textCode } from './sources.ts';

/** What of the search index does not agree with the records, each a sentence; empty = it is true. Writes nothing. */
export function indexFindings(database: SqliteDatabase): string[] {
  const state = database.prepare('SELECT indexed_to, form FROM search_state').get() as
    | { indexed_to: number; form: string }
    | undefined;
  if (!state) return ['its state is missing'];
  // It is to be made anew anyway.
  if (state.form === '') return [];
  const findings: string[] = [];
  try {
    database.exec(`INSERT INTO search_index (search_index) VALUES ('integrity-check')`);
  } catch (error) {
    if (!String((error as { code?: string }).code).startsWith('SQLITE_CORRUPT')) throw error;
    findings.push('its inner structure is damaged');
  }
  const [noted, indexed] = [
    `SELECT (SELECT count(*) FROM search_record WHERE number <= (SELECT indexed_to FROM search_state))
      + (SELECT count(*) FROM search_removed)`,
    'SELECT count(*) FROM search_index_docsize',
  ].map((sql) => database.prepare(sql).pluck().get() as number) as [number, number];
  if (noted !== indexed) findings.push(`it holds ${indexed} records where ${noted} are noted`);
  const missing = missingRecords(database);
  if (missing > 0) findings.push(`${missing} records are not in it`);
  const stray = strayRecords(database);
  if (stray > 0) findings.push(`${stray} records in it are hidden or gone`);
  return findings;
}

function missingRecords(database: SqliteDatabase): number {
  let missing = 0;
  for (const { table, code } of Object.values(sources)) {
    const ids = database
      .prepare(
        `SELECT id FROM ${table} x WHERE hidden_at IS NULL AND NOT EXISTS (SELECT 1 FROM search_record WHERE record = x.id)`,
      )
      .pluck()
      .all() as string[];
    // What says nothing is not noted.
    missing += ids.filter((id) => readSource(database, code, id, 0) !== null).length;
  }
  const pages = database
    .prepare(
      // Pages of a content that is being read, or whose reading was cut off, are noted when all are there.
      `SELECT count(*) FROM evidence_text x WHERE text <> ''
       AND EXISTS (SELECT 1 FROM content_reading WHERE content_id = x.content_id)
       AND NOT EXISTS (SELECT 1 FROM search_record WHERE record = x.content_id AND part = x.page)`,
    )
    .pluck()
    .get() as number;
  return missing + pages;
}

function strayRecords(database: SqliteDatabase): number {
  const count = (sql: string) => database.prepare(sql).pluck().get() as number;
  let stray = count(
    `SELECT count(*) FROM search_record r WHERE kind = ${textCode}
     AND NOT EXISTS (SELECT 1 FROM evidence_text WHERE content_id = r.record AND page = r.part)`,
  );
  for (const { table, code } of Object.values(sources))
    stray += count(
      `SELECT count(*) FROM search_record r WHERE kind = ${code}
       AND NOT EXISTS (SELECT 1 FROM ${table} WHERE id = r.record AND hidden_at IS NULL)`,
    );
  return stray;
}
