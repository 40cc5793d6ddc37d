import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { JobResult } from '../../shared/contract/index.ts';
import { writeOuterHead } from '../log/outer-head.ts';
import { faultPoint } from '../store/fault-point.ts';
import { syncFolder } from '../store/sync-folder.ts';
import { checkCopy, unfinished, type Watch } from './checked-copy.ts';
import { databaseName } from './database.ts';
import { requireOutside } from './outside.ts';
import type { VaultSession } from './session.ts';

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
    const copied = await checkCopy(session.folder, work, session.keys, watch);
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

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
