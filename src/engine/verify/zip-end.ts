import type { ArchiveReader } from './archive-reader.ts';

/** Where the central directory of a ZIP lies, by the records at its end (APPNOTE 4.3.14 to 4.3.16). */
export interface ZipEnd {
  directoryOffset: number;
  directorySize: number;
  entryCount: number;
  /** Where the first end record starts: right after the directory in an honest archive. */
  start: number;
  commentLength: number;
}

/** Undefined when the file has no end record at all. Numbers beyond 2^53 become unsafe integers, to be refused. */
export function readZipEnd(reader: ArchiveReader): ZipEnd | undefined {
  const tailLength = Math.min(reader.size, 22 + 0xffff);
  const tailStart = reader.size - tailLength;
  const tail = reader.bytes(tailStart, tailLength);
  // The last signature whose comment reaches exactly to the end, as readers search for it.
  for (let at = tailLength - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue;
    const commentLength = tail.readUInt16LE(at + 20);
    if (at + 22 + commentLength !== tailLength) continue;
    const position = tailStart + at;
    const plain = {
      directoryOffset: tail.readUInt32LE(at + 16),
      directorySize: tail.readUInt32LE(at + 12),
      entryCount: tail.readUInt16LE(at + 10),
      start: position,
      commentLength,
    };
    return zip64End(reader, position, plain) ?? plain;
  }
  return undefined;
}

function zip64End(reader: ArchiveReader, position: number, plain: ZipEnd): ZipEnd | undefined {
  if (position < 20 + 56) return undefined;
  const locator = reader.bytes(position - 20, 20);
  if (locator.readUInt32LE(0) !== 0x07064b50) return undefined;
  const start = Number(locator.readBigUInt64LE(8));
  if (!Number.isSafeInteger(start) || start + 56 > position - 20) return undefined;
  const record = reader.bytes(start, 56);
  if (record.readUInt32LE(0) !== 0x06064b50) return undefined;
  return {
    directoryOffset: Number(record.readBigUInt64LE(48)),
    directorySize: Number(record.readBigUInt64LE(40)),
    entryCount: Number(record.readBigUInt64LE(32)),
    start,
    commentLength: plain.commentLength,
  };
}
