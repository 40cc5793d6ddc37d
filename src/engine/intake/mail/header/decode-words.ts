import { decodeText } from '../charset.ts';

/** RFC 2231, 5: a language may stand behind the charset. */
const encodedWord = /=\?([^?*\s]{1,60})(?:\*[^?\s]{0,60})?\?([bqBQ])\?([^?]*)\?=/g;

const quotedBytes = (text: string): Buffer =>
  Buffer.from(
    text
      .replaceAll('_', ' ')
      .replace(/=([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    'latin1',
  );

/**
 * The encoded words of RFC 2047 as text. Neighbours of one charset are joined before they are decoded: mailers cut
 * characters in two, against section 5 (3).
 */
export function decodeWords(text: string): string {
  if (!text.includes('=?')) return text;
  let result = '';
  let at = 0;
  let charset: string | null = null;
  let pending: Buffer[] = [];
  const flush = () => {
    if (charset !== null) result += decodeText(Buffer.concat(pending), charset).text;
    charset = null;
    pending = [];
  };
  for (const match of text.matchAll(encodedWord)) {
    const between = text.slice(at, match.index);
    const [whole, label = '', encoding = '', encoded = ''] = match;
    // Blanks between two encoded words separate nothing: RFC 2047, 6.2.
    const adjacent = charset !== null && /^[ \t\r\n]*$/.test(between);
    if (!adjacent || label.toLowerCase() !== charset) flush();
    if (!adjacent) result += between;
    charset = label.toLowerCase();
    pending.push(encoding.toLowerCase() === 'b' ? Buffer.from(encoded, 'base64') : quotedBytes(encoded));
    at = match.index + whole.length;
  }
  flush();
  return result + text.slice(at);
}

/** A field's bytes as text, still folded: UTF-8 where they are that (RFC 6532), else `hint`'s charset, else Windows-1252. */
export function rawText(bytes: Uint8Array, hint: string | null = null): string {
  const guessed = decodeText(bytes, null);
  return guessed.charset === 'windows-1252' && hint !== null ? decodeText(bytes, hint).text : guessed.text;
}

/** RFC 5322, 2.2.3: line ends before blanks are only folding. */
export const unfold = (text: string): string =>
  text
    .replace(/\r?\n(?=[ \t])/g, '')
    .replace(/[\r\n]+/g, ' ')
    .trim();
