import { ProfferError } from '../../../../shared/domain/errors.ts';

/** A field of a directory (TIFF 6.0, section 2): its values as they lie there. */
export interface Field {
  tag: number;
  type: number;
  count: number;
  bytes: Buffer;
}

/** A picture of a file, which may hold many; what it states is checked against the file, not believed. */
export interface Directory {
  little: boolean;
  fields: ReadonlyMap<number, Field>;
  width: number;
  height: number;
  /** Where its compressed pieces (strips or tiles) lie. */
  chunks: readonly { start: number; end: number }[];
  tiled: boolean;
  /** The file ends before the picture does. */
  cut: boolean;
}

export const tag = {
  kind: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  samples: 277,
  rowsPerStrip: 278,
  stripSizes: 279,
  planes: 284,
  predictor: 317,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileSizes: 325,
  jpegTables: 347,
} as const;

export const mostDirectories = 5_000;
const mostFields = 1_000;
const mostChunks = 200_000;
/** Pixels: beyond, unpacking one page alone would take gigabytes. */
export const mostPixels = 60_000_000;

const typeSizes: Record<number, number> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
};

/** What one directory came to: a picture, or why it is none. */
export type Found = Directory | ProfferError;

/**
 * The pictures of a TIFF file in their order, found by its chain of directories; one that is damaged says so and the others
 * go on. The chain ends where it comes back to itself or leaves the file.
 * @throws ProfferError `corrupt` on what is no TIFF.
 */
export function readDirectories(bytes: Uint8Array): { found: Found[]; ended: 'whole' | 'cut' | 'many' } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const order = file.toString('latin1', 0, 2);
  if (file.length < 8 || (order !== 'II' && order !== 'MM')) throw damaged('it does not begin as one does');
  const little = order === 'II';
  const version = short(file, 2, little);
  if (version === 43)
    throw new ProfferError(
      'corrupt',
      'It is a BigTIFF, which is not read here. Save a copy as TIFF or PDF with the program it comes from and take that in beside it.',
    );
  if (version !== 42) throw damaged('it does not begin as one does');
  const found: Found[] = [];
  const seen = new Set<number>();
  let at = long(file, 4, little);
  while (at !== 0) {
    if (seen.has(at) || at + 2 > file.length) return { found, ended: 'cut' };
    if (found.length >= mostDirectories) return { found, ended: 'many' };
    seen.add(at);
    const count = short(file, at, little);
    found.push(asFound(() => readDirectory(file, at, Math.min(count, mostFields), little)));
    const next = at + 2 + count * 12;
    if (next + 4 > file.length) return { found, ended: 'cut' };
    at = long(file, next, little);
  }
  return { found, ended: 'whole' };
}

function asFound(read: () => Directory): Found {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProfferError) return error;
    throw error;
  }
}

function readDirectory(file: Buffer, at: number, count: number, little: boolean): Directory {
  const fields = new Map<number, Field>();
  for (let entry = at + 2; entry < at + 2 + count * 12 && entry + 12 <= file.length; entry += 12) {
    const field = readField(file, entry, little);
    if (field && !fields.has(field.tag)) fields.set(field.tag, field);
  }
  const width = first(fields, tag.width, little) ?? 0;
  const height = first(fields, tag.height, little) ?? 0;
  if (width < 1 || height < 1) throw damaged('it names no width or no height');
  if (width * height > mostPixels)
    throw new ProfferError(
      'corrupt',
      `It states ${width} × ${height} pixels, more than the ${mostPixels / 1e6} million that are unpacked.`,
    );
  const depth = (first(fields, tag.bits, little) ?? 1) * (first(fields, tag.samples, little) ?? 1);
  if (depth > 64) throw damaged(`it states ${depth} bits a pixel`);
  const tiled = fields.has(tag.tileOffsets);
  const offsets = numbers(fields.get(tiled ? tag.tileOffsets : tag.stripOffsets), little);
  const sizes = numbers(fields.get(tiled ? tag.tileSizes : tag.stripSizes), little);
  if (offsets.length === 0) throw damaged('it does not say where its picture lies');
  // Old programs leave out the size of an only strip: it goes to the end.
  if (sizes.length === 0 && offsets.length === 1) sizes.push(file.length);
  let cut = sizes.length < offsets.length;
  let total = 0;
  const chunks = offsets.slice(0, sizes.length).map((start, index) => {
    const end = Math.min(file.length, start + sizes[index]!);
    if (start + sizes[index]! > file.length && sizes[index] !== file.length) cut = true;
    total += Math.max(0, end - start);
    return { start: Math.min(start, end), end };
  });
  if (total === 0) throw damaged('its picture lies beyond the end of the file');
  // Strips that lie upon each other: a small file that becomes a large one.
  if (total > file.length * 2) throw damaged('its parts lie upon each other');
  return { little, fields, width, height, chunks, tiled, cut };
}

function readField(file: Buffer, entry: number, little: boolean): Field | null {
  const type = short(file, entry + 2, little);
  const count = long(file, entry + 4, little);
  const size = (typeSizes[type] ?? 0) * count;
  if (size === 0) return null;
  const start = size <= 4 ? entry + 8 : long(file, entry + 8, little);
  if (start + size > file.length) return null;
  return { tag: short(file, entry, little), type, count, bytes: file.subarray(start, start + size) };
}

/** Values of a field of whole numbers. */
export function numbers(field: Field | undefined, little: boolean): number[] {
  if (!field || ![1, 3, 4].includes(field.type)) return [];
  if (field.count > mostChunks) throw damaged(`it is cut into ${field.count} parts`);
  const size = typeSizes[field.type]!;
  return Array.from({ length: field.count }, (_none, index) => {
    const at = index * size;
    return size === 1
      ? field.bytes[at]!
      : size === 2
        ? short(field.bytes, at, little)
        : long(field.bytes, at, little);
  });
}

/** The first value of a field, or null where it is not there. */
export const first = (fields: ReadonlyMap<number, Field>, wanted: number, little: boolean): number | null => {
  const field = fields.get(wanted);
  return field ? (numbers({ ...field, count: Math.min(1, field.count) }, little)[0] ?? null) : null;
};

/** A smaller copy of a page, as some programs lay beside it (TIFF 6.0, NewSubfileType). */
export const isSmallCopy = ({ fields, little }: Directory): boolean =>
  ((first(fields, tag.kind, little) ?? 0) & 1) !== 0;

const short = (file: Buffer, at: number, little: boolean): number =>
  little ? file.readUInt16LE(at) : file.readUInt16BE(at);
const long = (file: Buffer, at: number, little: boolean): number =>
  little ? file.readUInt32LE(at) : file.readUInt32BE(at);

export const damaged = (why: string): ProfferError =>
  new ProfferError('corrupt', `This TIFF picture cannot be read: ${why}. Its bytes are kept untouched.`);
