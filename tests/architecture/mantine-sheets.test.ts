/** The window reads the style sheets of the Mantine components it uses, all of them and no others. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../scripts/project.ts';

const mantine = join(projectRoot, 'node_modules/@mantine/core');
const text = (path: string) => readFileSync(path, 'utf8');
const namesIn = (list: string) =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));

/** Names the renderer imports from Mantine. */
function used(): Set<string> {
  const files = globSync('src/renderer/**/*.{ts,tsx}', { cwd: projectRoot });
  const lists = files.flatMap((file) => [
    ...text(join(projectRoot, file)).matchAll(/import \{([^}]*)\} from '@mantine\/core'/g),
  ]);
  return new Set(lists.flatMap(([, list]) => namesIn(list!)));
}

/** The modules that Mantine's index has those names from. */
function modulesOf(names: ReadonlySet<string>): string[] {
  const lines = [...text(join(mantine, 'esm/index.mjs')).matchAll(/import \{([^}]*)\} from "([^"]+)"/g)];
  return lines
    .filter(([, list]) => namesIn(list!).some((name) => names.has(name.split(' as ').at(-1)!)))
    .map(([, , path]) => join(mantine, 'esm', path!));
}

/** Style modules these modules import, at any depth, by the name of their sheet. */
function sheetsOf(modules: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const sheets = new Set<string>();
  const waiting = [...modules];
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const name = /(\w+)\.module(?:\.css)?\.mjs$/.exec(path)?.[1];
    if (name) sheets.add(name);
    for (const [, next] of text(path).matchAll(/from "(\.[^"]+)"/g)) waiting.push(join(dirname(path), next!));
  }
  return sheets;
}

test('mantine.css imports the sheets of the components in use, in the order Mantine has them', () => {
  const whole = text(join(mantine, 'styles.css'));
  const place = (name: string) => whole.indexOf(text(join(mantine, 'styles', `${name}.css`)).trim());
  const wanted = [...sheetsOf(modulesOf(used()))]
    .filter((name) => existsSync(join(mantine, 'styles', `${name}.css`)))
    .sort((one, other) => place(one) - place(other));
  expect(wanted).toContain('Button');
  const imported = [...text(join(projectRoot, 'src/renderer/mantine.css')).matchAll(/styles\/(\w+)\.css/g)];
  expect(imported.map(([, name]) => name)).toEqual(['baseline', 'global', ...wanted]);
});
