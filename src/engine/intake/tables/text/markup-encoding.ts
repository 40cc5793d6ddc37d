import { type TableEncoding, tableEncodings } from '../../../../shared/domain/import-words.ts';
import { detectEncoding, type EncodingFound } from './text-encoding.ts';

/** Where a document says what it is encoded in: at its very beginning. */
const declaredWithin = 4096;
/** Encodings of which a listed one is the larger. */
const larger: Record<string, TableEncoding> = {
  gbk: 'gb18030',
  gb2312: 'gb18030',
  'iso-8859-8': 'windows-1255',
};

/** The first characters of a document of XML or HTML, enough to tell what it is. */
export function markupHead(bytes: Uint8Array): string {
  const head = bytes.subarray(0, declaredWithin);
  return new TextDecoder(markOf(head) ?? 'windows-1252').decode(head);
}

/** What XML is encoded in: by its mark, by its declaration, else UTF-8 (XML 1.0, 4.3.3). */
export function xmlEncoding(bytes: Uint8Array): string {
  const declared = /^<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(markupHead(bytes))?.[1];
  return markOf(bytes) ?? (declared === undefined ? null : labelOf(declared)) ?? 'utf-8';
}

/** What a page is encoded in: by its mark, by UTF-8's own proof, by what it says of itself, else by likelihood. */
export function htmlEncoding(bytes: Uint8Array): EncodingFound {
  const found = detectEncoding(bytes);
  const declared =
    /<meta[^>]{0,200}?charset\s*=\s*["']?([\w:.-]{2,40})/i.exec(markupHead(bytes))?.[1] ??
    /^<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(markupHead(bytes))?.[1];
  const label = declared === undefined ? null : labelOf(declared);
  const proven = found.certain && bytes.some((byte) => byte >= 0x80);
  // A page that can be read as ASCII to find this out is of no UTF-16 (HTML, 13.2.3.2).
  if (proven || label === null || label.startsWith('utf-16') || markOf(bytes) !== null) return found;
  const encoding = label in tableEncodings ? (label as TableEncoding) : larger[label];
  return encoding === undefined ? found : { encoding, certain: true, why: 'The page says so.' };
}

function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null;
}

/** The name the WHATWG Encoding standard has for a label; null for one it does not know. */
function labelOf(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}
