import { copyFile, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Progress } from '../rpc/handler.ts';
import { storedName, storedPath } from '../store/content-keys.ts';
import { openEvidenceStore } from '../store/evidence-store.ts';
import { faultPoint } from '../store/fault-point.ts';
import { syncFolder } from '../store/sync-folder.ts';
import { databaseName, openDatabase } from './database.ts';
import type { VaultKeys } from './keys.ts';
import { latestVersion } from './migrations/index.ts';

export interface Watch {
  signal: AbortSignal;
  progress(progress: Progress): void;
}

/**
 * Makes the copy of a database in `work` count: reads its every page, then brings along each content it refers to and
 * reads that back.
 * @param from Folder of the vault or backup the contents are copied from.
 * @throws ProfferError `corrupt`, `integrity-failed`, `newer-version`.
 */
export async function checkCopy(
  from: string,
  work: string,
  keys: VaultKeys,
  watch: Watch,
): Promise<{ files: number; bytes: number }> {
  await syncFile(join(work, databaseName));
  const database = openDatabase(join(work, databaseName), keys.database, latestVersion, { fullCheck: true });
  try {
    const contents = database
      .prepare('SELECT sha256, size_bytes AS size FROM content ORDER BY sha256')
      .all() as Content[];
    return await copyContents(join(from, 'evidence'), work, keys, contents, watch);
  } finally {
    database.close();
    await removeWalFiles(work);
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
      faultPoint('content-copied');
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
