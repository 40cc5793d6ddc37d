import type { Storage } from './compound-file.ts';

interface Entry {
  name: string;
  kind: 1 | 2 | 5;
  left: number;
  right: number;
  child: number;
  start: number;
  bytes: Buffer;
}

const none = 0xffffffff;
const endOfChain = 0xfffffffe;
const fatSector = 0xfffffffd;
const sectorSize = 512;
const miniCutoff = 4096;

/** [MS-CFB] 2.6.4: shorter names first, then by upper-case code units. */
function order(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  const [first, second] = [one.toUpperCase(), other.toUpperCase()];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** A compound file ([MS-CFB], version 3) with these storages and streams. The same content gives the same bytes. */
export function writeCompoundFile(root: Storage): Buffer {
  const entries: Entry[] = [
    {
      name: 'Root Entry',
      kind: 5,
      left: none,
      right: none,
      child: none,
      start: endOfChain,
      bytes: Buffer.alloc(0),
    },
  ];
  collect(root, 0, entries);

  const miniParts: Buffer[] = [];
  const miniFat: number[] = [];
  const large: Entry[] = [];
  for (const entry of entries) {
    if (entry.kind !== 2 || entry.bytes.length === 0) continue;
    if (entry.bytes.length >= miniCutoff) {
      large.push(entry);
      continue;
    }
    const count = Math.ceil(entry.bytes.length / 64);
    entry.start = miniFat.length;
    for (let index = 1; index <= count; index++)
      miniFat.push(index === count ? endOfChain : entry.start + index);
    miniParts.push(padded(entry.bytes, 64));
  }
  const fat: number[] = [];
  const sectors: Buffer[] = [];
  const place = (bytes: Buffer): number => {
    if (bytes.length === 0) return endOfChain;
    const start = fat.length;
    const count = Math.ceil(bytes.length / sectorSize);
    for (let index = 1; index <= count; index++) fat.push(index === count ? endOfChain : start + index);
    sectors.push(padded(bytes, sectorSize));
    return start;
  };
  entries[0]!.bytes = Buffer.concat(miniParts);
  entries[0]!.start = place(entries[0]!.bytes);
  for (const entry of large) entry.start = place(entry.bytes);
  const miniFatStart = place(numbers(miniFat));
  const directoryStart = place(directoryOf(entries));

  const { fatCount, difatCount } = tablesFor(fat.length);
  const fatStart = fat.length;
  for (let index = 0; index < fatCount; index++) fat.push(fatSector);
  const difatStart = difatCount > 0 ? fat.length : endOfChain;
  for (let index = 0; index < difatCount; index++) fat.push(0xfffffffc);
  sectors.push(padded(numbers(fat), sectorSize, 0xff));
  const fatPlaces = Array.from({ length: fatCount }, (_, index) => fatStart + index);
  for (let index = 0; index < difatCount; index++) {
    const list = Buffer.alloc(sectorSize, 0xff);
    for (const [slot, value] of fatPlaces.slice(109 + index * 127, 109 + (index + 1) * 127).entries())
      list.writeUInt32LE(value, slot * 4);
    list.writeUInt32LE(index + 1 < difatCount ? fatStart + fatCount + index + 1 : endOfChain, sectorSize - 4);
    sectors.push(list);
  }

  const header = Buffer.alloc(sectorSize, 0);
  header.write('d0cf11e0a1b11ae1', 0, 'hex');
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(fatCount, 44);
  header.writeUInt32LE(directoryStart, 48);
  header.writeUInt32LE(miniCutoff, 56);
  header.writeUInt32LE(miniFatStart, 60);
  header.writeUInt32LE(Math.ceil((miniFat.length * 4) / sectorSize), 64);
  header.writeUInt32LE(difatStart, 68);
  header.writeUInt32LE(difatCount, 72);
  for (let index = 0; index < 109; index++) header.writeUInt32LE(fatPlaces[index] ?? none, 76 + index * 4);
  return Buffer.concat([header, ...sectors]);
}

/** How many sectors the tables of sectors take, their own included. */
function tablesFor(used: number): { fatCount: number; difatCount: number } {
  let fatCount = 0;
  let difatCount = 0;
  for (;;) {
    const needed = Math.ceil((used + fatCount + difatCount) / 128);
    const lists = Math.ceil(Math.max(0, needed - 109) / 127);
    if (needed === fatCount && lists === difatCount) return { fatCount, difatCount };
    fatCount = needed;
    difatCount = lists;
  }
}

function collect(storage: Storage, parent: number, entries: Entry[]): void {
  const children: { name: string; index: number }[] = [];
  for (const [name, stream] of storage.streams) {
    children.push({ name, index: entries.length });
    entries.push({
      name,
      kind: 2,
      left: none,
      right: none,
      child: none,
      start: endOfChain,
      bytes: stream.read(),
    });
  }
  for (const [name, inner] of storage.storages) {
    const index = entries.length;
    children.push({ name, index });
    entries.push({ name, kind: 1, left: none, right: none, child: none, start: 0, bytes: Buffer.alloc(0) });
    collect(inner, index, entries);
  }
  children.sort((one, other) => order(one.name, other.name));
  /** A balanced tree; every node is black. */
  const link = (from: number, to: number): number => {
    if (from >= to) return none;
    const middle = (from + to) >> 1;
    const { index } = children[middle]!;
    entries[index]!.left = link(from, middle);
    entries[index]!.right = link(middle + 1, to);
    return index;
  };
  entries[parent]!.child = link(0, children.length);
}

function directoryOf(entries: readonly Entry[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil(entries.length / 4) * sectorSize, 0);
  for (let at = entries.length * 128; at < bytes.length; at += 128) bytes.fill(0xff, at + 68, at + 80);
  for (const [index, entry] of entries.entries()) {
    const at = index * 128;
    const name = Buffer.from(entry.name.slice(0, 31), 'utf16le');
    name.copy(bytes, at);
    bytes.writeUInt16LE(name.length + 2, at + 64);
    bytes[at + 66] = entry.kind;
    bytes[at + 67] = 1;
    bytes.writeUInt32LE(entry.left, at + 68);
    bytes.writeUInt32LE(entry.right, at + 72);
    bytes.writeUInt32LE(entry.child, at + 76);
    bytes.writeUInt32LE(entry.start, at + 116);
    bytes.writeUInt32LE(entry.bytes.length, at + 120);
  }
  return bytes;
}

const padded = (bytes: Buffer, to: number, fill = 0): Buffer =>
  bytes.length % to === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(to - (bytes.length % to), fill)]);

function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}
