import { createInflate } from 'node:zlib';

/** What one stream of a PDF may unpack to: pdf.js holds it as a whole, doubling its room as it grows. */
const largestStream = 192 << 20;
/** Deflate packs at most 1032 bytes into one (RFC 1951): what is smaller than this cannot become larger than that. */
const suspicious = Math.floor(largestStream / 1032);
/** Before `stream` stands its dictionary, which says how it is packed; filters come early or late in it. */
const dictionaryBytes = 2_048;

/**
 * Whether a stream of the file unpacks beyond measure (ISO 32000-1, 7.3.8 and 7.4.4). Nothing in the file tells, so what is packed
 * once or more by Deflate is unpacked in pieces that are thrown away. Streams of encrypted files are not seen through.
 */
export async function hasStreamBomb(bytes: Uint8Array): Promise<boolean> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = buffer.indexOf('stream'); at >= 0; at = buffer.indexOf('stream', at + 6)) {
    if (buffer.toString('latin1', Math.max(0, at - 3), at) === 'end') continue;
    const before = buffer.toString('latin1', Math.max(0, at - dictionaryBytes), at);
    const dictionary = before.slice(before.lastIndexOf(' obj') + 1);
    const layers = dictionary.match(/\/(?:FlateDecode|Fl)\b/g)?.length ?? 0;
    if (layers === 0) continue;
    const start = at + 6 + (buffer[at + 6] === 13 ? 2 : 1);
    const end = buffer.indexOf('endstream', start);
    const packed = buffer.subarray(start, end < 0 ? undefined : end);
    // Packed twice, a few hundred bytes are enough.
    if (layers === 1 && packed.length < suspicious) continue;
    if (await unpacksBeyond(packed, Math.min(layers, 8))) return true;
    at = start;
  }
  return false;
}

function unpacksBeyond(packed: Uint8Array, layers: number): Promise<boolean> {
  return new Promise((resolve) => {
    const steps = Array.from({ length: layers }, () => createInflate({ chunkSize: 1 << 16 }));
    const end = (answer: boolean) => {
      for (const step of steps) step.destroy();
      resolve(answer);
    };
    for (const [index, step] of steps.entries()) {
      let size = 0;
      step.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > largestStream) end(true);
      });
      // What is damaged has come as far as it will.
      step.on('error', () => end(false));
      const next = steps[index + 1];
      if (next) step.pipe(next);
      else step.on('end', () => end(false));
    }
    steps[0]!.end(packed);
  });
}
