import type { TableContent } from '../table-content.ts';
import { xmlEncoding } from './markup-encoding.ts';
import { decodedText } from './text-rows.ts';

/** The text of an XML document, piece by piece, in the encoding it states. */
export async function* xmlText(content: TableContent): AsyncGenerator<string> {
  const head = await content.read(0, Math.min(4096, content.size));
  yield* decodedText(content, xmlEncoding(head));
}
