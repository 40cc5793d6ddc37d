import { isUtf8 } from 'node:buffer';
import type { Range } from './ranges.ts';

/** A run in the original text that is something else when decoded. */
interface Encoded {
  start: number;
  end: number;
  decoded: string;
}

// Parts of one query value or path segment: `=`, `&` and `/` end it.
const percentRun = /[\w.~+%!*'()-]+/g;
const base64Run = /[A-Za-z0-9+/_-]{8,}={0,2}/g;
// The letters that Base64 has besides letters and digits part words, too.
const segment = /[A-Za-z0-9]{8,}={0,2}/g;
const pathSegment = /[A-Za-z0-9+_-]{8,}={0,2}/g;
const hexRun = /(?<!\w)(?:[0-9a-fA-F]{2}){6,}(?!\w)/g;

/**
 * Withheld values written so that nobody reads them at once, as links carry them: percent-encoded (RFC 3986), in Base64 or
 * Base64url (RFC 4648), in hexadecimal, also one in another. A run that decodes to text with such a value in it goes whole.
 * @param scrub What a decoded text becomes, and how many values were taken out of it.
 */
export function encodedRanges(
  text: string,
  scrub: (decoded: string) => { text: string; replaced: number },
  depth = 0,
): Range[] {
  if (depth > 2) return [];
  return candidates(text).flatMap(({ start, end, decoded }) => {
    const plain = scrub(decoded);
    if (plain.replaced === 0 && encodedRanges(decoded, scrub, depth + 1).length === 0) return [];
    // The value alone has its own words; with more around it, which nobody could read, it is withheld as a whole.
    const alone = /^(?:\[[^[\]]+\]|[VT]-\d{3})$/.test(plain.text);
    return [{ start, end, replacement: alone ? plain.text : '[withheld, encoded]' }];
  });
}

function candidates(text: string): Encoded[] {
  const found: Encoded[] = [];
  const add = (start: number, run: string, decoded: string | null) => {
    if (decoded !== null && decoded !== run) found.push({ start, end: start + run.length, decoded });
  };
  if (text.includes('%')) {
    for (const { 0: run, index } of text.matchAll(percentRun))
      if (/%[0-9a-fA-F]{2}/.test(run)) add(index, run, percentDecoded(run));
  }
  // Words of a language are in one case, but for the first letter; what Base64 makes of text is not.
  const fromBase64 = (run: string) =>
    /^[A-Za-z]?[a-z]*$|^[A-Z]*$/.test(run) ? null : textOf(Buffer.from(run, 'base64url'));
  for (const { 0: run, index } of text.matchAll(base64Run)) {
    add(index, run, fromBase64(run));
    if (!/[+/_-]/.test(run)) continue;
    for (const parts of [pathSegment, segment])
      for (const part of run.matchAll(parts))
        if (part[0] !== run) add(index + part.index, part[0], fromBase64(part[0]));
  }
  for (const { 0: run, index } of text.matchAll(hexRun)) add(index, run, textOf(Buffer.from(run, 'hex')));
  return found;
}

function percentDecoded(run: string): string | null {
  // `%` without two digits stands for itself, as programs that read links take it.
  const bytes = run.replace(/%(?![0-9a-fA-F]{2})/g, '%25').replaceAll('+', ' ');
  try {
    return decodeURIComponent(bytes);
  } catch {
    // Not UTF-8: Latin-1, as older forms send it.
    return bytes.replace(/%([0-9a-fA-F]{2})/g, (_whole, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
  }
}

/** Bytes as text, UTF-8 or the Latin part of UTF-16; null where they are none. */
function textOf(bytes: Buffer): string | null {
  const wide = bytes.length > 8 && bytes.every((byte, index) => index % 2 === 0 || byte === 0);
  if (!wide && !isUtf8(bytes)) return null;
  const text = bytes.toString(wide ? 'utf16le' : 'utf8');
  return text.length >= 4 && !/[^\P{C}\t\n\r]/u.test(text) ? text : null;
}
