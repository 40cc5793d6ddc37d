import { randomBytes } from 'node:crypto';
import { type FileHandle, link, lstat, open, rename, rm } from 'node:fs/promises';
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

export async function createNewFile(path: string): Promise<NewFile> {
  if (await exists(path)) throw taken(path);
  const temporaryPath = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.partial`);
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

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const folder = dirname(path);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new ProfferError('not-found', 'The folder to write to does not exist.', { path: folder });
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
  return new ProfferError('conflict', 'A file of this name exists already; nothing was overwritten.', {
    path,
  });
}
