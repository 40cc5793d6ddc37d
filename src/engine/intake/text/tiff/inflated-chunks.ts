import { inflateSync } from 'node:zlib';
import { type Directory, damaged, first, tag } from './directories.ts';

/** How the pieces of a picture lie once unpacked, and that together they are no larger than can be. */
function layoutOf({ fields, little, width, height, tiled, chunks }: Directory) {
  const value = (of: number, otherwise: number) => first(fields, of, little) ?? otherwise;
  const bits = value(tag.bits, 1);
  const samples = value(tag.planes, 1) === 2 ? 1 : value(tag.samples, 1);
  const across = tiled ? value(tag.tileWidth, width) : width;
  const down = tiled ? value(tag.tileHeight, height) : Math.min(height, value(tag.rowsPerStrip, height));
  const rowBytes = Math.ceil((across * bits * samples) / 8);
  // Tiles stand over the edge of the picture by less than one of them.
  if (rowBytes * down < 1 || rowBytes * down * chunks.length > 1 << 29)
    throw damaged('its parts would unpack beyond all measure');
  return { bits, samples, across, down, rowBytes };
}

/** Strips or tiles of a Deflate picture (Adobe Photoshop TIFF Technical Notes) unpacked, each never beyond its own size. */
export function inflatedChunks(raw: readonly Buffer[], directory: Directory): Buffer[] {
  const { fields, little } = directory;
  const { bits, samples, down, rowBytes } = layoutOf(directory);
  const predictor = first(fields, tag.predictor, little) ?? 1;
  if (predictor > 2 || (predictor === 2 && bits !== 8 && bits !== 16))
    throw damaged('its pixels are told by a predictor that is not known here');
  return raw.map((chunk) => {
    const out = Buffer.alloc(rowBytes * down);
    inflated(chunk, out.length).copy(out);
    if (predictor === 2)
      for (let row = 0; row < down; row++)
        addUp(out.subarray(row * rowBytes, (row + 1) * rowBytes), samples, bits, little);
    return out;
  });
}

/** Unpacked tiles as one strip: the decoder takes no tiles. */
export function joinedTiles(tiles: readonly Buffer[], directory: Directory): Buffer {
  const { fields, little, width, height } = directory;
  const { bits, samples, across, down, rowBytes } = layoutOf(directory);
  if ((first(fields, tag.planes, little) ?? 1) === 2 || across % 8 !== 0)
    throw damaged('its tiles cannot be put together');
  const stride = Math.ceil((width * bits * samples) / 8);
  const out = Buffer.alloc(stride * height);
  const perRow = Math.ceil(width / across);
  for (const [index, tile] of tiles.entries()) {
    const left = (index % perRow) * rowBytes;
    const top = Math.floor(index / perRow) * down;
    for (let row = 0; row < down && top + row < height && row * rowBytes < tile.length; row++)
      tile.copy(
        out,
        (top + row) * stride + left,
        row * rowBytes,
        row * rowBytes + Math.min(rowBytes, stride - left),
      );
  }
  return out;
}

function inflated(chunk: Buffer, size: number): Buffer {
  try {
    // What a cut strip holds is shown as far as it goes.
    return inflateSync(chunk, { maxOutputLength: size + 1_024, finishFlush: 2 });
  } catch {
    throw damaged('its compressed parts are damaged');
  }
}

/** Horizontal differencing (TIFF 6.0, section 14): each sample is the difference to the one before it. */
function addUp(row: Buffer, samples: number, bits: number, little: boolean): void {
  if (bits === 8) {
    for (let at = samples; at < row.length; at++) row[at] = (row[at]! + row[at - samples]!) & 0xff;
    return;
  }
  const read = (at: number) => (little ? row.readUInt16LE(at) : row.readUInt16BE(at));
  for (let at = samples * 2; at + 1 < row.length; at += 2) {
    const sum = (read(at) + read(at - samples * 2)) & 0xffff;
    if (little) row.writeUInt16LE(sum, at);
    else row.writeUInt16BE(sum, at);
  }
}
