import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ProfferError } from '../../../shared/domain/errors.ts';
import type { OcrLanguage } from '../../../shared/domain/reading-words.ts';
import { pictureSize } from './picture-size.ts';

export interface OcrTask {
  /** PNG, JPEG, WebP, GIF, a Windows bitmap or a TIFF of one page as `tiff/page-file.ts` makes them. */
  bytes: Uint8Array;
  languages: OcrLanguage[];
}

export interface OcrAnswer {
  text: string;
  /** Mean of the words, 0 to 100. */
  confidence: number;
}

/** The part of tesseract's C API, compiled to WebAssembly, that is used here. */
interface TesseractModule {
  FS: {
    writeFile(path: string, data: Uint8Array): void;
    readFile(path: string): Uint8Array;
    unlink(path: string): void;
  };
  TessBaseAPI: new () => TesseractApi;
}

interface TesseractApi {
  Init(folder: string | null, languages: string, engine: number): number;
  SetImageFile(orientation: number, angle: number): number;
  /** As PNG, to `/image.png`; 0: as it was read, not as it was prepared. */
  WriteImage(kind: number): void;
  Recognize(monitor: null): number;
  GetUTF8Text(): string;
  MeanTextConf(): number;
  Clear(): void;
  End(): void;
}

/** LSTM alone: the data brought along holds no other. */
const lstmOnly = 1;
/** Pixels: beyond, unpacking the picture alone would take gigabytes. */
const mostPixels = 60_000_000;
const leastSide = 16;

const fromHere = createRequire(import.meta.url);
let loaded: { languages: string; module: TesseractModule; api: TesseractApi } | null = null;

/**
 * Text in a picture, recognised by tesseract with the data that lies beside the program; nothing is fetched. The engine
 * stays in the thread for the next picture in the same languages. Runs in a reader thread.
 */
export async function recogniseText({ bytes, languages }: OcrTask): Promise<OcrAnswer> {
  const size = pictureSize(bytes);
  if (size && size.width * size.height > mostPixels)
    throw new ProfferError(
      'corrupt',
      `The picture is too large to have its text recognised (${size.width} × ${size.height} pixels).`,
    );
  if (size && (size.width < leastSide || size.height < leastSide)) return { text: '', confidence: 0 };
  const { module, api } = await engineFor(languages);
  try {
    module.FS.writeFile('/input', bytes);
    // 1: as stored. Pictures that say they lie on their side are turned by what EXIF says.
    if (api.SetImageFile(orientationOf(bytes), 0) !== 0)
      throw new ProfferError('corrupt', 'The picture cannot be unpacked to have its text recognised.');
    api.Recognize(null);
    const answer = { text: api.GetUTF8Text(), confidence: api.MeanTextConf() };
    api.Clear();
    module.FS.unlink('/input');
    return answer;
  } catch (error) {
    // After a fault inside it, the engine's memory is not to be trusted.
    loaded = null;
    throw error;
  }
}

/** A picture of the kinds above as a PNG, to be shown. @throws ProfferError `corrupt`. */
export async function asPng(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const { module, api } = await engineFor(['eng']);
  try {
    module.FS.writeFile('/input', bytes);
    if (api.SetImageFile(1, 0) !== 0) throw new ProfferError('corrupt', 'The picture cannot be unpacked.');
    api.WriteImage(0);
    const png = Uint8Array.from(module.FS.readFile('/image.png'));
    api.Clear();
    for (const path of ['/input', '/image.png']) module.FS.unlink(path);
    return png;
  } catch (error) {
    loaded = null;
    throw error;
  }
}

async function engineFor(languages: readonly OcrLanguage[]) {
  const wanted = languages.join('+');
  if (loaded?.languages === wanted) return loaded;
  loaded?.api.End();
  loaded = null;
  const start = fromHere('tesseract.js-core/tesseract-core-simd-lstm.js') as (options: {
    wasmBinary: Uint8Array;
  }) => Promise<TesseractModule>;
  const module = await start({
    wasmBinary: readFileSync(fromHere.resolve('tesseract.js-core/tesseract-core-simd-lstm.wasm')),
  });
  for (const language of languages)
    module.FS.writeFile(`/${language}.traineddata`, gunzipSync(readFileSync(dataOf(language))));
  const api = new module.TessBaseAPI();
  if (api.Init('/', wanted, lstmOnly) !== 0) throw new Error(`tesseract did not start with ${wanted}`);
  loaded = { languages: wanted, module, api };
  return loaded;
}

const dataOf = (language: OcrLanguage): string =>
  join(
    dirname(fromHere.resolve(`@tesseract.js-data/${language}/package.json`)),
    '4.0.0_best_int',
    `${language}.traineddata.gz`,
  );

/** EXIF orientation, 1 to 8, found by its tag in the first bytes; 1 where there is none. */
function orientationOf(bytes: Uint8Array): number {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4_096));
  const start = head.indexOf('Exif\0\0');
  if (start < 0 || start + 14 > head.length) return 1;
  const tiff = start + 6;
  const little = head.toString('latin1', tiff, tiff + 2) === 'II';
  const short = (at: number) =>
    at + 2 > head.length ? 0 : little ? head.readUInt16LE(at) : head.readUInt16BE(at);
  const directory = tiff + (little ? head.readUInt32LE(tiff + 4) : head.readUInt32BE(tiff + 4));
  for (let index = 0; index < Math.min(100, short(directory)); index++) {
    const entry = directory + 2 + index * 12;
    if (short(entry) === 0x0112) return Math.min(8, Math.max(1, short(entry + 8)));
  }
  return 1;
}
