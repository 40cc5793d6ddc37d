import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { stagedNamePattern, storedName, storedNamePattern } from './content-keys.ts';
import { syncFolder } from './sync-folder.ts';
import type { SweepResult } from './types.ts';
import type { StoreFolders } from './worker-messages.ts';

/** Removes every staged file and every stored one that no record refers to. No batch may be open. */
export async function sweepStore(
  { folder, temporaryFolder }: StoreFolders,
  nameKey: Uint8Array,
  referenced: AsyncIterable<string> | Iterable<string>,
): Promise<SweepResult> {
  // Read to its end before anything is removed.
  const names = new Set<string>();
  for await (const sha256 of referenced) names.add(storedName(nameKey, sha256));
  const result: SweepResult = { removedStaged: 0, removedUnreferenced: 0, foreign: [] };
  for (const name of await readdir(temporaryFolder)) {
    if (!stagedNamePattern.test(name)) continue;
    await unlink(join(temporaryFolder, name));
    result.removedStaged += 1;
  }
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && /^[0-9a-f]{2}$/.test(entry.name))
      await sweepShard(folder, entry.name, names, result);
    else result.foreign.push(entry.name);
  }
  return result;
}

async function sweepShard(
  folder: string,
  shard: string,
  names: Set<string>,
  result: SweepResult,
): Promise<void> {
  const before = result.removedUnreferenced;
  for (const name of await readdir(join(folder, shard))) {
    if (names.has(name)) continue;
    if (!storedNamePattern.test(name) || !name.startsWith(shard)) {
      result.foreign.push(`${shard}/${name}`);
      continue;
    }
    await unlink(join(folder, shard, name));
    result.removedUnreferenced += 1;
  }
  if (result.removedUnreferenced > before) await syncFolder(join(folder, shard));
}
