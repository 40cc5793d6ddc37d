import { detectEncoding } from '../tables/text/text-encoding.ts';

export interface Decoded {
  text: string;
  encoding: string;
  /** In words, when the bytes do not prove it. */
  assumed: string | null;
}

/** Bytes as text by the mark, by UTF-8's own proof, by what the text declares, else by likelihood, said as assumed. */
export function decodeBytes(bytes: Uint8Array, declared: string | null = null): Decoded {
  const sample = bytes.subarray(0, 1 << 18);
  const found = detectEncoding(sample);
  if (!found.certain && declared !== null) {
    const decoder = decoderOf(declared);
    if (decoder) return { text: decoder.decode(bytes), encoding: decoder.encoding, assumed: null };
  }
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (found.certain && found.encoding === 'utf-8') {
    try {
      return {
        text: new TextDecoder('utf-8', { fatal: true }).decode(bytes),
        encoding: 'utf-8',
        assumed: null,
      };
    } catch {
      // So short a text that only its last character, cut off, is not UTF-8 is of another encoding.
      if (!marked && bytes.length < 4096 && !beyondAscii(bytes)) return assumedLatin(bytes);
      const text = new TextDecoder('utf-8').decode(bytes);
      return {
        text,
        encoding: 'utf-8',
        assumed: 'The file begins as UTF-8, but some bytes further on are not; they show as \ufffd.',
      };
    }
  }
  const text = new TextDecoder(found.encoding).decode(bytes);
  return {
    text,
    encoding: found.encoding,
    assumed: found.certain ? null : `Encoding ${found.encoding} assumed: ${found.why}`,
  };
}

/** Whether some character beyond ASCII is UTF-8. */
const beyondAscii = (bytes: Uint8Array): boolean =>
  /[^\0-\x7f\ufffd]/.test(new TextDecoder('utf-8').decode(bytes));

const assumedLatin = (bytes: Uint8Array): Decoded => ({
  text: new TextDecoder('windows-1252').decode(bytes),
  encoding: 'windows-1252',
  assumed: 'Encoding windows-1252 assumed: the bytes are not UTF-8, and nothing names another.',
});

function decoderOf(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}
