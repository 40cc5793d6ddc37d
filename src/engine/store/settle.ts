/** The second phase of intake: staged files take their final names. */
import type { KeyObject } from 'node:crypto';
import { mkdirSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { inspectContent } from './content-inspection.ts';
import { storedName, storedPath } from './content-keys.ts';
import { faultPoint } from './fault-point.ts';
import { errnoCode, writeFailure } from './store-failures.ts';
import type { ContentKey } from './streaming-aead.ts';
import { syncFolder } from './sync-folder.ts';
import type { StoredAs } from './types.ts';

/**
 * Renames staged, synced files to their stored names and syncs the folders. A content the store already has is kept if it is
 * whole, which is checked by reading it; else the staged one takes its place.
 */
export async function settle(
  staged: readonly { path: string; sha256: string; size: number }[],
  {
    folder,
    contentKey,
    nameKey,
  }: { folder: string; contentKey: ContentKey; nameKey: Uint8Array | KeyObject },
): Promise<StoredAs[]> {
  const touched = new Set<string>();
  const outcomes: StoredAs[] = [];
  try {
    faultPoint('before-rename');
    for (const { path, sha256, size } of staged) {
      const target = storedPath(folder, storedName(nameKey, sha256));
      const shard = dirname(target);
      const present = statSync(target, { throwIfNoEntry: false }) !== undefined;
      // A file whose folder was not yet synced when the power went may be there and not last: always sync it.
      touched.add(shard);
      if (present && (await inspectContent({ path: target, contentKey, sha256, size })).result === 'ok') {
        unlinkSync(path);
        outcomes.push('duplicate');
        continue;
      }
      rename(path, target, shard, () => touched.add(folder));
      faultPoint('renamed');
      outcomes.push(present ? 'repaired' : 'new');
    }
    // At once, and not in this thread: the file system's journal commits them together, and the next group is staged meanwhile.
    await Promise.all([...touched].map(syncFolder));
    faultPoint('folders-synced');
    return outcomes;
  } catch (error) {
    throw writeFailure(error);
  }
}

function rename(path: string, target: string, shard: string, onNewShard: () => void): void {
  try {
    renameSync(path, target);
  } catch (error) {
    if (errnoCode(error) !== 'ENOENT') throw error;
    mkdirSync(shard, { mode: 0o700 });
    onNewShard();
    renameSync(path, target);
  }
}
