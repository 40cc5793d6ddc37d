import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ProfferError } from '../../shared/domain/errors.ts';
import { syncFolder } from '../store/sync-folder.ts';
import { lockName, tryLock } from './lock.ts';
import { vaultEntries } from './own-files.ts';

const ending = '.unfinished';

/** A folder that is being written; it gets its final name when all in it was checked. */
export interface UnfinishedFolder {
  /** Where it is written meanwhile. */
  path: string;
  /** Gives it its name. */
  finish(): Promise<void>;
  /** Takes it away with all that was written, unless it has its name. */
  discard(): Promise<void>;
}

/**
 * Begins `folder` under another name, held by a lock that ends with this process, however that ends: what a killed one left
 * of the same folder makes way.
 * @throws ProfferError `conflict` when another one is writing it now, or somebody else's files lie there.
 */
export async function beginFolder(folder: string): Promise<UnfinishedFolder> {
  const path = folder + ending;
  await mkdir(path, { recursive: true, mode: 0o700 });
  const claim = await claimAbandoned(path);
  if (!claim)
    throw new ProfferError(
      'conflict',
      `${path} is being written at this moment, or holds other files. Wait until it is done, or move it elsewhere.`,
      { path },
    );
  try {
    await removeAllButLock(path);
  } catch (error) {
    claim.close();
    throw error;
  }
  let named = false;
  return {
    path,
    finish: async () => {
      // Windows renames no folder in which a file is open; elsewhere nobody can come in between.
      if (process.platform === 'win32') claim.close();
      await rename(path, folder);
      named = true;
      await syncFolder(dirname(folder));
      claim.close();
    },
    discard: async () => {
      if (!named) await removeAllButLock(path);
      claim.close();
      if (!named) await rm(path, { recursive: true, force: true });
    },
  };
}

/** Removes what killed processes began below `parent` under names like this one, and nobody writes any more. */
export async function removeAbandoned(parent: string, finalName: RegExp): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.endsWith(ending) || !finalName.test(basename(name, ending))) continue;
    const path = join(parent, name);
    const claim = await claimAbandoned(path);
    if (!claim) continue;
    await removeAllButLock(path);
    claim.close();
    await rm(path, { recursive: true, force: true });
  }
}

/** The lock on an unfinished folder; null when another one holds it, or it holds what no vault does. */
async function claimAbandoned(path: string): Promise<{ close(): void } | null> {
  const own = (name: string) => vaultEntries.includes(name) || /^\.[0-9a-f]{16}\.part$/.test(name);
  return (await readdir(path)).every(own) ? tryLock(path) : null;
}

async function removeAllButLock(path: string): Promise<void> {
  for (const name of await readdir(path))
    if (name !== lockName) await rm(join(path, name), { recursive: true, force: true });
}
