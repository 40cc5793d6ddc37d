import type { Output } from '../../shared/contract/index.ts';
import type { ContentReader } from '../store/types.ts';

/**
 * A piece of a content as text. The encoding is the byte order mark's, else UTF-8 where the bytes are that, else
 * Windows-1252, said to be assumed. A character cut by the end of the window is left for the next one.
 */
export async function readText(
  reader: ContentReader,
  offset: number,
  limit: number,
): Promise<Output<'evidence.text'>> {
  const head = await reader.read(0, 3);
  const encoding = markOf(head);
  const start = Math.max(offset, encoding.markBytes);
  // Two bytes a character: a window must begin on an even byte after the mark.
  const aligned = encoding.name.startsWith('utf-16') ? start - ((start - encoding.markBytes) % 2) : start;
  const bytes = Buffer.from(await reader.read(aligned, limit));
  const atEnd = aligned + bytes.length >= reader.size;
  const { name, used, text } = decode(bytes, encoding.name, atEnd);
  const next = aligned + used;
  return {
    text,
    encoding: name,
    nextOffset: next < reader.size && used > 0 ? next : null,
    sizeBytes: reader.size,
  };
}

function markOf(head: Uint8Array): { name: string; markBytes: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { name: 'utf-8', markBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { name: 'utf-16le', markBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: 'utf-16be', markBytes: 2 };
  return { name: 'unmarked', markBytes: 0 };
}

function decode(
  bytes: Buffer,
  encoding: string,
  atEnd: boolean,
): { name: string; used: number; text: string } {
  if (encoding.startsWith('utf-16')) {
    const used = atEnd ? bytes.length : bytes.length - (bytes.length % 2);
    return { name: encoding, used, text: new TextDecoder(encoding).decode(bytes.subarray(0, used)) };
  }
  // UTF-8 characters have at most four bytes, so cutting up to three tells a cut character from a wrong byte.
  for (let cut = 0; cut <= (atEnd ? 0 : Math.min(3, bytes.length)); cut++) {
    try {
      const part = bytes.subarray(0, bytes.length - cut);
      const text = new TextDecoder('utf-8', { fatal: true }).decode(part);
      return { name: encoding === 'unmarked' ? 'UTF-8' : 'UTF-8, marked', used: part.length, text };
    } catch {
      // Not UTF-8 when cut here: one byte less, and then the other encoding.
    }
  }
  return {
    name: 'Windows-1252, assumed',
    used: bytes.length,
    text: new TextDecoder('windows-1252').decode(bytes),
  };
}
