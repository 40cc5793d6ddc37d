import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What Electron's own default application does for `electron <folder>`, for the fallback that comes without one.
 * The `main` of the folder is awaited, or `ready` would fire before it has run.
 */
const source = `import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const given = process.argv.slice(1);
const preloads = [];
let folder;
while (given.length > 0 && folder === undefined) {
  const argument = given.shift();
  if (argument === '-r') preloads.push(given.shift());
  else if (!argument.startsWith('-')) folder = argument;
}
if (!folder) {
  console.error('usage: electron <application folder>');
  process.exit(2);
}
// As Electron's own: modules named by -r run first. Playwright holds the application back through one.
const require = createRequire(import.meta.url);
for (const path of preloads) require(resolve(path));
const root = resolve(folder);
const description = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
app.setName(description.productName ?? description.name);
app.setVersion(description.version);
app.setAppPath(root);
await import(pathToFileURL(join(root, description.main)).href);
`;

/** Writes `resources/app` into an unpacked Electron. */
export function writeDefaultApp(electronFolder: string): void {
  const folder = join(electronFolder, 'resources', 'app');
  mkdirSync(folder, { recursive: true });
  const description = { name: 'default-app', version: '1.0.0', type: 'module', main: 'main.js' };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(description, null, 2)}\n`);
  writeFileSync(join(folder, 'main.js'), source);
}
