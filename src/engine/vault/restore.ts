import { copyFile, mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { JobResult } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { outerHeadName } from '../log/outer-head.ts';
import { syncFolder } from '../store/sync-folder.ts';
import { writeFileAtomically } from './atomic-write.ts';
import { checkCopy, unfinished, type Watch } from './checked-copy.ts';
import { databaseName } from './database.ts';
import { checkHeaderMac, type OpeningSecret, openHeader, readHeader, writeHeader } from './header.ts';
import { deriveKeys, forgetKeys } from './keys.ts';
import { holderName, lockName } from './lock.ts';

/**
 * Puts a backup into a new folder. The backup is opened with the passphrase or the recovery key of its moment, and every
 * page and content of the copy is checked before the folder gets its final name.
 * @throws ProfferError `conflict` when the folder holds anything; `corrupt`, `integrity-failed`, `wrong-passphrase`.
 */
export async function restoreVault(
  backup: string,
  target: string,
  secret: OpeningSecret,
  watch: Watch,
): Promise<JobResult<'vault.restore'>> {
  const folder = resolve(target);
  const existing = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (existing && existing.length > 0) {
    throw new ProfferError(
      'conflict',
      `${folder} is not empty. A backup is restored into a new folder, so that nothing is overwritten.`,
      { folder },
    );
  }
  const source = resolve(backup);
  await requireAtRest(source);
  const header = await readHeader(source);
  const master = await openHeader(header, secret);
  const keys = deriveKeys(master, header.vaultId);
  const work = unfinished(folder);
  let begun = false;
  try {
    checkHeaderMac(header, keys.header);
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(work, { mode: 0o700 });
    // What another restore is writing there is not ours to remove.
    begun = true;
    watch.progress({ stage: 'Copying the database', done: 0, total: null, unit: 'steps', current: null });
    await copyFile(join(source, databaseName), join(work, databaseName)).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        throw new ProfferError('corrupt', `The backup holds no ${databaseName}. Use another backup.`, {
          backup: source,
        });
      },
    );
    const copied = await checkCopy(source, work, keys, watch);
    await mkdir(join(work, 'tmp'), { recursive: true, mode: 0o700 });
    await writeHeader(work, header);
    await copyFile(join(source, outerHeadName), join(work, outerHeadName)).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      },
    );
    await writeFileAtomically(join(work, lockName), '');
    await syncFolder(work);
    watch.signal.throwIfAborted();
    // An empty target folder makes way for the finished one.
    if (existing) await removeEmpty(folder);
    await rename(work, folder);
    await syncFolder(dirname(folder));
    return { folder, evidenceFiles: copied.files, sizeBytes: copied.bytes };
  } catch (error) {
    if (begun) await rm(work, { recursive: true, force: true });
    throw error;
  } finally {
    forgetKeys(keys);
  }
}

/** What somebody put into the folder while the backup was copied is not ours to remove. */
async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    throw new ProfferError(
      'conflict',
      `${folder} was empty and no longer is. Restore the backup into a new folder.`,
      { folder },
    );
  });
}

/**
 * A vault that is open, or was not closed in order, keeps its last changes beside the database. To copy the database of one
 * that this process has open would even give its lock up: a POSIX file lock ends when any descriptor of the file is closed.
 */
async function requireAtRest(source: string): Promise<void> {
  for (const name of [holderName, `${databaseName}-wal`]) {
    const facts = await stat(join(source, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return null;
    });
    if (!facts || facts.size === 0) continue;
    throw new ProfferError(
      'conflict',
      'This is no backup but a vault that is open or was not closed in order. Open and lock it, then make a backup.',
      { backup: source },
    );
  }
}
