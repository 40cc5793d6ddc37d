export interface DecodedText {
  text: string;
  /** What it was read as. */
  charset: string;
  /** Whether the message did not say so, or said what cannot be. */
  assumed: boolean;
}

/** Names mail uses that the WHATWG Encoding Standard does not know. */
const otherNames: Record<string, string> = {
  'ansi_x3.110-1983': 'windows-1252',
  ascii: 'us-ascii',
  'iso-8859-8-e': 'iso-8859-8',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  cp932: 'shift_jis',
  windows949: 'euc-kr',
  'x-gbk': 'gbk',
  utf8: 'utf-8',
  'utf-8mb4': 'utf-8',
};

/** Labels that promise nothing above 0x7f: where there is more, the promise is broken. */
const asciiOnly = new Set(['us-ascii', 'default', 'unknown-8bit', 'x-unknown', '']);

const named = (label: string): string => {
  const plain = label
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '');
  const codePage = /^cp-?(125\d|874)$/.exec(plain)?.[1];
  return otherNames[plain] ?? (codePage ? `windows-${codePage}` : plain);
};

function decoderOf(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** UTF-8 where the bytes are that, else Windows-1252. */
function guess(bytes: Uint8Array, assumed: boolean): DecodedText {
  try {
    return { text: strictUtf8.decode(bytes), charset: 'utf-8', assumed };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), charset: 'windows-1252', assumed: true };
  }
}

/**
 * Text in the charset the message names. Where it names none or one that nobody knows, UTF-8 if the bytes are that and
 * else Windows-1252; either is told as assumed.
 */
export function decodeText(bytes: Uint8Array, label: string | null): DecodedText {
  const name = named(label ?? '');
  if (asciiOnly.has(name)) {
    const ascii = bytes.every((byte) => byte < 0x80);
    if (ascii)
      return {
        text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'),
        charset: 'us-ascii',
        assumed: false,
      };
    return guess(bytes, true);
  }
  const decoder = decoderOf(name);
  if (!decoder) return guess(bytes, true);
  return { text: decoder.decode(bytes), charset: name, assumed: false };
}
