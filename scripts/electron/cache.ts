import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { mayAccess, ordinaryUser } from '../system/ordinary-user.ts';

/**
 * Where things that are made once are kept: XDG_CACHE_HOME or ~/.cache, as the XDG base directory
 * specification says. Root's own cache is closed to the ordinary user that Electron then runs as, so root
 * keeps them in /var/cache, owned by root and readable by all.
 */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(base, 'proffer');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const user = ordinaryUser();
  if (!user || mayAccess(user, folder, 'rx')) return folder;
  const shared = '/var/cache/proffer';
  mkdirSync(shared, { recursive: true, mode: 0o755 });
  return shared;
}

const partialName = /\.partial-(\d+)$/;

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Takes away what interrupted runs left behind. */
function removeLeftovers(cache: string): void {
  for (const entry of readdirSync(cache)) {
    const owner = partialName.exec(entry)?.[1];
    if (owner && !isAlive(Number(owner))) rmSync(join(cache, entry), { recursive: true, force: true });
  }
}

/**
 * The folder `name` of the cache, made by `make` where it is absent. All or nothing: it is made under another
 * name and renamed when done, so an interrupted run repeats cleanly and of two runs at once one wins.
 */
export async function once(
  cache: string,
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  removeLeftovers(cache);
  const partial = `${folder}.partial-${process.pid}`;
  mkdirSync(partial, { mode: 0o755 });
  try {
    await make(partial);
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
