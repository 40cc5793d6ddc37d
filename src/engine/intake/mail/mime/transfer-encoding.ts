/** The content transfer encodings of RFC 2045, 6, and uuencode, which old mail names there. */
export interface DecodedBody {
  bytes: Buffer;
  /** What was wrong with the encoded form, for a person; null where nothing was. */
  problem: string | null;
}

const identity = new Set(['', '7bit', '8bit', 'binary', '7-bit', '8-bit', 'none']);

export function decodeTransfer(body: Buffer, encoding: string): DecodedBody {
  if (identity.has(encoding)) return { bytes: body, problem: null };
  if (encoding === 'base64') return decodeBase64(body);
  if (encoding === 'quoted-printable') return { bytes: decodeQuotedPrintable(body), problem: null };
  if (['x-uuencode', 'uuencode', 'x-uue', 'uue'].includes(encoding)) return decodeUuencode(body);
  return {
    bytes: body,
    problem: `The transfer encoding “${encoding.slice(0, 60)}” is not known; the bytes are taken as they are.`,
  };
}

/** Base64 pieces that each end with their own padding are decoded one after the other, as some mailers join them. */
function decodeBase64(body: Buffer): DecodedBody {
  const text = body.toString('latin1');
  const odd = /[^A-Za-z0-9+/=\s]/.test(text);
  const padded = text.search(/=\s*=?\s*[A-Za-z0-9+/]/);
  let bytes: Buffer;
  if (padded < 0) bytes = Buffer.from(text, 'base64');
  else {
    const pieces = text.replace(/[^A-Za-z0-9+/=]/g, '').match(/[A-Za-z0-9+/]+={0,2}/g) ?? [];
    bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')));
  }
  return {
    bytes,
    problem: odd ? 'The base64 text holds characters that do not belong there; they were left out.' : null,
  };
}

const hexValue = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x41 && byte <= 0x46) return byte - 0x37;
  if (byte >= 0x61 && byte <= 0x66) return byte - 0x57;
  return -1;
};

function decodeQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  /** Blanks before a line end were added on the way: RFC 2045, 6.7 (3). */
  let keep = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]!;
    if (byte === 0x3d) {
      const high = hexValue(body[at + 1]);
      const low = hexValue(body[at + 2]);
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low;
        at += 2;
        keep = length;
        continue;
      }
      let end = at + 1;
      while (body[end] === 0x20 || body[end] === 0x09) end += 1;
      if (body[end] === 0x0d && body[end + 1] === 0x0a) end += 1;
      if (end >= body.length || body[end] === 0x0a) {
        at = end;
        keep = length;
        continue;
      }
    } else if (byte === 0x0a || (byte === 0x0d && body[at + 1] === 0x0a)) length = keep;
    out[length++] = byte;
    if (byte !== 0x20 && byte !== 0x09) keep = length;
  }
  return out.subarray(0, length);
}

/** POSIX uuencode: `begin MODE NAME`, lines with their length first, `end`. */
function decodeUuencode(body: Buffer): DecodedBody {
  const lines = body.toString('latin1').split(/\r?\n/);
  const begin = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line));
  if (begin < 0)
    return { bytes: body, problem: 'It is called uuencoded but is not; the bytes are taken as they are.' };
  const parts: Buffer[] = [];
  for (const line of lines.slice(begin + 1)) {
    const count = ((line.charCodeAt(0) || 0x60) - 0x20) & 0x3f;
    if (line === 'end' || count === 0) break;
    const bytes = Buffer.alloc(Math.ceil(count / 3) * 3);
    for (let group = 0; group * 3 < count; group++) {
      const value = [1, 2, 3, 4].reduce(
        (sum, index) => sum * 64 + (((line.charCodeAt(group * 4 + index) || 0x60) - 0x20) & 0x3f),
        0,
      );
      bytes.writeUIntBE(value, group * 3, 3);
    }
    parts.push(bytes.subarray(0, count));
  }
  return { bytes: Buffer.concat(parts), problem: null };
}
