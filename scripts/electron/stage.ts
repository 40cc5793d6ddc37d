import { cpSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { externalPackages } from '../build/external-packages.ts';
import { projectRoot } from '../project.ts';

interface PackageDescription {
  dependencies?: Record<string, string>;
}

/** The folder of a package as seen from another one, up the chain of node_modules. */
function packageFolder(name: string, from: string): string {
  const paths = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  const found = paths.map((path) => join(path, name)).find((path) => existsSync(join(path, 'package.json')));
  if (!found) throw new Error(`The package ${name} is not installed. Run "npm ci".`);
  return found;
}

/** Folders of all packages the built application loads at run time, dependencies of dependencies included. */
function runtimePackageFolders(): string[] {
  const folders = new Set<string>();
  const visit = (name: string, from: string): void => {
    const folder = packageFolder(name, from);
    if (folders.has(folder)) return;
    folders.add(folder);
    const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageDescription;
    for (const dependency of Object.keys(description.dependencies ?? {})) visit(dependency, folder);
  };
  for (const name of externalPackages) visit(name, projectRoot);
  return [...folders];
}

/** Copies what the application needs at run time, and nothing else, for a user who cannot enter the checkout. */
export function stageApplication(target: string): void {
  for (const part of ['package.json', 'out', 'resources']) {
    const source = join(projectRoot, part);
    if (existsSync(source)) cpSync(source, join(target, part), { recursive: true });
  }
  for (const folder of runtimePackageFolders()) {
    // A package's own node_modules are packages of their own in the list.
    const filter = (source: string): boolean =>
      dirname(relative(folder, source)).split('/')[0] !== 'node_modules';
    cpSync(folder, join(target, relative(projectRoot, folder)), { recursive: true, filter });
  }
}
