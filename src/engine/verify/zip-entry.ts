import { type Entry, getFileNameLowLevel } from 'yauzl';
import type { ArchiveReader } from './archive-reader.ts';
import type { FindingList } from './finding-list.ts';
import { harmlessSize, highestRatio } from './limits.ts';
import { archivePathFault } from './path-safety.ts';

/** An entry of the central directory that passed every check of its own. */
export interface ZipEntry {
  /** As in the archive, top folder included; folders without trailing slash. */
  path: string;
  isFolder: boolean;
  method: 'stored' | 'deflate';
  size: number;
  storedLength: number;
  crc32: number;
  /** From the local header to the end of the content. */
  start: number;
  dataStart: number;
  end: number;
  /** The sizes follow the content in a data descriptor. */
  hasDescriptor: boolean;
}

const utf8Flag = 0x800;
const descriptorFlag = 0x8;
const encryptionFlags = 0x1 | 0x40 | 0x2000;
const madeByUnix = new Set([3, 19]);

/** Checks one entry against itself and its local header. Undefined when a finding refuses it. */
export function checkZipEntry(
  raw: Entry,
  reader: ArchiveReader,
  findings: FindingList,
): ZipEntry | undefined {
  const name = decodeName(raw);
  if (name === undefined) {
    findings.error('path-unsafe', 'A name in the archive says it is UTF-8 and is not.', {
      path: Buffer.from(raw.fileNameRaw).toString('latin1'),
    });
    return undefined;
  }
  const isFolder = name.endsWith('/');
  const path = isFolder ? name.slice(0, -1) : name;
  const fault = archivePathFault(path);
  if (fault) {
    findings.error(
      'path-unsafe',
      `The archive is refused: unpacking this name could write elsewhere (${fault}).`,
      {
        path: name,
      },
    );
    return undefined;
  }
  const before = findings.count;
  checkKind(raw, path, findings);
  if (raw.generalPurposeBitFlag & encryptionFlags) {
    findings.error(
      'archive-encrypted',
      'The entry is encrypted and cannot be checked. Ask for an open archive.',
      { path },
    );
  } else if (raw.compressionMethod !== 0 && raw.compressionMethod !== 8) {
    findings.error(
      'archive-method-unsupported',
      'The entry is compressed by a method other than deflate. Ask for a ZIP that every system can open.',
      { path, found: String(raw.compressionMethod) },
    );
  }
  const numbers = [raw.uncompressedSize, raw.compressedSize, raw.relativeOffsetOfLocalHeader];
  if (!numbers.every((number) => Number.isSafeInteger(number))) {
    findings.error('archive-too-large', 'The archive states a size or place beyond 2^53.', { path });
  } else if (
    raw.uncompressedSize > harmlessSize &&
    raw.uncompressedSize > highestRatio * raw.compressedSize
  ) {
    findings.error(
      'archive-bomb',
      `The entry would unpack to more than ${highestRatio} times its size. It was not unpacked.`,
      {
        path,
        expected: `${raw.compressedSize} bytes packed`,
        found: `${raw.uncompressedSize} bytes unpacked`,
      },
    );
  }
  if (isFolder && (raw.uncompressedSize !== 0 || raw.compressedSize > 2)) {
    findings.error('archive-damaged', 'A folder of the archive has content.', { path });
  }
  if (findings.count > before) return undefined;
  return checkLocalHeader(raw, path, isFolder, reader, findings);
}

function decodeName(raw: Entry): string | undefined {
  try {
    if (raw.generalPurposeBitFlag & utf8Flag)
      new TextDecoder('utf-8', { fatal: true }).decode(raw.fileNameRaw);
  } catch {
    return undefined;
  }
  return getFileNameLowLevel(raw.generalPurposeBitFlag, raw.fileNameRaw, raw.extraFields, true);
}

function checkKind(raw: Entry, path: string, findings: FindingList): void {
  if (!madeByUnix.has(raw.versionMadeBy >>> 8)) return;
  const kind = (raw.externalFileAttributes >>> 16) & 0o170000;
  if (kind === 0o120000) {
    findings.error(
      'link-refused',
      'The archive holds a link, which could lead anywhere. Ask for one without links.',
      {
        path,
      },
    );
  } else if (kind !== 0 && kind !== 0o100000 && kind !== 0o040000) {
    findings.error('special-file-refused', 'The archive holds a device, pipe or socket instead of a file.', {
      path,
    });
  }
}

function checkLocalHeader(
  raw: Entry,
  path: string,
  isFolder: boolean,
  reader: ArchiveReader,
  findings: FindingList,
): ZipEntry | undefined {
  const start = raw.relativeOffsetOfLocalHeader;
  let header: Buffer;
  let name: Buffer;
  let extra: Buffer;
  try {
    header = reader.bytes(start, 30);
    if (header.readUInt32LE(0) !== 0x04034b50)
      throw new RangeError('no local header where the directory says');
    const nameLength = header.readUInt16LE(26);
    name = reader.bytes(start + 30, nameLength);
    extra = reader.bytes(start + 30 + nameLength, header.readUInt16LE(28));
    if (start + 30 + name.length + extra.length + raw.compressedSize > reader.size) {
      throw new RangeError('the content reaches past the end of the file');
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    findings.error('archive-damaged', `The archive is damaged or cut off: ${error.message}.`, { path });
    return undefined;
  }
  const flags = header.readUInt16LE(6);
  const hasDescriptor = (raw.generalPurposeBitFlag & descriptorFlag) !== 0;
  const sizes = localSizes(header, extra);
  const differences: [string, number | string, number | string][] = [
    ['flags', raw.generalPurposeBitFlag, flags],
    ['method', raw.compressionMethod, header.readUInt16LE(8)],
    ['time', raw.lastModFileTime, header.readUInt16LE(10)],
    ['date', raw.lastModFileDate, header.readUInt16LE(12)],
    ['name', Buffer.from(raw.fileNameRaw).toString('latin1'), name.toString('latin1')],
  ];
  const values: [string, number, number][] = [
    ['CRC-32', raw.crc32, header.readUInt32LE(14)],
    ['packed size', raw.compressedSize, sizes.packed],
    ['size', raw.uncompressedSize, sizes.unpacked],
  ];
  // With a data descriptor the local header may leave these three at zero.
  differences.push(...values.filter(([, , local]) => !(hasDescriptor && local === 0)));
  const difference = differences.find(([, central, local]) => central !== local);
  if (difference) {
    const [what, central, local] = difference;
    findings.error(
      'archive-header-mismatch',
      `The archive says two things of the ${what} of this entry, so two programs may unpack two different files. Ask for a new copy.`,
      { path, expected: String(central), found: String(local) },
    );
    return undefined;
  }
  const dataStart = start + 30 + name.length + extra.length;
  return {
    path,
    isFolder,
    method: raw.compressionMethod === 0 ? 'stored' : 'deflate',
    size: raw.uncompressedSize,
    storedLength: raw.compressedSize,
    crc32: raw.crc32,
    start,
    dataStart,
    end: dataStart + raw.compressedSize,
    hasDescriptor,
  };
}

/** Sizes of a local header, from its ZIP64 field where it has one (APPNOTE 4.5.3). */
function localSizes(header: Buffer, extra: Buffer): { packed: number; unpacked: number } {
  const packed = header.readUInt32LE(18);
  const unpacked = header.readUInt32LE(22);
  if (packed !== 0xffffffff && unpacked !== 0xffffffff) return { packed, unpacked };
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) !== 1 || length < 16 || at + 4 + length > extra.length) continue;
    return {
      unpacked: Number(extra.readBigUInt64LE(at + 4)),
      packed: Number(extra.readBigUInt64LE(at + 12)),
    };
  }
  return { packed, unpacked };
}
