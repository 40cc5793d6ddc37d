import { existsSync, globSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectRoot } from '../project.ts';
import { run, say } from '../system/run.ts';

const products = [
  'out/main/index.js',
  'out/main/engine.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
];
const ingredients = [
  'src/{main,preload,renderer,shared,engine}/**/*',
  'scripts/build/*.ts',
  'electron.vite.config.ts',
  'package-lock.json',
];

const changedAt = (path: string): number => statSync(join(projectRoot, path)).mtimeMs;

/** Whether something the application is built from is newer than what was built. */
function isBuildStale(): boolean {
  if (!products.every((path) => existsSync(join(projectRoot, path)))) return true;
  const built = Math.min(...products.map(changedAt));
  const sources = ingredients.flatMap((pattern) => globSync(pattern, { cwd: projectRoot }));
  return sources.some((path) => changedAt(path) > built);
}

/** Absolute path of electron-vite's command. */
export function electronViteCommand(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('electron-vite/package.json')), 'bin', 'electron-vite.js');
}

/**
 * Builds main, preload, view and engine into `out/`, where that is stale.
 * @throws Error where the build fails; the builder has then said why on stderr
 */
export function buildApplication(): void {
  if (!isBuildStale()) return;
  say('building the application');
  run(process.execPath, [electronViteCommand(), 'build', '--logLevel', 'warn'], { cwd: projectRoot });
}
