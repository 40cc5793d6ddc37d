import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const wasm = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'wasm');

/** Where the view finds them; pdf.js puts the names behind this address itself, so they carry no hash. */
const folder = 'pdf-decoders';

/**
 * The decoders pdf.js loads when a scanned page needs one: JPEG 2000, and JBIG2 with CCITT fax. The ones in plain
 * JavaScript, since our pages compile no WebAssembly.
 */
const names = ['jbig2_nowasm_fallback.js', 'openjpeg_nowasm_fallback.js'];

export function pdfDecoders(): Plugin {
  return {
    name: 'proffer:pdf-decoders',
    generateBundle() {
      for (const name of names) {
        const source = readFileSync(join(wasm, name));
        this.emitFile({ type: 'asset', fileName: `${folder}/${name}`, source });
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = names.find((each) => request.url?.split('?')[0] === `/${folder}/${each}`);
        if (!name) return next();
        response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
        response.end(readFileSync(join(wasm, name)));
      });
    },
  };
}
