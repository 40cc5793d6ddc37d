import type { TableEncoding } from '../../../../shared/domain/import-words.ts';

export interface EncodingFound {
  encoding: TableEncoding;
  /** False where it was inferred from likelihood alone: a person has to confirm it. */
  certain: boolean;
  /** For a person. */
  why: string;
}

const isValid = (bytes: Uint8Array, label: string): boolean => {
  try {
    // A character cut off at the end of a sample is no fault.
    new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
};

/** What a text file is encoded in, from its first bytes (some hundred kilobytes are enough). */
export function detectEncoding(head: Uint8Array): EncodingFound {
  const marked = byMark(head);
  if (marked) return marked;
  const wide = byZeros(head);
  if (wide) return wide;
  if (isValid(head, 'utf-8')) {
    const ascii = head.every((byte) => byte < 0x80);
    return {
      encoding: 'utf-8',
      certain: true,
      why: ascii ? 'Only ASCII so far, which is UTF-8 too.' : 'Valid UTF-8 with characters beyond ASCII.',
    };
  }
  return byLikelihood(head);
}

function byMark(head: Uint8Array): EncodingFound | null {
  const found = (encoding: TableEncoding): EncodingFound => ({
    encoding,
    certain: true,
    why: 'The file begins with the byte order mark of this encoding.',
  });
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return found('utf-8');
  if (head[0] === 0xff && head[1] === 0xfe) return found('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return found('utf-16be');
  return null;
}

/** Latin text in UTF-16 has a zero in nearly every second byte. */
function byZeros(head: Uint8Array): EncodingFound | null {
  const pairs = Math.min(head.length >> 1, 4096);
  if (pairs < 2) return null;
  const zeros = [0, 0];
  for (let index = 0; index < pairs * 2; index++) if (head[index] === 0) zeros[index & 1]! += 1;
  const [even = 0, odd = 0] = zeros;
  const encoding =
    odd > pairs * 0.4 && even < pairs * 0.1
      ? 'utf-16le'
      : even > pairs * 0.4 && odd < pairs * 0.1
        ? 'utf-16be'
        : null;
  if (encoding === null) return null;
  return {
    encoding,
    certain: false,
    why: 'Every second byte is zero, as in UTF-16, but no byte order mark says so.',
  };
}

function byLikelihood(head: Uint8Array): EncodingFound {
  const guess = (encoding: TableEncoding, why: string): EncodingFound => ({ encoding, certain: false, why });
  const sample = head.subarray(0, 65_536);
  if (isValid(sample, 'shift_jis') && /[\u3040-\u30ff]{2}/.test(decode(sample, 'shift_jis')))
    return guess('shift_jis', 'Not UTF-8; read as Shift_JIS it has Japanese syllables.');
  if (isValid(sample, 'euc-jp') && /[\u3040-\u30ff]{2}/.test(decode(sample, 'euc-jp')))
    return guess('euc-jp', 'Not UTF-8; read as EUC-JP it has Japanese syllables.');
  const latin = decode(sample, 'windows-1252');
  const runs = latin.match(/[\u00c0-\u00ff]{4,}/g)?.join('').length ?? 0;
  const high = latin.match(/[\u0080-\uffff]/g)?.length ?? 1;
  const letters = latin.match(/[\u00c0-\u00ff]/g)?.length ?? 0;
  // In Chinese every third of these bytes is none of Cyrillic's letters.
  if (runs > high * 0.5 && letters > high * 0.9)
    return guess(
      'windows-1251',
      'Not UTF-8; its letters beyond ASCII stand in whole words, as Cyrillic ones do.',
    );
  if (isValid(sample, 'gb18030') && /[\u4e00-\u9fff]{3}/.test(decode(sample, 'gb18030')))
    return guess('gb18030', 'Not UTF-8; read as GB 18030 it has Chinese words.');
  return guess('windows-1252', 'Not UTF-8; most such files are of Western European Windows programs.');
}

export const decode = (bytes: Uint8Array, encoding: string): string =>
  new TextDecoder(encoding).decode(bytes);
