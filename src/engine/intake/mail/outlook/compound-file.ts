import { ProfferError } from '../../../../shared/domain/errors.ts';

/** A storage of a compound file: folders and files within one file ([MS-CFB]). */
export interface Storage {
  /** By name as written; of two of one name the first counts. */
  storages: Map<string, Storage>;
  streams: Map<string, Stream>;
}

export interface Stream {
  size: number;
  read(): Buffer;
}

const signature = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const endOfChain = 0xfffffffe;
const noStream = 0xffffffff;
const maxEntries = 100_000;
const maxDepth = 60;

export const isCompoundFile = (head: Uint8Array): boolean =>
  Buffer.from(head.subarray(0, 8)).equals(signature);

const broken = (what: string): ProfferError =>
  new ProfferError('corrupt', `The compound file is damaged: ${what}.`);

/**
 * Opens a compound file held in memory. Chains of sectors are followed at most as long as the file has sectors, so that a
 * loop ends. @throws ProfferError `corrupt`.
 */
export function openCompoundFile(file: Buffer): Storage {
  if (!isCompoundFile(file) || file.length < 512) throw broken('it has no header');
  const sectorSize = 1 << file.readUInt16LE(30);
  const miniSize = 1 << file.readUInt16LE(32);
  if (![512, 4096].includes(sectorSize) || miniSize !== 64) throw broken('its sectors have no known size');
  const miniCutoff = file.readUInt32LE(56);
  const sectors = Math.ceil(file.length / sectorSize) - 1;
  const sector = (index: number): Buffer => {
    if (index >= sectors) throw broken('a sector lies behind its end');
    return file.subarray((index + 1) * sectorSize, (index + 2) * sectorSize);
  };
  const perSector = sectorSize / 4;

  const fatSectors: number[] = [];
  for (let index = 0; index < 109; index++) fatSectors.push(file.readUInt32LE(76 + index * 4));
  let difat = file.readUInt32LE(68);
  // A list of sectors that comes back to itself would be as long as the file times its sectors.
  while (difat < sectors && fatSectors.length <= sectors + 109) {
    const list = sector(difat);
    for (let index = 0; index < perSector - 1 && index * 4 + 4 <= list.length; index++)
      fatSectors.push(list.readUInt32LE(index * 4));
    difat = list.length === sectorSize ? list.readUInt32LE(sectorSize - 4) : endOfChain;
  }
  const fat = fatSectors.filter((index) => index < sectors).map(sector);
  const after = (index: number): number => {
    const table = fat[Math.floor(index / perSector)];
    const at = (index % perSector) * 4;
    return table && at + 4 <= table.length ? table.readUInt32LE(at) : endOfChain;
  };
  const chain = (start: number): Buffer => {
    const parts: Buffer[] = [];
    for (let index = start; index < sectors; index = after(index)) {
      if (parts.length > sectors) throw broken('a chain of sectors has no end');
      parts.push(sector(index));
    }
    return Buffer.concat(parts);
  };

  const directory = chain(file.readUInt32LE(48));
  const entries = Math.min(Math.floor(directory.length / 128), maxEntries);
  if (entries === 0) throw broken('it has no directory');
  const miniFat = chain(file.readUInt32LE(60));
  const sizeOf = (at: number): number => directory.readUInt32LE(at + 120);
  const miniStream = chain(directory.readUInt32LE(116)).subarray(0, sizeOf(0));

  function miniChain(start: number, size: number): Buffer {
    const parts: Buffer[] = [];
    const most = Math.ceil(size / 64);
    for (
      let index = start;
      index * 4 + 4 <= miniFat.length && parts.length < most;
      index = miniFat.readUInt32LE(index * 4)
    )
      parts.push(miniStream.subarray(index * 64, index * 64 + 64));
    return Buffer.concat(parts).subarray(0, size);
  }

  const seen = new Set<number>([0]);
  function read(first: number, depth: number): Storage {
    const storage: Storage = { storages: new Map(), streams: new Map() };
    const waiting = [first];
    while (waiting.length > 0) {
      const index = waiting.pop()!;
      if (index === noStream || index >= entries || seen.has(index)) continue;
      seen.add(index);
      const at = index * 128;
      waiting.push(directory.readUInt32LE(at + 68), directory.readUInt32LE(at + 72));
      const nameBytes = Math.max(0, Math.min(64, directory.readUInt16LE(at + 64)) - 2);
      const name = directory.toString('utf16le', at, at + nameBytes);
      const kind = directory[at + 66];
      if (kind === 2 && !storage.streams.has(name)) {
        const size = sizeOf(at);
        const start = directory.readUInt32LE(at + 116);
        if (size > file.length) throw broken('a stream is larger than the file');
        storage.streams.set(name, {
          size,
          read: () => (size < miniCutoff ? miniChain(start, size) : chain(start).subarray(0, size)),
        });
      } else if (kind === 1 && !storage.storages.has(name)) {
        if (depth >= maxDepth) throw broken('its storages are nested too deeply');
        storage.storages.set(name, read(directory.readUInt32LE(at + 76), depth + 1));
      }
    }
    return storage;
  }
  return read(directory.readUInt32LE(76), 0);
}
