import type { ContentReader } from './types.ts';

/** Exactly `length` bytes of a content from `start`, in one piece. The caller knows that both lie within it, and that they fit. */
export async function readBytes(
  reader: ContentReader,
  start: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for await (const part of reader.stream(start, start + length)) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
