/** Benchmarks measure the engine as it ships: bundled as the application's build does, not as TypeScript. */
import { globSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { externalPackages } from '../scripts/build/external-packages.ts';
import { projectRoot as root } from '../scripts/project.ts';

// Below node_modules, so that packages that stay outside the bundle are found.
const folder = join(root, 'node_modules', '.cache', 'proffer-bench');

/** Files of this folder that run as part of what ships. */
const entries = [
  'desk',
  'memory-intake-process',
  'memory-export-process',
  'events-import-process',
  'search-process',
  'mbox-process',
] as const;

let built: Promise<unknown> | null = null;

function bundle(): Promise<unknown> {
  const files = [
    ...entries.map((name) => join('bench', `${name}.ts`)),
    ...globSync('src/engine/**/*-worker.ts', { cwd: root }),
  ];
  return build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: [...externalPackages] },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(files.map((path) => [basename(path, '.ts'), join(root, path)])),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  });
}

/** Path of the bundled form of `bench/<name>.ts`; the first call of a run builds it. */
export async function shipped(name: (typeof entries)[number]): Promise<string> {
  // As in what ships, its package says what kind of modules these are; else Node parses each twice to find out.
  built ??= bundle().then(() => writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n'));
  await built;
  return join(folder, `${name}.js`);
}

/** The engine as it ships, loaded into this process. */
export async function shippedDesk(): Promise<typeof import('./desk.ts')> {
  return import(pathToFileURL(await shipped('desk')).href);
}
