import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { externalPackages } from './scripts/build/external-packages.ts';
import { pdfDecoders } from './scripts/build/pdf-decoders.ts';
import { shownText } from './scripts/build/shown-text.ts';
import { noncePlaceholder } from './src/main/protocols/application.ts';

const root = import.meta.dirname;

/** Every worker thread of the engine, as an entry of its own: `<name>-worker`. Two of one name would collide. */
function workerEntries(): Record<string, string> {
  const entries: Record<string, string> = {};
  for (const file of globSync('src/engine/**/*-worker.ts', { cwd: root }).sort()) {
    const name = basename(file, '.ts');
    if (entries[name])
      throw new Error(`Two worker files are called ${name}.ts; the build lays them into one folder.`);
    entries[name] = join(root, file);
  }
  return entries;
}

export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: join(root, 'src/main/index.ts'),
          engine: join(root, 'src/engine/entry/utility.ts'),
          ...workerEntries(),
        },
        external: externalPackages.flatMap((name) => [name, new RegExp(`^${name}/`)]),
        // One flat folder: the engine finds its workers beside whatever chunk starts them.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: join(root, 'src/preload/index.ts') },
        // A sandboxed preload script is one CommonJS file.
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'src/renderer'),
    plugins: [shownText(), react(), pdfDecoders()],
    html: { cspNonce: noncePlaceholder },
    build: {
      target: 'chrome130',
      minify: true,
      // Files, not data: addresses, so that the policy can stay narrow.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: join(root, 'src/renderer/index.html'),
        // What the first page needs is one file: each request is answered by the main process, busy with its own start.
        output: { codeSplitting: { groups: [{ name: 'start', test: /\/src\/renderer\/main\.tsx$/ }] } },
      },
    },
  },
});
