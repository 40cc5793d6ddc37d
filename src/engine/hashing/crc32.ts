import * as zlib from 'node:zlib';

// Built into zlib from Node 20.15 and 22.2 on; typed as possibly absent because older runtimes lack it.
const builtIn: ((data: Uint8Array, value?: number) => number) | undefined = (
  zlib as { crc32?: (data: Uint8Array, value?: number) => number }
).crc32;

const table = new Uint32Array(256).map((_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 of ZIP (APPNOTE 4.4.7) over `data`, going on from `value`. */
export const crc32 = builtIn ?? tableCrc32;

export function tableCrc32(data: Uint8Array, value = 0): number {
  let crc = ~value;
  for (const byte of data) crc = (crc >>> 8) ^ table[(crc ^ byte) & 0xff]!;
  return ~crc >>> 0;
}
