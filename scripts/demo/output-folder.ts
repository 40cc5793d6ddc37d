import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface OutputFolder {
  /** Packages and keys lie here. */
  folder: string;
  vault: string;
}

/** Second precision, in UTC: runs lie beside each other in order. */
export const stampOf = (time: Date): string =>
  time.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');

const entriesOf = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

/**
 * Where a run writes. A folder that was named takes the packages itself, unless packages of this case lie in it already;
 * then, and by default, a fresh folder below it. Nothing is overwritten.
 * @param packagePrefix how the names of this case's packages begin
 */
export function outputFolder(
  named: string | undefined,
  base: string,
  packagePrefix: string,
  now: Date,
): OutputFolder {
  const stamp = stampOf(now);
  const chosen = resolve(base, named ?? 'demo-output');
  const taken = entriesOf(chosen).some((name) => name.startsWith(packagePrefix) && name.endsWith('.zip'));
  const folder = named === undefined || taken ? join(chosen, stamp) : chosen;
  mkdirSync(folder, { recursive: true });
  return { folder, vault: join(folder, `vault-${stamp}`) };
}
