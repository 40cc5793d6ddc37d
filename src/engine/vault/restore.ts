import { copyFile, mkdir, readdir, rmdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { JobResult } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { outerHeadName } from '../log/outer-head.ts';
import { faultPoint } from '../store/fault-point.ts';
import { syncFolder } from '../store/sync-folder.ts';
import { checkCopy, type Watch } from './checked-copy.ts';
import { databaseName } from './database.ts';
import { checkHeaderMac, type OpeningSecret, openHeader, readHeader, writeHeader } from './header.ts';
import { deriveKeys, forgetKeys } from './keys.ts';
import { holderName } from './lock.ts';
import { beginFolder, type UnfinishedFolder } from './unfinished-folder.ts';

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
  let unfinished: UnfinishedFolder | null = null;
  try {
    checkHeaderMac(header, keys.header);
    unfinished = await beginFolder(folder);
    const work = unfinished.path;
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
    await syncFolder(work);
    watch.signal.throwIfAborted();
    // An empty target folder makes way for the finished one.
    if (existing) await removeEmpty(folder);
    faultPoint('vault-restored');
    await unfinished.finish();
    return { folder, evidenceFiles: copied.files, sizeBytes: copied.bytes };
  } catch (error) {
    await unfinished?.discard();
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
