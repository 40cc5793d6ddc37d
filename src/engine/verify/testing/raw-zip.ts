import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../../hashing/crc32.ts';

/** Builds ZIP files that no honest program writes. For tests only. */

export interface RawEntry {
  name: string;
  data?: Uint8Array;
  deflate?: boolean;
  flags?: number;
  method?: number;
  /** Unix mode with its file kind. */
  mode?: number;
  /** Stated instead of the true values, in both headers. */
  crc32?: number;
  size?: number;
  storedSize?: number;
  /** In the local header only. */
  localName?: string;
  /** ZIP64 sizes in the directory. */
  hugeSize?: bigint;
  /** Bytes put behind the content. */
  gap?: Uint8Array;
}

export interface RawZipOptions {
  prefix?: Uint8Array;
  comment?: string;
  /** A ZIP64 end record that states this many entries. */
  statedCount?: bigint;
}

export function rawZip(entries: readonly RawEntry[], options: RawZipOptions = {}): Buffer {
  const parts: Buffer[] = [Buffer.from(options.prefix ?? [])];
  const central: Buffer[] = [];
  let offset = parts[0]!.length;
  for (const entry of entries) {
    const data = Buffer.from(entry.data ?? []);
    const stored = entry.deflate ? deflateRawSync(data) : data;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(entry.flags ?? 0x800, 2);
    common.writeUInt16LE(entry.method ?? (entry.deflate ? 8 : 0), 4);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(entry.crc32 ?? crc32(data), 10);
    common.writeUInt32LE(entry.hugeSize === undefined ? (entry.storedSize ?? stored.length) : 0xffffffff, 14);
    common.writeUInt32LE(entry.hugeSize === undefined ? (entry.size ?? data.length) : 0xffffffff, 18);
    const extra = entry.hugeSize === undefined ? Buffer.alloc(0) : sizesField(entry.hugeSize);
    common.writeUInt16LE(extra.length, 24);
    const local = Buffer.from(common);
    local.writeUInt16LE(Buffer.byteLength(entry.localName ?? entry.name), 22);
    const localParts = [
      signature(0x04034b50),
      local,
      Buffer.from(entry.localName ?? entry.name),
      extra,
      stored,
      Buffer.from(entry.gap ?? []),
    ];
    common.writeUInt16LE(Buffer.byteLength(entry.name), 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0o100644) * 0x10000) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([20, 3]);
    central.push(
      Buffer.concat([signature(0x02014b50), madeBy, common, tail, Buffer.from(entry.name), extra]),
    );
    parts.push(...localParts);
    offset += localParts.reduce((sum, part) => sum + part.length, 0);
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  const comment = Buffer.from(options.comment ?? '');
  end.writeUInt16LE(comment.length, 16);
  const zip64 =
    options.statedCount === undefined ? [] : zip64End(options.statedCount, offset, directory.length);
  return Buffer.concat([...parts, directory, ...zip64, signature(0x06054b50), end, comment]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function sizesField(size: bigint): Buffer {
  const field = Buffer.alloc(20);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(16, 2);
  field.writeBigUInt64LE(size, 4);
  field.writeBigUInt64LE(size, 12);
  return field;
}

function zip64End(count: bigint, offset: number, size: number): Buffer[] {
  const record = Buffer.alloc(52);
  record.writeBigUInt64LE(44n, 0);
  record.writeBigUInt64LE(count, 20);
  record.writeBigUInt64LE(count, 28);
  record.writeBigUInt64LE(BigInt(size), 36);
  record.writeBigUInt64LE(BigInt(offset), 44);
  const locator = Buffer.alloc(16);
  locator.writeBigUInt64LE(BigInt(offset + size), 4);
  locator.writeUInt32LE(1, 12);
  return [signature(0x06064b50), record, signature(0x07064b50), locator];
}
