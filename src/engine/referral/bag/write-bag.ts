import { createHash } from 'node:crypto';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { createNewFile } from '../../new-file.ts';
import { bagInfoText, bagitTxt, byPath, manifestText, payloadOxum, sizeText } from './bag-texts.ts';
import type { BagEntry, TagFile, WriteBagOptions, WrittenBag, WrittenEntry } from './bag-types.ts';
import { checkPackagePath } from './payload-path.ts';
import { StoredZipWriter } from './zip-writer.ts';

/**
 * Writes a valid BagIt 1.0 bag (RFC 8493) into one new ZIP: payload streamed, memory flat, SHA-256 and SHA-512
 * manifests. The same input gives the same bytes, but for what `seal` answers. Nothing is left behind when it
 * fails or is cancelled, and an existing file is never replaced (`conflict`).
 *
 * Fails with `invalid-input` (a name), `conflict`, `integrity-failed` (an entry is not what was recorded),
 * `disk-full`, `permission`, `cancelled`.
 */
export async function writeBag(options: WriteBagOptions): Promise<WrittenBag> {
  checkPackagePath(options.bagName);
  const entries = await sortedEntries(options.entries);
  checkNames(entries, options.tagFiles ?? []);
  const file = await createNewFile(options.outputPath);
  const zip = new StoredZipWriter(file.handle, file.temporaryPath, options.modified);
  try {
    const written = await writeAll(zip, entries, options);
    const { size, sha256 } = await zip.finish();
    options.signal?.throwIfAborted();
    const bag = { path: options.outputPath, size, sha256, ...written };
    await options.beforeNaming?.(bag);
    await file.keep();
    return bag;
  } catch (error) {
    await file.discard();
    throw asExpected(error, options);
  } finally {
    await zip.close();
  }
}

async function writeAll(zip: StoredZipWriter, entries: readonly BagEntry[], options: WriteBagOptions) {
  const inBag = (path: string) => `${options.bagName}/${path}`;
  const tagDigests: { path: string; sha256: string; sha512: string }[] = [];
  const addTag = async (path: string, content: Uint8Array | string) => {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const { sha256, sha512 } = await zip.addBytes(inBag(path), bytes);
    return { path, sha256, sha512 };
  };

  tagDigests.push(await addTag('bagit.txt', bagitTxt));
  const totalBytes = entries.reduce((sum, entry) => sum + entry.size, 0);
  const info = bagInfoText([
    ...options.bagInfo,
    ['Bag-Size', sizeText(totalBytes)],
    ['Payload-Oxum', payloadOxum(entries)],
  ]);
  tagDigests.push(await addTag('bag-info.txt', info));
  for (const tagFile of [...(options.tagFiles ?? [])].sort(byPath)) {
    tagDigests.push(await addTag(tagFile.path, tagFile.bytes));
  }

  const payload = await writePayload(zip, entries, totalBytes, options);
  for (const algorithm of ['sha256', 'sha512'] as const) {
    const lines = payload.map((entry) => ({ path: entry.path, digest: entry[algorithm] }));
    tagDigests.push(await addTag(`manifest-${algorithm}.txt`, manifestText(lines)));
  }

  const tagManifest = (algorithm: 'sha256' | 'sha512') =>
    Buffer.from(manifestText(tagDigests.map((tag) => ({ path: tag.path, digest: tag[algorithm] }))), 'utf8');
  const signed = tagManifest('sha256');
  await addTag('tagmanifest-sha256.txt', signed);
  const other = tagManifest('sha512');
  await addTag('tagmanifest-sha512.txt', other);
  for (const sealFile of (await options.seal?.({ sha256: signed, sha512: other })) ?? []) {
    if (!/^seal\/[A-Za-z0-9._-]+$/.test(sealFile.path)) {
      throw new ProfferError('invalid-input', 'A seal file lies directly under seal/.', {
        path: sealFile.path,
      });
    }
    checkPackagePath(sealFile.path);
    await addTag(sealFile.path, sealFile.bytes);
  }
  return { tagManifestSha256: createHash('sha256').update(signed).digest('hex'), entries: payload };
}

async function writePayload(
  zip: StoredZipWriter,
  entries: readonly BagEntry[],
  totalBytes: number,
  options: WriteBagOptions,
): Promise<WrittenEntry[]> {
  const written: WrittenEntry[] = [];
  let doneBytes = 0;
  for (const entry of entries) {
    options.signal?.throwIfAborted();
    const { sha256, sha512 } = await zip.addStream(
      `${options.bagName}/${entry.path}`,
      entry.size,
      entry.open(),
      (count) => {
        options.signal?.throwIfAborted();
        doneBytes += count;
        options.onProgress?.({ doneBytes, totalBytes, path: entry.path });
      },
    );
    if (entry.sha256 !== undefined && entry.sha256.toLowerCase() !== sha256) {
      throw new ProfferError(
        'integrity-failed',
        `${entry.path} is not what was taken in: its SHA-256 differs. Re-verify this piece of evidence before you export again.`,
        { path: entry.path, expected: entry.sha256, found: sha256 },
      );
    }
    written.push({ path: entry.path, size: entry.size, sha256, sha512 });
  }
  return written;
}

async function sortedEntries(source: Iterable<BagEntry> | AsyncIterable<BagEntry>): Promise<BagEntry[]> {
  const entries: BagEntry[] = [];
  for await (const entry of source) entries.push(entry);
  return entries.sort(byPath);
}

const ownNames = new Set(['bagit.txt', 'bag-info.txt', 'fetch.txt', 'data', 'seal']);

function checkNames(entries: readonly BagEntry[], tagFiles: readonly TagFile[]): void {
  if (entries.length === 0) {
    throw new ProfferError('invalid-input', 'A package needs at least one payload file.');
  }
  // Compared in lower case: the receiver's disk may not tell `A` from `a`.
  const seen = new Map<string, string>();
  const folders = new Set<string>();
  for (const { path } of [...entries, ...tagFiles]) {
    checkPackagePath(path);
    const folded = path.toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined) {
      throw new ProfferError('invalid-input', `Two files of the package would have the name ${path}.`, {
        path,
        other,
      });
    }
    seen.set(folded, path);
    for (let slash = folded.indexOf('/'); slash >= 0; slash = folded.indexOf('/', slash + 1)) {
      folders.add(folded.slice(0, slash));
    }
  }
  for (const folder of folders) {
    const file = seen.get(folder);
    if (file !== undefined) {
      throw new ProfferError('invalid-input', `${file} would be a file and a folder of the package.`, {
        path: file,
      });
    }
  }
  for (const { path, size } of entries) {
    if (!path.startsWith('data/')) {
      throw new ProfferError('invalid-input', 'A payload file lies under data/.', { path });
    }
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new ProfferError('invalid-input', 'The size of a payload file is a whole number of bytes.', {
        path,
        size,
      });
    }
  }
  for (const { path } of tagFiles) {
    const [top] = path.toLowerCase().split('/');
    if (ownNames.has(top!) || /^(tag)?manifest-/.test(top!)) {
      throw new ProfferError('invalid-input', `${path} is a name the bag needs for itself.`, { path });
    }
  }
}

function asExpected(error: unknown, options: WriteBagOptions): unknown {
  if (error instanceof ProfferError) return error;
  if (options.signal?.aborted)
    return new ProfferError('cancelled', 'The export was cancelled; nothing was kept.');
  const { code } = error as NodeJS.ErrnoException;
  const details = { path: options.outputPath };
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    return new ProfferError(
      'disk-full',
      'The disk is full, or cannot hold a file of this size; nothing was kept. Make room or choose another place.',
      details,
      { cause: error },
    );
  }
  return error;
}
