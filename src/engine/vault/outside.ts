import { isAbsolute, relative, sep } from 'node:path';
import { ProfferError } from '../../shared/domain/errors.ts';

/** Whether a path is the folder itself or lies below it; both absolute. By name only: links are not looked through. */
export function isWithin(folder: string, path: string): boolean {
  const below = relative(folder, path);
  return below === '' || (below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below));
}

/**
 * What is written for somebody else does not belong into the vault: a backup would be lost with it, and everything else
 * is readable, which no file of a vault may be.
 * @throws ProfferError `invalid-input`.
 */
export function requireOutside(vault: string, place: string): void {
  if (isWithin(vault, place)) {
    throw new ProfferError('invalid-input', 'This folder lies inside the vault. Choose one outside it.', {
      folder: place,
    });
  }
}
