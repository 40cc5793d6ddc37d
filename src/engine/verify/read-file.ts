import { open } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import type { SourceFile } from './package-source.ts';

/** A file of a package could not be read as a whole; the message says why. */
export class UnreadableFile extends Error {}

/** Reads a text of the package whole, up to `limit` unpacked bytes. Throws `UnreadableFile`. */
export async function readSourceFile(file: SourceFile, limit: number): Promise<Buffer> {
  if (file.size > limit)
    throw new UnreadableFile(`it has ${file.size} bytes, more than the ${limit} allowed for it`);
  const { path, offset, storedLength, method } = file.location;
  try {
    const handle = await open(path, 'r');
    try {
      const stored = Buffer.alloc(storedLength);
      let done = 0;
      while (done < storedLength) {
        const { bytesRead } = await handle.read(stored, done, storedLength - done, offset + done);
        if (bytesRead === 0) throw new UnreadableFile('it ends too early');
        done += bytesRead;
      }
      const bytes = method === 'stored' ? stored : inflateRawSync(stored, { maxOutputLength: file.size + 1 });
      if (bytes.length !== file.size)
        throw new UnreadableFile(`it has ${bytes.length} bytes, ${file.size} are declared`);
      return bytes;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
