import { join } from 'node:path';
import type { Plugin } from 'vite';
import { projectRoot } from '../project.ts';

const views = join(projectRoot, 'src/renderer').replaceAll('\\', '/');
const folder = `${views}/shown`;

/** Our views are made of elements whose texts are safe to show (`src/renderer/shown`); the libraries' own are left alone. */
export function shownText(): Plugin {
  return {
    name: 'proffer-shown-text',
    enforce: 'pre',
    resolveId(source, importer) {
      const [, runtime] = /^react\/(jsx(?:-dev)?-runtime)$/.exec(source) ?? [];
      if (!runtime || !importer?.startsWith(`${views}/`) || importer.startsWith(`${folder}/`)) return null;
      return `${folder}/${runtime}.ts`;
    },
  };
}
