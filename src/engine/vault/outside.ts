import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ProfferError } from '../../shared/domain/errors.ts';

/** Whether a path is the folder itself or lies below it; both absolute. By name only: links are not looked through. */
export function isWithin(folder: string, path: string): boolean {
  const below = relative(folder, path);
  return below === '' || (below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below));
}

/**
 * What is written for somebody else does not belong into the vault: a backup would be lost with it, and everything else
 * is readable, which no file of a vault may be. Links on the way are looked through; the place need not be there yet.
 * @throws ProfferError `invalid-input`.
 */
export async function requireOutside(vault: string, place: string): Promise<void> {
  if (isWithin(await realPlace(vault), await realPlace(place))) {
    throw new ProfferError('invalid-input', 'This folder lies inside the vault. Choose one outside it.', {
      folder: place,
    });
  }
}

/** Where a path leads, its last parts perhaps not made yet. */
async function realPlace(path: string): Promise<string> {
  const absolute = resolve(path);
  try {
    return await realpath(absolute);
  } catch (error) {
    const above = dirname(absolute);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === absolute) return absolute;
    return join(await realPlace(above), basename(absolute));
  }
}
