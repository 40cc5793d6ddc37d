/** The bytes of a file, wherever they lie. */
export interface TableContent {
  readonly size: number;
  /** Exactly `length` bytes from `start`; both lie within the size. */
  read(start: number, length: number): Promise<Uint8Array>;
  /** All bytes in order, or the first `end` of them. */
  stream(end?: number): AsyncIterable<Uint8Array>;
}

/** Bytes asked for at a time: whoever has them writes for a while before it answers. */
const piece = 1 << 21;
/** Bytes handed on at a time: what is read of them lies in memory whole. */
const slice = 1 << 18;

/** Content that is read by ranges; one range is fetched ahead of the one worked on. */
export function contentOf(size: number, read: TableContent['read']): TableContent {
  return {
    size,
    read,
    async *stream(end = size) {
      const stop = Math.min(end, size);
      const ask = (start: number) => read(start, Math.min(piece, stop - start));
      let ahead = stop > 0 ? ask(0) : null;
      for (let start = 0; ahead; start += piece) {
        const bytes = await ahead;
        ahead = start + piece < stop ? ask(start + piece) : null;
        // Its failure is met when its turn comes, or never where the reader stops before.
        ahead?.catch(() => undefined);
        for (let at = 0; at < bytes.length; at += slice) yield bytes.subarray(at, at + slice);
      }
    },
  };
}

export const contentOfBytes = (bytes: Uint8Array): TableContent =>
  contentOf(bytes.length, async (start, length) => bytes.subarray(start, start + length));
