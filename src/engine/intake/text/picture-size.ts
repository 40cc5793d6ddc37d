import { riffChunks } from './riff-chunks.ts';

export interface PictureSize {
  width: number;
  height: number;
}

/** Width and height a picture states in its header, before anything of it is unpacked; null where its format is not known here. */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer.length < 30) return null;
  if (buffer.readUInt32BE(0) === 0x89504e47)
    return { width: buffer.readUInt32BE(16), height: buffer.readUInt32BE(20) };
  if (buffer.toString('latin1', 0, 3) === 'GIF')
    return { width: buffer.readUInt16LE(6), height: buffer.readUInt16LE(8) };
  if (buffer.toString('latin1', 0, 2) === 'BM')
    return { width: Math.abs(buffer.readInt32LE(18)), height: Math.abs(buffer.readInt32LE(22)) };
  if (buffer.readUInt16BE(0) === 0xffd8) return jpegSize(buffer);
  return webpSize(buffer);
}

/** The frame header of ITU-T T.81, B.2.2: any SOF but those of tables and extensions. */
function jpegSize(buffer: Buffer): PictureSize | null {
  let at = 2;
  while (at + 9 < buffer.length) {
    if (buffer[at] !== 0xff) return null;
    const marker = buffer[at + 1]!;
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: buffer.readUInt16BE(at + 7), height: buffer.readUInt16BE(at + 5) };
    at += 2 + buffer.readUInt16BE(at + 2);
  }
  return null;
}

function webpSize(buffer: Buffer): PictureSize | null {
  for (const { name, start, end } of riffChunks(buffer, 'WEBP')) {
    if (end - start < 10) return null;
    if (name === 'VP8X')
      return { width: buffer.readUIntLE(start + 4, 3) + 1, height: buffer.readUIntLE(start + 7, 3) + 1 };
    if (name === 'VP8 ')
      return {
        width: buffer.readUInt16LE(start + 6) & 0x3fff,
        height: buffer.readUInt16LE(start + 8) & 0x3fff,
      };
    if (name === 'VP8L') {
      const bits = buffer.readUInt32LE(start + 1);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
  }
  return null;
}
