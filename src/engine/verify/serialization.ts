import type { Stats } from 'node:fs';
import { open } from 'node:fs/promises';

/** Starts of archives a bag may come in; none of them is read here. */
const archives: [name: string, offset: number, bytes: string][] = [
  ['a tar archive', 257, '7573746172'],
  ['a gzip file', 0, '1f8b'],
  ['a 7z archive', 0, '377abcaf271c'],
  ['a RAR archive', 0, '526172211a07'],
  ['a bzip2 file', 0, '425a68'],
  ['an xz file', 0, 'fd377a585a00'],
  ['a zstd file', 0, '28b52ffd'],
];

/** `zip`, or in words what the file is instead. Told by content, never by name. */
export async function formatOf(path: string, status: Stats): Promise<string> {
  if (!status.isFile()) return 'no file';
  if (status.size === 0) return 'an empty file';
  const handle = await open(path, 'r');
  try {
    const head = Buffer.alloc(512);
    await handle.read(head, 0, head.length, 0);
    const known = archives.find(([, offset, bytes]) => {
      const magic = Buffer.from(bytes, 'hex');
      return head.subarray(offset, offset + magic.length).equals(magic);
    });
    if (known) return known[0];
    const start = head.readUInt32LE(0);
    if (start === 0x04034b50 || start === 0x06054b50) return 'zip';
    // A ZIP may begin with foreign bytes; its end tells, and the check of its layout will refuse it by name.
    const length = Math.min(status.size, 22 + 0xffff);
    const tail = Buffer.alloc(length);
    await handle.read(tail, 0, length, status.size - length);
    return tail.includes(Buffer.from('504b0506', 'hex')) ? 'zip' : 'neither a ZIP nor an archive known';
  } finally {
    await handle.close();
  }
}
