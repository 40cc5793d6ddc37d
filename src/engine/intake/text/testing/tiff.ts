import { deflateSync, inflateSync } from 'node:zlib';
import { groupFourFax, jpegStrips } from './faxes.ts';

export const fax = (): Uint8Array => new Uint8Array(Buffer.from(groupFourFax, 'base64'));
export const jpegScan = (): Uint8Array => new Uint8Array(Buffer.from(jpegStrips, 'base64'));

/** Grey pixels of the one-bit PNG that drawing a page of the fax gives. */
export function greyOf(png: Uint8Array): { width: number; height: number; rows: Buffer[] } {
  const file = Buffer.from(png);
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  const packed: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length; at += 12 + file.readUInt32BE(at))
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      packed.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  const data = inflateSync(Buffer.concat(packed));
  const stride = Math.ceil(width / 8);
  let before = Buffer.alloc(stride);
  const rows = Array.from({ length: height }, (_none, y) => {
    const filter = data[y * (stride + 1)]!;
    const row = Buffer.from(data.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)));
    for (let x = 0; x < stride; x++) {
      const [left, up, corner] = [row[x - 1] ?? 0, before[x]!, before[x - 1] ?? 0];
      row[x] = (row[x]! + predicted(filter, left, up, corner)) & 0xff;
    }
    before = row;
    return Buffer.from(
      Array.from({ length: width }, (_one, x) => ((row[x >> 3]! >> (7 - (x & 7))) & 1) * 255),
    );
  });
  return { width, height, rows };
}

/** PNG, 9. */
function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 4) {
    const [a, b, c] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs) as [
      number,
      number,
      number,
    ];
    return a <= b && a <= c ? left : b <= c ? up : corner;
  }
  return [0, left, up, (left + up) >> 1][filter] ?? 0;
}

interface Made {
  little: boolean;
  compression: 1 | 8 | 32773;
  differences?: boolean;
  tile?: number;
  /** Fields put in place of those made. */
  fields?: [tag: number, value: number][];
}

/** A TIFF of one grey page, in strips of 16 rows or in tiles. */
export function tiffOf(
  rows: readonly Buffer[],
  { little, compression, differences, tile, fields = [] }: Made,
) {
  const [width, height] = [rows[0]!.length, rows.length];
  const across = tile ?? width;
  const down = tile ?? 16;
  const chunks: Buffer[] = [];
  for (let top = 0; top < height; top += down)
    for (let left = 0; left < width; left += across) {
      const lines = tile ? down : Math.min(down, height - top);
      const raw = Buffer.concat(
        Array.from({ length: lines }, (_none, y) => {
          const line = Buffer.alloc(across);
          rows[top + y]?.copy(line, 0, left, left + across);
          if (differences) for (let x = across - 1; x > 0; x--) line[x] = (line[x]! - line[x - 1]!) & 0xff;
          return line;
        }),
      );
      chunks.push(compression === 8 ? deflateSync(raw) : compression === 1 ? raw : packBits(raw, across));
    }
  const places: number[] = [];
  let at = 8;
  for (const chunk of chunks) {
    places.push(at);
    at += chunk.length;
  }
  const made = new Map<number, number | number[]>([
    [256, width],
    [257, height],
    [258, 8],
    [259, compression],
    [262, 1],
    [277, 1],
    ...(differences ? ([[317, 2]] as const) : []),
    ...(tile
      ? ([
          [322, tile],
          [323, tile],
          [324, places],
          [325, chunks.map((c) => c.length)],
        ] as const)
      : ([
          [273, places],
          [278, down],
          [279, chunks.map((c) => c.length)],
        ] as const)),
    ...fields,
  ]);
  const sorted = [...made].sort(([a], [b]) => a - b);
  const directory = Buffer.alloc(2 + sorted.length * 12 + 4);
  const far: Buffer[] = [];
  const put = (to: Buffer, value: number, where: number, bytes: 2 | 4) =>
    little ? to.writeUIntLE(value, where, bytes) : to.writeUIntBE(value, where, bytes);
  put(directory, sorted.length, 0, 2);
  let free = at + directory.length;
  for (const [index, [tag, value]] of sorted.entries()) {
    const entry = 2 + index * 12;
    const values = Array.isArray(value) ? value : [value];
    put(directory, tag, entry, 2);
    put(directory, 4, entry + 2, 2);
    put(directory, values.length, entry + 4, 4);
    if (values.length === 1) put(directory, values[0]!, entry + 8, 4);
    else {
      const list = Buffer.alloc(values.length * 4);
      for (const [place, one] of values.entries()) put(list, one, place * 4, 4);
      put(directory, free, entry + 8, 4);
      free += list.length;
      far.push(list);
    }
  }
  const head = Buffer.from(little ? 'II\0\0\0\0\0\0' : 'MM\0\0\0\0\0\0', 'latin1');
  put(head, 42, 2, 2);
  put(head, at, 4, 4);
  return new Uint8Array(Buffer.concat([head, ...chunks, directory, ...far]));
}

/** TIFF 6.0, section 9: literal runs alone are allowed, none goes on in the next row. */
function packBits(raw: Buffer, row: number): Buffer {
  const out: Buffer[] = [];
  for (let at = 0; at < raw.length; ) {
    const run = raw.subarray(at, Math.min(at + 128, (Math.floor(at / row) + 1) * row));
    out.push(Buffer.of(run.length - 1), run);
    at += run.length;
  }
  return Buffer.concat(out);
}
