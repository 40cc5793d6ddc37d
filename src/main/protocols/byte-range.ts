/** A part of some content: first byte, and the byte after the last where it was given. */
export interface ByteRange {
  start: number;
  end?: number;
}

export type RangeHeader =
  | { type: 'whole' }
  | { type: 'range'; range: ByteRange }
  | { type: 'suffix'; length: number };

const digits = /^\d{1,15}$/;

/**
 * Reads a `Range` header (RFC 9110, 14.2). What is malformed, not in bytes or has several parts is answered
 * with the whole, as the RFC allows.
 */
export function parseRangeHeader(header: string | null): RangeHeader {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (digits.test(first)) {
    const start = Number(first);
    if (last === '') return { type: 'range', range: { start } };
    if (!digits.test(last) || Number(last) < start) return { type: 'whole' };
    return { type: 'range', range: { start, end: Number(last) + 1 } };
  }
  if (first === '' && digits.test(last)) return { type: 'suffix', length: Number(last) };
  return { type: 'whole' };
}

/** The range cut to the size of the content; undefined where nothing of it is there (answer 416). */
export function satisfiableRange(range: ByteRange, size: number): Required<ByteRange> | undefined {
  const end = Math.min(range.end ?? size, size);
  return range.start < end ? { start: range.start, end } : undefined;
}
