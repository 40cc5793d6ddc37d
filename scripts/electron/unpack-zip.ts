import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise } from 'yauzl';

/**
 * Unpacks the entries `choose` gives a new relative name to, with their permission bits; regular files only.
 * @throws Error where an entry would leave the folder or is no regular file
 */
export async function unpackZip(
  archive: string,
  folder: string,
  choose: (entryName: string) => string | undefined,
): Promise<void> {
  const root = resolve(folder) + sep;
  const zip = await openPromise(archive);
  try {
    for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
      if (entry.fileName.endsWith('/')) continue;
      const name = choose(entry.fileName);
      if (name === undefined) continue;
      const target = resolve(join(folder, name));
      if (!target.startsWith(root))
        throw new Error(`The archive names a file outside its folder: ${entry.fileName}`);
      // The upper half of the external attributes is the Unix st_mode (APPNOTE.TXT 4.4.15, Info-ZIP).
      const mode = entry.externalFileAttributes >>> 16;
      const kind = mode & 0o170000;
      if (kind !== 0 && kind !== 0o100000)
        throw new Error(`The archive holds no regular file at ${entry.fileName}`);
      mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
      await pipeline(
        await zip.openReadStreamPromise(entry),
        createWriteStream(target, { mode: mode & 0o111 ? 0o755 : 0o644 }),
      );
    }
  } finally {
    zip.close();
  }
}
