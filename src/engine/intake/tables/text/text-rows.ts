import type { TableFormat } from '../../../../shared/contract/import-table.ts';
import type { TableContent } from '../table-content.ts';
import { DelimitedParser, type SourceRow } from './delimited-parser.ts';

type Delimited = Extract<TableFormat, { kind: 'delimited' }>;

/** The rows of delimited text of any size, in the groups the bytes come in; memory stays that of one group. */
export async function* delimitedRows(content: TableContent, format: Delimited): AsyncGenerator<SourceRow[]> {
  const parser = new DelimitedParser(format);
  for await (const text of decodedText(content, format.encoding)) {
    const rows = parser.push(text);
    if (rows.length > 0) yield rows;
  }
  const last = parser.end();
  if (last.length > 0) yield last;
}

/** Text of a file, piece by piece; what its encoding cannot have becomes U+FFFD. A byte order mark is no part of it. */
export async function* decodedText(content: TableContent, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of content.stream()) yield decoder.decode(bytes, { stream: true });
  const last = decoder.decode();
  if (last !== '') yield last;
}
