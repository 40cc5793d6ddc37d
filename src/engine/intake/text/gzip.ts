import { constants, gunzipSync } from 'node:zlib';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { EmbeddedFiles } from './embedded-files.ts';

/** Bytes unpacked of one file: a bomb ends here, whatever it states. */
const mostUnpacked = 256 << 20;

export const isGzip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;

/**
 * The one file in a `.gz` (RFC 1952), several members one behind the other being one file; of one that is cut off or damaged
 * as far as it goes. @throws ProfferError `corrupt`.
 */
export function gzipFile(bytes: Uint8Array, name: string): EmbeddedFiles {
  const found = new EmbeddedFiles();
  const whole = unpacked(bytes, constants.Z_FINISH);
  const content = whole ?? unpacked(bytes, constants.Z_SYNC_FLUSH);
  if (!content || content.length === 0)
    throw new ProfferError(
      'corrupt',
      'The compressed file is damaged: nothing of it can be unpacked. Its bytes are kept untouched.',
    );
  if (!whole)
    found.leaveOut(
      'member 1',
      'The compressed file is cut off; it was unpacked as far as it goes.',
      'cut-off',
    );
  found.add(innerName(bytes, name), content, 'member 1');
  return found;
}

/** Null where the end is missing. */
function unpacked(bytes: Uint8Array, finishFlush: number): Uint8Array<ArrayBuffer> | null {
  try {
    return new Uint8Array(gunzipSync(bytes, { maxOutputLength: mostUnpacked, finishFlush }));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new ProfferError(
        'corrupt',
        `It would unpack beyond ${mostUnpacked >> 20} MB. Unpack it outside, on a machine kept for that, and take in the file that is in it.`,
      );
    if (code === 'Z_BUF_ERROR') return null;
    throw new ProfferError(
      'corrupt',
      'The compressed file is damaged and cannot be unpacked. Its bytes are kept untouched.',
    );
  }
}

/** The name it had before it was compressed where the file holds it (RFC 1952, 2.3.1), else its own without the ending. */
function innerName(bytes: Uint8Array, name: string): string {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
  const end = bytes.subarray(0, at + 1024).indexOf(0, at);
  const held =
    flags & 8 && end > at ? Buffer.from(bytes.subarray(at, end)).toString('latin1').split(/[\\/]/).pop() : '';
  if (held && /[^\s.]/.test(held)) return held;
  return name.replace(/\.tgz$/i, '.tar').replace(/\.(?:gz|gzip|z)$/i, '') || 'unpacked';
}
