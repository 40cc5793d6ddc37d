export interface RiffChunk {
  name: string;
  start: number;
  end: number;
}

/** The chunks of a RIFF container of this form (`WEBP`); nothing where the bytes are no such container. */
export function* riffChunks(bytes: Uint8Array, form: string): Generator<RiffChunk> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer.toString('latin1', 0, 4) !== 'RIFF' || buffer.toString('latin1', 8, 12) !== form) return;
  let at = 12;
  for (let count = 0; at + 8 <= buffer.length && count < 10_000; count++) {
    const size = buffer.readUInt32LE(at + 4);
    const start = at + 8;
    yield { name: buffer.toString('latin1', at, at + 4), start, end: Math.min(buffer.length, start + size) };
    at = start + size + (size & 1);
  }
}
