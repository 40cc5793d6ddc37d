import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { JobResult } from '../../shared/contract/index.ts';
import { writeOuterHead } from '../log/outer-head.ts';
import { faultPoint } from '../store/fault-point.ts';
import { checkCopy, type Watch } from './checked-copy.ts';
import { databaseName } from './database.ts';
import { lockName } from './lock.ts';
import { requireOutside } from './outside.ts';
import type { VaultSession } from './session.ts';
import { beginFolder, removeAbandoned } from './unfinished-folder.ts';

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
  const name = `proffer-backup-${session.vaultId.slice(0, 8)}-`;
  const folder = join(place, name + stamp);
  await mkdir(place, { recursive: true });
  // What a backup that was killed left here would fill the disk, and is no backup of anything.
  await removeAbandoned(place, new RegExp(`^${name}\\d{8}T\\d{9}Z$`));
  const unfinished = await beginFolder(folder);
  const work = unfinished.path;
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
    await unfinished.finish();
    await rm(join(folder, lockName), { force: true });
    return {
      folder,
      evidenceFiles: copied.files,
      sizeBytes: copied.bytes + (await stat(join(folder, databaseName))).size,
      databaseSha256: await fileHash(join(folder, databaseName)),
    };
  } catch (error) {
    await unfinished.discard();
    throw error;
  }
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
