import { maskSecrets } from '../../../shared/domain/identifiers/secrets/index.ts';
import { readJson } from './json-text.ts';
import { readMisp } from './misp/read-misp.ts';
import type { IntelRefusal, ParsedIntel, ReadingOptions } from './parsed-intel.ts';
import { type MispParts, mispParts, stixParts } from './recognise.ts';
import { readStix } from './stix/read-stix.ts';

/** Largest file that is read, in bytes. */
export const largestIntelFile = 256 * 2 ** 20;

export type IntelResult = { read: ParsedIntel } | { refused: IntelRefusal };

/**
 * The door to intelligence in JSON: STIX 2.0 and 2.1, MISP events and searches. Told apart by what stands in them, never by
 * the file's name. Never throws on any bytes.
 */
export function readIntel({ bytes, options }: { bytes: Uint8Array; options: ReadingOptions }): IntelResult {
  if (bytes.length > largestIntelFile) {
    return refuse(
      'too-large',
      `It is larger than ${largestIntelFile / 2 ** 20} MiB. Split it and import the parts.`,
    );
  }
  const text = decode(bytes);
  if (text === null) return refuse('not-text', 'It is neither UTF-8 nor UTF-16 text.');
  const document = readJson(text);
  if ('fault' in document) {
    const { code, message, line, column } = document.fault;
    const hint = /^\s*</.test(text) ? ' It looks like XML; STIX 1 is not read.' : '';
    return refuse(code, `Line ${line}, column ${column}: ${message}${hint}`);
  }
  const { value } = document;
  const stix = stixParts(value);
  const misp = stix ? null : mispParts(value);
  if (!stix && !misp) {
    return refuse('unknown-format', 'It is JSON, but neither STIX 2 nor MISP: nothing in it is known here.');
  }
  const read = stix
    ? readStix(document, stix.bundle, stix.parts, options)
    : readMisp(document, misp as MispParts, options);
  for (const { code, pointer, message } of document.oddities)
    read.findings.push({ place: pointer, severity: 'warning', code, message: maskSecrets(message).text });
  return { read };
}

const refuse = (code: IntelRefusal['code'], message: string): IntelResult => ({ refused: { code, message } });

/** By byte order mark, else UTF-8; null where the bytes are not text in it. */
function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
