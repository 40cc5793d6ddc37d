import type { PDFDocumentLoadingTask } from 'pdfjs-dist';
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

/** The widest file that is shown: beyond it memory goes to one preview. */
export const largestPdf = 200_000_000;

pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;

/** Character maps and the fourteen standard fonts, from our own files. */
const data = import.meta.glob<string>(
  [
    '/../../node_modules/pdfjs-dist/cmaps/*.bcmap',
    '/../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}',
  ],
  { query: '?url', import: 'default', eager: true },
);
const addresses = new Map(Object.entries(data).map(([path, address]) => [path.split('/').at(-1)!, address]));

class BundledData {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const address = addresses.get(filename);
    if (!address) throw new Error(`pdf.js asked for ${filename}, which is not bundled`);
    const answer = await fetch(address);
    return new Uint8Array(await answer.arrayBuffer());
  }
}

/**
 * Opens a PDF for drawing pages on a canvas. Nothing in it is run: no scripts, no forms, no links; fonts are
 * drawn as outlines, so that none of the file's is handed to the system.
 */
export function openPdf(bytes: Uint8Array<ArrayBuffer>): PDFDocumentLoadingTask {
  return pdfjs.getDocument({
    data: bytes,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    // Decoders of scanned pages, as plain scripts under fixed names: scripts/build/pdf-decoders.ts.
    wasmUrl: new URL('/pdf-decoders/', window.location.href).href,
    cMapUrl: 'bundled/',
    cMapPacked: true,
    standardFontDataUrl: 'bundled/',
    BinaryDataFactory: BundledData,
    stopAtErrors: false,
    verbosity: 0,
  });
}
