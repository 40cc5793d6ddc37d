import { ProfferError } from '../../../../shared/domain/errors.ts';
import { type Directory, type Field, first, tag } from './directories.ts';
import { inflatedChunks, joinedTiles } from './inflated-chunks.ts';
import { joinedJpeg } from './joined-jpeg.ts';

/** What the decoder (libtiff, beside tesseract) needs to know of a picture; nothing else of a file reaches it. */
const kept = new Set<number>([
  tag.width,
  tag.height,
  tag.bits,
  tag.compression,
  tag.photometric,
  266, // fill order
  274, // orientation
  tag.samples,
  tag.rowsPerStrip,
  282, // resolution, across and down, and its unit
  283,
  tag.planes,
  292, // options of fax group 3 and 4
  293,
  296,
  tag.predictor,
  320, // palette
  338, // what further samples are
  339,
  530, // subsampling
]);

const names: Record<number, string> = {
  34661: 'JBIG',
  34712: 'JPEG 2000',
  34925: 'LZMA',
  50000: 'Zstandard',
  50001: 'WebP',
};
/** None, fax (modified Huffman, group 3, group 4), LZW, PackBits: what the decoder unpacks by itself. */
const unpacked = new Set([1, 2, 3, 4, 5, 32771, 32773]);

/**
 * One picture of a file as a file of its own: a TIFF with this directory alone, or the JPEG it is made of. Deflate, which
 * the decoder lacks, is undone here, never further than the picture is large.
 * @throws ProfferError `corrupt` where it cannot be had.
 */
export function pageFile(bytes: Uint8Array, directory: Directory): Uint8Array<ArrayBuffer> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const { fields, little } = directory;
  const compression = first(fields, tag.compression, little) ?? 1;
  const raw = directory.chunks.map(({ start, end }) => file.subarray(start, end));
  if (compression === 7) return joinedJpeg(raw, directory);
  const deflated = compression === 8 || compression === 32946;
  if (directory.tiled && (deflated || compression === 1)) {
    const tiles = deflated ? inflatedChunks(raw, directory) : raw;
    return onePageTiff(directory, [joinedTiles(tiles, directory)], true);
  }
  if (deflated) return onePageTiff(directory, inflatedChunks(raw, directory), true);
  if (!directory.tiled && unpacked.has(compression)) return onePageTiff(directory, raw, false);
  throw new ProfferError(
    'corrupt',
    `It is compressed in a way that is not read here (${names[compression] ?? `TIFF compression ${compression}${directory.tiled ? ' in tiles' : ''}`}). Save a copy as PNG or PDF and take it in beside it.`,
  );
}

/** `plain`: the pieces are pixels as they are, in strips. */
function onePageTiff(
  directory: Directory,
  chunks: readonly Uint8Array[],
  plain: boolean,
): Uint8Array<ArrayBuffer> {
  const { little } = directory;
  const wanted = [...directory.fields.values()].filter(({ tag: of }) => kept.has(of));
  const set = (of: number, values: number[]) => {
    const at = wanted.findIndex((field) => field.tag === of);
    if (at >= 0) wanted.splice(at, 1);
    if (values.length > 0) wanted.push(longs(of, values, little));
  };
  if (plain) {
    set(tag.compression, [1]);
    set(tag.predictor, []);
    if (directory.tiled) set(tag.rowsPerStrip, [directory.height]);
  }
  const places: number[] = [];
  let at = 8;
  for (const chunk of chunks) {
    places.push(at);
    at += chunk.length + (chunk.length & 1);
  }
  set(tag.stripOffsets, places);
  set(
    tag.stripSizes,
    chunks.map(({ length }) => length),
  );
  // Directories are sorted (TIFF 6.0, section 2).
  wanted.sort((a, b) => a.tag - b.tag);
  const far = wanted.reduce(
    (sum, { bytes: { length } }) => sum + (length > 4 ? length + (length & 1) : 0),
    0,
  );
  const out = Buffer.alloc(at + far + 2 + wanted.length * 12 + 4);
  const short = (value: number, to: number) =>
    little ? out.writeUInt16LE(value, to) : out.writeUInt16BE(value, to);
  const long = (value: number, to: number) =>
    little ? out.writeUInt32LE(value, to) : out.writeUInt32BE(value, to);
  out.write(little ? 'II' : 'MM', 0, 'latin1');
  short(42, 2);
  long(at + far, 4);
  for (const [index, chunk] of chunks.entries()) out.set(chunk, places[index]!);
  short(wanted.length, at + far);
  let free = at;
  for (const [index, field] of wanted.entries()) {
    const entry = at + far + 2 + index * 12;
    short(field.tag, entry);
    short(field.type, entry + 2);
    long(field.count, entry + 4);
    const { length } = field.bytes;
    if (length <= 4) out.set(field.bytes, entry + 8);
    else {
      long(free, entry + 8);
      out.set(field.bytes, free);
      free += length + (length & 1);
    }
  }
  return Uint8Array.from(out);
}

function longs(of: number, values: readonly number[], little: boolean): Field {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries())
    if (little) bytes.writeUInt32LE(value, index * 4);
    else bytes.writeUInt32BE(value, index * 4);
  return { tag: of, type: 4, count: values.length, bytes };
}
