import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { ProfferError } from '../../shared/domain/errors.ts';
import { outerHeadName } from '../log/outer-head.ts';
import { databaseName } from './database.ts';
import { headerCopyName, headerName } from './header.ts';
import { holderName, lockName } from './lock.ts';

const files = [
  ...[headerName, headerCopyName, outerHeadName, lockName, holderName],
  ...['', '-wal', '-shm', '-journal'].map((ending) => databaseName + ending),
];
const folders = ['evidence', 'tmp'];
/** All that lies in a vault or a backup. */
export const vaultEntries: readonly string[] = [...files, ...folders];
/** Of these the reading itself tells what is no file, and where an intact copy lies. */
const headers = [headerName, headerCopyName];

/**
 * The files of a vault lie in it themselves. Through a link put in the place of one, what is written or swept away would
 * be somebody else's (another vault's evidence); a pipe would be waited for without end.
 * @throws ProfferError `corrupt` naming the one that is something else. What is absent is not this check's matter.
 */
export async function requireOwnFiles(folder: string): Promise<void> {
  for (const name of [...files, ...folders]) {
    const facts = await lstat(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return null;
    });
    if (facts === null) continue;
    const isFolder = folders.includes(name);
    if (isFolder ? facts.isDirectory() : facts.isFile()) continue;
    if (headers.includes(name) && !facts.isSymbolicLink()) continue;
    throw new ProfferError(
      'corrupt',
      `${name} in the vault is ${facts.isSymbolicLink() ? 'a link to another place' : `no ${isFolder ? 'folder' : 'file'}`}. Put back the ${isFolder ? 'folder' : 'file'} itself. Nothing was changed.`,
      { folder, name },
    );
  }
}
