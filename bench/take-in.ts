/** The one place where benchmarks take files in. */
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type FileSource, openEvidenceStore } from '../src/engine/store/evidence-store.ts';

/** Takes a file or a folder into a new vault at `vault`; resolves with the number of contents when all is on disk. */
export async function takeIn(path: string, vault: string): Promise<number> {
  const store = openEvidenceStore({
    folder: join(vault, 'evidence'),
    temporaryFolder: join(vault, 'tmp'),
    contentKey: randomBytes(32),
    nameKey: randomBytes(32),
  });
  async function* files(): AsyncGenerator<FileSource> {
    if (statSync(path).isFile()) {
      yield { path };
      return;
    }
    for await (const entry of store.walk(path)) {
      if (entry.kind === 'refused') throw new Error(`${entry.relativePath}: ${entry.refusal.message}`);
      yield entry;
    }
  }
  let count = 0;
  for await (const batch of store.intake(files())) {
    for (const item of batch.items) if (item.outcome === 'refused') throw new Error(item.refusal.message);
    await batch.commit((committed) => {
      count += committed.length;
    });
  }
  await store.close();
  return count;
}
