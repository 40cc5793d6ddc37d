import { createHash } from 'node:crypto';
import type { TableFormat } from '../../../../shared/contract/import-table.ts';
import { foldHeader } from './fold-header.ts';

/** What tables of one make have in common: their kind and their headers in order. Null for a table without headers. */
export function signatureOf(format: TableFormat, headers: readonly string[]): string {
  if (headers.every((header) => header === '')) return '';
  const kind = format.kind === 'delimited' ? 'text' : format.kind;
  return createHash('sha256')
    .update(JSON.stringify([kind, ...headers.map(foldHeader)]))
    .digest('hex')
    .slice(0, 32);
}
