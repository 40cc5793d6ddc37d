/** Puts the pixels of one row, from the top, from the left. */
export type RowOfPixels = (
  y: number,
  put: (x: number, red: number, green: number, blue: number) => void,
) => void;

/** A Windows bitmap of 24 bits a pixel (BITMAPINFOHEADER), rows from the bottom, each a multiple of four bytes. */
export function toBitmap(width: number, height: number, row: RowOfPixels): Uint8Array<ArrayBuffer> {
  const stride = (width * 3 + 3) & ~3;
  const headers = 54;
  const bytes = new Uint8Array(headers + stride * height);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x424d);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, headers, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  view.setUint32(34, stride * height, true);
  for (let y = 0; y < height; y++) {
    const start = headers + (height - 1 - y) * stride;
    row(y, (x, red, green, blue) => {
      bytes[start + x * 3] = blue;
      bytes[start + x * 3 + 1] = green;
      bytes[start + x * 3 + 2] = red;
    });
  }
  return bytes;
}
