import type { z } from 'zod';
import type { tableInspection } from '../../../shared/contract/import.ts';
import { type TableMapping, tableMapping } from '../../../shared/contract/import-table.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { maskTexts } from '../../../shared/domain/identifiers/secrets/mask-texts.ts';
import { newId } from '../../../shared/domain/ids.ts';
import type { Row, SqliteDatabase } from '../../database/sqlite.ts';
import type { Transaction } from '../../log/writer.ts';
import { signatureOf } from './looking/signature.ts';

type Remembered = z.output<typeof tableInspection>['remembered'];

const headersOf = (mapping: TableMapping): string[] => {
  const headers: string[] = [];
  for (const { index, header } of mapping.columns) headers[index] = header;
  return Array.from(headers, (header) => header ?? '');
};

/** What was declared of tables with these headers before, or null. One of an older program that no longer fits is none. */
export function recallMapping(database: SqliteDatabase, signature: string): Remembered {
  if (signature === '') return null;
  const row = database
    .prepare('SELECT name, mapping, used_at FROM table_mapping WHERE signature = ?')
    .get(signature) as Row | undefined;
  if (!row) return null;
  const mapping = tableMapping.safeParse(JSON.parse(row.mapping as string));
  return mapping.success
    ? { name: row.name as string, usedAt: row.used_at as string, mapping: mapping.data }
    : null;
}

/** Remembers a mapping for tables with the same headers, in place of the one before. A table without headers has none. */
export function rememberMapping(
  database: SqliteDatabase,
  transaction: Transaction,
  mapping: TableMapping,
  name: string,
): void {
  const headers = headersOf(mapping);
  const signature = mapping.headerRow === 0 ? '' : signatureOf(mapping.format, headers);
  if (signature === '') return;
  const columns = {
    name,
    mapping: maskTexts(JSON.stringify(mapping)),
    headers: maskTexts(JSON.stringify(headers)),
    used_at: transaction.at,
  };
  const id = database.prepare('SELECT id FROM table_mapping WHERE signature = ?').pluck().get(signature) as
    | string
    | undefined;
  if (id === undefined) transaction.insert('table_mapping', { id: newId(), signature, ...columns });
  else transaction.update('table_mapping', id, columns);
}

export const listMappings = (database: SqliteDatabase): Output<'import.mappings'>['mappings'] =>
  (
    database
      .prepare('SELECT id, name, headers, used_at FROM table_mapping ORDER BY used_at DESC LIMIT 1000')
      .all() as Row[]
  ).map((row) => ({
    id: row.id as string,
    name: row.name as string,
    headers: JSON.parse(row.headers as string) as string[],
    usedAt: row.used_at as string,
  }));

/** @throws ProfferError `not-found`. */
export function mappingName(database: SqliteDatabase, id: string): string {
  const name = database.prepare('SELECT name FROM table_mapping WHERE id = ?').pluck().get(id) as
    | string
    | undefined;
  if (name === undefined)
    throw new ProfferError('not-found', 'This mapping is not remembered any more.', { id });
  return name;
}
