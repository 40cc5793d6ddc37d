import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, link, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ProfferError } from '../shared/domain/errors.ts';
import { syncFolder } from './store/sync-folder.ts';

/** A file that appears under its name only when it is whole, and never in place of another. */
export interface NewFile {
  handle: FileHandle;
  temporaryPath: string;
  /** Gives the synced file its name; `conflict` when the name was taken meanwhile. */
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/** Begins a file; what processes that were killed had begun in the same folder is removed, as it is readable. */
export async function createNewFile(path: string): Promise<NewFile> {
  if (await exists(path)) throw taken(path);
  await removeLeftovers(dirname(path));
  const temporaryPath = join(
    dirname(path),
    `.${basename(path)}.${hostMark}-${process.pid}-${randomBytes(6).toString('hex')}.partial`,
  );
  const handle = await openNew(temporaryPath);
  let open = true;
  const close = async () => {
    if (open) await handle.close();
    open = false;
  };
  return {
    handle,
    temporaryPath,
    keep: async () => {
      await close();
      await giveName(temporaryPath, path);
      await syncFolder(dirname(path));
    },
    discard: async () => {
      await close();
      await rm(temporaryPath, { force: true });
    },
  };
}

/** A folder may be shared: what another computer is writing there is known by this. */
export const hostMark = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const temporaryName = /^\..+\.([0-9a-f]{8})-(\d+)-[0-9a-f]{12}\.partial$/s;

async function removeLeftovers(folder: string): Promise<void> {
  // What is wrong with the folder is told by the opening of the file.
  for (const name of await readdir(folder).catch(() => [])) {
    const [, host, processId] = temporaryName.exec(name) ?? [];
    if (host === hostMark && !runs(Number(processId))) await rm(join(folder, name), { force: true });
  }
}

function runs(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const folder = dirname(path);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new ProfferError(
        'not-found',
        'The folder to write to does not exist. Make it, or choose another one.',
        { path: folder },
      );
    }
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
      throw new ProfferError('permission', 'The folder cannot be written to. Choose another one.', {
        path: folder,
      });
    }
    throw error;
  }
}

async function giveName(temporaryPath: string, path: string): Promise<void> {
  try {
    // A link, unlike a rename, fails when the name exists, with no moment in between.
    await link(temporaryPath, path);
    await rm(temporaryPath);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw taken(path);
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw error;
    // FAT and exFAT (USB sticks) have no links.
    if (await exists(path)) throw taken(path);
    await rename(temporaryPath, path);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function taken(path: string): ProfferError {
  return new ProfferError(
    'conflict',
    'A file of this name exists already; nothing was overwritten. Choose another folder, or move the file away.',
    {
      path,
    },
  );
}
