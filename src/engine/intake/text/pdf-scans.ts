import { ImageKind, OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { toBitmap } from './bitmap.ts';

/** A page that is a picture, ready to have its text recognised. */
export interface Scan {
  page: number;
  /** A Windows bitmap, a TIFF of one page or a JPEG. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** Pages recognised of one document; each takes seconds. */
const mostScans = 100;
/** Pixels a picture of text has at least, and at most to be taken. */
const fewestPixels = 100_000;
const mostPixels = 40_000_000;

interface DecodedImage {
  width: number;
  height: number;
  kind?: number;
  data?: Uint8Array | Uint8ClampedArray;
}

/** The largest picture of a page without text: what a scanner made of a sheet of paper. */
export async function scansOf(page: PDFPageProxy, number: number, before: number): Promise<Scan[]> {
  if (before >= mostScans) return [];
  const { fnArray, argsArray } = await page.getOperatorList();
  let largest: DecodedImage | null = null;
  for (let index = 0; index < Math.min(fnArray.length, 200_000); index++) {
    if (fnArray[index] !== OPS.paintImageXObject) continue;
    const image = await imageOf(page, String((argsArray[index] as unknown[])[0]));
    if (image && image.width * image.height > (largest ? largest.width * largest.height : fewestPixels))
      largest = image;
  }
  const bytes = largest ? pixelsOf(largest) : null;
  return bytes ? [{ page: number, bytes }] : [];
}

function imageOf(page: PDFPageProxy, name: string): Promise<DecodedImage | null> {
  const objects = name.startsWith('g_') ? page.commonObjs : page.objs;
  return new Promise((resolve) => {
    const patience = setTimeout(() => resolve(null), 10_000);
    objects.get(name, (image: DecodedImage | null) => {
      clearTimeout(patience);
      resolve(image);
    });
  });
}

function pixelsOf({ width, height, kind, data }: DecodedImage): Uint8Array<ArrayBuffer> | null {
  if (!data || width * height > mostPixels) return null;
  const row = (y: number, put: (x: number, red: number, green: number, blue: number) => void): void => {
    for (let x = 0; x < width; x++) {
      if (kind === ImageKind.GRAYSCALE_1BPP) {
        const grey = ((data[y * ((width + 7) >> 3) + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 ? 255 : 0;
        put(x, grey, grey, grey);
      } else {
        const step = kind === ImageKind.RGBA_32BPP ? 4 : 3;
        const at = (y * width + x) * step;
        put(x, data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
      }
    }
  };
  return toBitmap(width, height, row);
}
