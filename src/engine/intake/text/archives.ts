import { type ContentText, emptyContent, storable } from './content-text.ts';
import type { EmbeddedFile, EmbeddedFiles } from './embedded-files.ts';
import { gzipFile, isGzip } from './gzip.ts';
import { isTar, tarFiles } from './tar.ts';

export type ArchiveText = ContentText & { embedded: EmbeddedFile[] };

/** What an archive is to a reader: the names in it to be found by, and the files that become evidence of their own. */
export function archiveText(
  format: string,
  names: readonly string[],
  { files, findings }: EmbeddedFiles,
): ArchiveText {
  const text = storable(names.slice(0, 10_000).join('\n'));
  return {
    ...emptyContent(format),
    pages: names.length > 0 ? [{ label: 'Names', source: 'text', confidence: null, text }] : [],
    findings,
    outcome: names.length > 0 ? '' : 'The archive is empty.',
    embedded: files,
  };
}

/** Archives that are not opened here, by their first bytes in hexadecimal. */
const closed: [name: string, start: RegExp][] = [
  ['7z', /^377abcaf271c/],
  ['RAR', /^526172211a07/],
  ['bzip2', /^425a683[1-9]314159265359/],
  ['xz', /^fd377a585a00/],
  ['Zstandard', /^28b52ffd/],
  ['Microsoft cabinet', /^4d53434600000000/],
];

/** A compressed file or an archive other than ZIP; null on anything else. @throws ProfferError `corrupt`. */
export function readArchiveFile({
  bytes,
  name,
}: {
  bytes: Uint8Array;
  name: string;
}): (ContentText & { embedded?: EmbeddedFile[] }) | null {
  if (isGzip(bytes)) {
    const found = gzipFile(bytes, name);
    return archiveText(
      'Compressed file (gzip)',
      found.files.map((file) => file.name),
      found,
    );
  }
  if (isTar(bytes)) {
    const { names, found } = tarFiles(bytes);
    return archiveText('TAR archive', names, found);
  }
  const head = Buffer.from(bytes.subarray(0, 10)).toString('hex');
  const [kind] = closed.find(([, start]) => start.test(head)) ?? [];
  if (kind === undefined) return null;
  const outcome = `${kind} archives are not opened here. Unpack it with the program it comes from, on a machine kept for that, and take in the files beside it; the archive itself is kept untouched.`;
  return {
    ...emptyContent(`${kind} archive`),
    findings: [{ severity: 'warning', code: 'archive-not-opened', message: outcome, place: '' }],
    outcome,
  };
}
