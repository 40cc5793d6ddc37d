import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of profiles and fonts: told by the shell, else the one beside the source or the bundle. */
export function resourcesFolder(): string {
  const told = process.env.PROFFER_RESOURCES;
  if (told) return told;
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let up = 0; up < 5; up++) {
    const candidate = join(folder, 'resources');
    if (existsSync(join(candidate, 'jurisdictions'))) return candidate;
    folder = dirname(folder);
  }
  throw new Error('the folder "resources" is missing from this installation');
}
