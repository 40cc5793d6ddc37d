/**
 * The records of a ZIP file as PKWARE's APPNOTE 6.3.9 lays them out, for entries that are stored, whose size is
 * known before they are written, and whose names are ASCII.
 */

export interface ZipEntryRecord {
  name: string;
  size: number;
  crc32: number;
  /** Where its local header starts. */
  offset: number;
}

const max16 = 0xffff;
const max32 = 0xffffffff;
const versionPlain = 20;
const versionZip64 = 45;
const unix = 3;
// A regular file that its owner may write and everybody may read.
const externalAttributes = 0o100644 * 0x10000;

/** Offset of the CRC-32 in a local header, to write it once the content is known. */
export const crcOffset = 14;

export interface DosTime {
  time: number;
  date: number;
}

/** Two-second resolution, 1980 to 2107 (APPNOTE 4.4.6); UTC, because the format has no zone. */
export function dosTime(when: Date): DosTime {
  const year = Math.min(Math.max(when.getUTCFullYear(), 1980), 2107);
  return {
    time: (when.getUTCHours() << 11) | (when.getUTCMinutes() << 5) | (when.getUTCSeconds() >> 1),
    date: ((year - 1980) << 9) | ((when.getUTCMonth() + 1) << 5) | when.getUTCDate(),
  };
}

export function localHeader(entry: Omit<ZipEntryRecord, 'offset'>, modified: DosTime): Buffer {
  const large = entry.size >= max32;
  const name = Buffer.from(entry.name, 'ascii');
  const extra = large ? zip64Extra([entry.size, entry.size]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(large ? versionZip64 : versionPlain, 4);
  header.writeUInt16LE(modified.time, 10);
  header.writeUInt16LE(modified.date, 12);
  header.writeUInt32LE(entry.crc32, crcOffset);
  header.writeUInt32LE(large ? max32 : entry.size, 18);
  header.writeUInt32LE(large ? max32 : entry.size, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

export function centralHeader(entry: ZipEntryRecord, modified: DosTime): Buffer {
  const large = entry.size >= max32;
  const far = entry.offset >= max32;
  const name = Buffer.from(entry.name, 'ascii');
  const fields = [...(large ? [entry.size, entry.size] : []), ...(far ? [entry.offset] : [])];
  const extra = fields.length > 0 ? zip64Extra(fields) : Buffer.alloc(0);
  const version = large || far ? versionZip64 : versionPlain;
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE((unix << 8) | version, 4);
  header.writeUInt16LE(version, 6);
  header.writeUInt16LE(modified.time, 12);
  header.writeUInt16LE(modified.date, 14);
  header.writeUInt32LE(entry.crc32, 16);
  header.writeUInt32LE(large ? max32 : entry.size, 20);
  header.writeUInt32LE(large ? max32 : entry.size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(externalAttributes, 38);
  header.writeUInt32LE(far ? max32 : entry.offset, 42);
  return Buffer.concat([header, name, extra]);
}

/** The end of the archive; the ZIP64 records only where the plain one cannot hold the numbers. */
export function endRecords(count: number, offset: number, size: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, max16), 8);
  end.writeUInt16LE(Math.min(count, max16), 10);
  end.writeUInt32LE(Math.min(size, max32), 12);
  end.writeUInt32LE(Math.min(offset, max32), 16);
  if (count < max16 && offset < max32 && size < max32) return end;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE((unix << 8) | versionZip64, 12);
  record.writeUInt16LE(versionZip64, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator, end]);
}

function zip64Extra(fields: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * fields.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * fields.length, 2);
  for (const [index, field] of fields.entries()) extra.writeBigUInt64LE(BigInt(field), 4 + 8 * index);
  return extra;
}
