/** What the host sends a reader thread. */
export interface ReaderTask {
  id: number;
  kind: string;
  input: unknown;
}

/** Its answer. A refusal is what the reader said of its input; a defect is what it did not expect. */
export type ReaderAnswer =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; refusal: string }
  | { id: number; ok: false; defect: string };

/** The buffers that plain data up to two levels deep holds whole, each once: they move to the other thread instead of being copied. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const look = (part: unknown, depth: number): void => {
    if (ArrayBuffer.isView(part)) {
      // Small Buffers share Node's pool with others; moving that away would break them.
      const whole = part.byteOffset === 0 && part.byteLength === part.buffer.byteLength;
      if (whole && part.byteLength >= 8192 && part.buffer instanceof ArrayBuffer) found.add(part.buffer);
    } else if (depth > 0 && part !== null && typeof part === 'object') {
      for (const inner of Array.isArray(part) ? part.slice(0, 1000) : Object.values(part))
        look(inner, depth - 1);
    }
  };
  look(value, 3);
  return [...found];
}
