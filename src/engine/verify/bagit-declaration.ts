import { asBagVersion, type BagVersion } from './bag-version.ts';
import type { FindingList } from './finding-list.ts';
import { decoderOf, linesOf } from './tag-text.ts';

export interface Declaration {
  version: BagVersion;
  encoding: string;
  decode: (bytes: Uint8Array) => string;
}

export interface StatedDeclaration {
  version?: string;
  encoding?: string;
  /** Present when version and encoding are known, so that the other tag files can be read. */
  known?: Declaration;
}

/** Reads `bagit.txt` (RFC 8493, section 2.1.1): two lines, UTF-8, no byte order mark. */
export function readDeclaration(bytes: Buffer, findings: FindingList): StatedDeclaration {
  const path = 'bagit.txt';
  const malformed = (message: string) => findings.error('bagit-txt-malformed', message, { path });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    malformed('bagit.txt is not UTF-8.');
    return {};
  }
  if (text.startsWith('\ufeff')) {
    malformed('bagit.txt starts with a byte order mark, which RFC 8493 forbids.');
    text = text.slice(1);
  }
  const lines = [...linesOf(text)].filter((line) => line.trim() !== '');
  const version = /^BagIt-Version\s*:\s*(\d+\.\d+)\s*$/.exec(lines[0] ?? '')?.[1];
  const encoding = /^Tag-File-Character-Encoding\s*:\s*(\S+)\s*$/.exec(lines[1] ?? '')?.[1];
  if (version === undefined) malformed('The first line of bagit.txt does not state the BagIt version.');
  if (encoding === undefined)
    malformed('The second line of bagit.txt does not state the encoding of the tag files.');
  if (lines.length > 2) malformed('bagit.txt has more than its two lines.');
  const stated: StatedDeclaration = {};
  if (version !== undefined) stated.version = version;
  if (encoding !== undefined) stated.encoding = encoding;
  if (version === undefined || encoding === undefined) return stated;
  const known = asBagVersion(version);
  const decode = decoderOf(encoding);
  if (!known) {
    findings.error('bagit-version-unknown', 'This version of BagIt is not known; the bag cannot be judged.', {
      path,
      found: version,
    });
  }
  if (!decode) {
    findings.error('encoding-unsupported', 'The tag files are in an encoding this program does not know.', {
      path,
      found: encoding,
    });
  }
  if (known && decode) stated.known = { version: known, encoding, decode };
  return stated;
}
