import type { FindingList } from './finding-list.ts';
import { largestShortText } from './limits.ts';
import type { PackageSource } from './package-source.ts';
import { readSourceFile, UnreadableFile } from './read-file.ts';

/** Reads a text of the package whole; what cannot be read is told once and answered as undefined. */
export async function readBytes(
  source: PackageSource,
  path: string,
  findings: FindingList,
  limit = largestShortText,
): Promise<Buffer | undefined> {
  const file = source.files.get(path);
  if (!file) return undefined;
  try {
    return await readSourceFile(file, limit);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    findings.error('read-failed', `The file cannot be read: ${error.message}.`, { path });
    return undefined;
  }
}

/** The decoder of an encoding as `bagit.txt` names it; undefined when this program does not know it. */
export function decoderOf(encoding: string): ((bytes: Uint8Array) => string) | undefined {
  let label = encoding.trim().toLowerCase();
  try {
    if (label === 'utf-16') {
      return (bytes) => {
        label = bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-16le';
        return new TextDecoder(label, { fatal: true }).decode(bytes);
      };
    }
    const decoder = new TextDecoder(label, { fatal: true });
    return (bytes) => decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Lines of a text, whichever of CR, LF and CRLF ends them; no empty last line. One at a time: a text may be all line ends. */
export function* linesOf(text: string): Generator<string, void, void> {
  let start = 0;
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) {
    yield text.slice(start, index);
    start = index + end.length;
  }
  if (start < text.length) yield text.slice(start);
}
