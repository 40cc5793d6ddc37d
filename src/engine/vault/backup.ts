import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { JobResult } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { outerHeadName, writeOuterHead } from '../log/outer-head.ts';
import type { Progress } from '../rpc/handler.ts';
import { storedName, storedPath } from '../store/content-keys.ts';
import { openEvidenceStore } from '../store/evidence-store.ts';
import { faultPoint } from '../store/fault-point.ts';
import { syncFolder, writeFileAtomically } from './atomic-write.ts';
import { databaseName, openDatabase } from './database.ts';
import { checkHeaderMac, openHeader, readHeader, writeHeader } from './header.ts';
import { deriveKeys, forgetKeys, type VaultKeys } from './keys.ts';
import { holderName, lockName } from './lock.ts';
import { latestVersion } from './migrations/index.ts';
import { requireOutside } from './outside.ts';
import type { VaultSession } from './session.ts';

interface Watch {
  signal: AbortSignal;
  progress(progress: Progress): void;
}

/** A folder that is being written; renamed to its final name when all in it was checked. */
const unfinished = (folder: string) => `${folder}.unfinished`;

/**
 * A copy of the whole vault in a new folder below `target`: the database through `VACUUM INTO` (encrypted, of one
 * moment), every content it refers to, the header. Each content is read back, authenticated and hashed from the copy,
 * before the folder gets its final name.
 */
export async function backupVault(
  session: VaultSession,
  target: string,
  watch: Watch,
): Promise<JobResult<'vault.backup'>> {
  const place = resolve(target);
  await requireOutside(session.folder, place);
  const stamp = new Date().toISOString().replace(/[-:.]/g, '');
  const folder = join(place, `proffer-backup-${session.vaultId.slice(0, 8)}-${stamp}`);
  const work = unfinished(folder);
  await mkdir(place, { recursive: true });
  await mkdir(work, { mode: 0o700 });
  try {
    watch.progress({ stage: 'Copying the database', done: 0, total: null, unit: 'steps', current: null });
    // The pending log lines are in the copy whole or not at all: VACUUM reads one moment.
    session.database.prepare('VACUUM INTO ?').run(join(work, databaseName));
    // Before anything is awaited: an intake that runs meanwhile moves the log on, but not the copy.
    const head = session.log.head();
    await syncFile(join(work, databaseName));
    const database = openDatabase(join(work, databaseName), session.keys.database, latestVersion, {
      fullCheck: true,
    });
    let copied: { files: number; bytes: number };
    try {
      const contents = database
        .prepare('SELECT sha256, size_bytes AS size FROM content ORDER BY sha256')
        .all() as Content[];
      copied = await copyContents(join(session.folder, 'evidence'), work, session.keys, contents, watch);
    } finally {
      database.close();
    }
    await removeWalFiles(work);
    await session.copyHeader(work);
    await writeOuterHead(work, head);
    watch.signal.throwIfAborted();
    faultPoint('backup-whole');
    await rename(work, folder);
    await syncFolder(dirname(folder));
    return {
      folder,
      evidenceFiles: copied.files,
      sizeBytes: copied.bytes + (await stat(join(folder, databaseName))).size,
      databaseSha256: await fileHash(join(folder, databaseName)),
    };
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Puts a backup into a new folder. The backup is opened with the passphrase and every page and content of the copy is
 * checked before the folder gets its final name.
 * @throws ProfferError `conflict` when the folder holds anything; `corrupt`, `integrity-failed`, `wrong-passphrase`.
 */
export async function restoreVault(
  backup: string,
  target: string,
  passphrase: string,
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
  const master = await openHeader(header, { by: 'passphrase', passphrase });
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
    await syncFile(join(work, databaseName));
    const database = openDatabase(join(work, databaseName), keys.database, latestVersion, {
      fullCheck: true,
    });
    let copied: { files: number; bytes: number };
    try {
      const contents = database
        .prepare('SELECT sha256, size_bytes AS size FROM content ORDER BY sha256')
        .all() as Content[];
      copied = await copyContents(join(source, 'evidence'), work, keys, contents, watch);
    } finally {
      database.close();
    }
    await removeWalFiles(work);
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

interface Content {
  sha256: string;
  size: number;
}

/** Copies ciphertext and then reads each copy back: authenticated, hashed, compared. */
async function copyContents(
  from: string,
  work: string,
  keys: VaultKeys,
  contents: Content[],
  watch: Watch,
): Promise<{ files: number; bytes: number }> {
  await mkdir(join(work, 'evidence'), { mode: 0o700 });
  const temporaryFolder = join(work, 'tmp');
  const store = openEvidenceStore({
    folder: join(work, 'evidence'),
    temporaryFolder,
    contentKey: keys.evidence,
    nameKey: keys.names,
  });
  const total = contents.reduce((sum, content) => sum + content.size, 0);
  let bytes = 0;
  try {
    for (const { sha256, size } of contents) {
      watch.signal.throwIfAborted();
      watch.progress({
        stage: 'Copying and checking evidence',
        done: bytes,
        total,
        unit: 'bytes',
        current: sha256.slice(0, 12),
      });
      const name = storedPath('', storedName(keys.names, sha256));
      await mkdir(dirname(join(work, 'evidence', name)), { recursive: true, mode: 0o700 });
      await copyFile(join(from, name), join(work, 'evidence', name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        throw new ProfferError(
          'integrity-failed',
          `A piece of evidence (SHA-256 ${sha256}) is missing. Run a full check; the copy was not kept.`,
          { sha256 },
        );
      });
      await syncFile(join(work, 'evidence', name));
      await syncFolder(dirname(join(work, 'evidence', name)));
      const checked = await store.verify(sha256, { size, signal: watch.signal });
      if (checked.result !== 'ok') {
        throw new ProfferError(
          'integrity-failed',
          `A piece of evidence (SHA-256 ${sha256}) is damaged (${checked.result}). Run a full check; the copy was not kept.`,
          { sha256, result: checked.result },
        );
      }
      bytes += size;
    }
  } finally {
    await store.close();
    await rm(temporaryFolder, { recursive: true, force: true });
  }
  await syncFolder(join(work, 'evidence'));
  return { files: contents.length, bytes };
}

/** Opening the copy for its check leaves empty `-wal` and `-shm` files. */
async function removeWalFiles(folder: string): Promise<void> {
  for (const ending of ['-wal', '-shm']) await rm(join(folder, databaseName + ending), { force: true });
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
