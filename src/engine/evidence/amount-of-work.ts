import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';

/** What an intake's progress is told in: bytes where they are known beforehand, else files. */
export interface AmountOfWork {
  unit: 'bytes' | 'files';
  /** Null until it has been counted. */
  total: number | null;
}

/** Counting stops here: it must never take longer than the work it counts. */
const mostCounted = 2_000_000;

/**
 * Says how much there is to take in. Single files: their bytes, at once. With folders: their files, counted while the
 * intake already runs; a folder that cannot be read or changes meanwhile only makes the number wrong, not the intake.
 */
export async function amountOfWork(roots: readonly string[], signal: AbortSignal): Promise<AmountOfWork> {
  const facts = await Promise.all(roots.map((root) => lstat(root).catch(() => null)));
  if (!facts.some((one) => one?.isDirectory())) {
    return { unit: 'bytes', total: facts.reduce((sum, one) => sum + (one?.size ?? 0), 0) };
  }
  const work: AmountOfWork = { unit: 'files', total: null };
  const folders = roots.filter((_root, index) => facts[index]?.isDirectory());
  void countFiles(folders, signal).then((count) => {
    work.total = count === null ? null : count + roots.length - folders.length;
  });
  return work;
}

async function countFiles(folders: string[], signal: AbortSignal): Promise<number | null> {
  const left = [...folders];
  let count = 0;
  while (left.length > 0) {
    const folder = left.pop()!;
    try {
      for await (const entry of await opendir(folder, { bufferSize: 1024 })) {
        if (entry.isDirectory()) left.push(join(folder, entry.name));
        else count += 1;
      }
    } catch {
      // The intake itself tells what it cannot read; here it is only not counted.
    }
    if (signal.aborted || count > mostCounted) return null;
  }
  return count;
}
