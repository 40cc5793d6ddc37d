import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEvidenceStore, type Source } from './evidence-store.ts';
import {
  contentKey,
  nameKey,
  openTestStore,
  patterned,
  put,
  removeRoot,
  skipLoudly,
  stagedFiles,
  storedFiles,
  temporaryRoot,
} from './testing/fixtures.ts';

let root: string;
let mounted: string | null = null;

beforeEach(() => {
  root = temporaryRoot();
});

afterEach(() => {
  if (mounted) spawnSync('umount', [mounted]);
  mounted = null;
  removeRoot(root);
});

const sources: Record<string, () => Source[]> = {
  'one large file': () => {
    writeFileSync(join(root, 'source'), patterned(24 << 20));
    return [{ path: join(root, 'source') }];
  },
  'many small ones': () =>
    Array.from({ length: 400 }, (_, index) => ({ bytes: patterned(40_000, index + 10) })),
};

test.for(Object.entries(sources))('a full disk: %s', async ([, make], context) => {
  const small = join(root, 'small');
  mkdirSync(small);
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', small], { encoding: 'utf8' });
  if (mount.status !== 0) {
    return skipLoudly(context, `disk full: no small disk can be mounted here (${mount.stderr?.trim()})`);
  }
  mounted = small;
  const store = openTestStore(small);
  const kept = await put(store, { bytes: patterned(100_000, 3) });
  const run = async () => {
    for await (const batch of store.intake(make())) await batch.commit();
  };
  await expect(run()).rejects.toMatchObject({ code: 'disk-full' });
  expect(stagedFiles(small)).toEqual([]);
  expect((await store.verify(kept)).result).toBe('ok');
  await store.sweep([kept]);
  expect(storedFiles(small).length).toBe(1);
  // With room again, the same store goes on.
  await put(store, { bytes: patterned(1_000_000, 4) });
  await store.close();
});

test('a limit on the size of files', async (context) => {
  if (process.platform === 'win32') return skipLoudly(context, 'limit on file size: Windows knows none');
  writeFileSync(join(root, 'source'), patterned(24 << 20));
  const module = new URL('./evidence-store.ts', import.meta.url).href;
  const options = { folder: join(root, 'evidence'), temporaryFolder: join(root, 'tmp') };
  const script = `
    const { openEvidenceStore } = await import(${JSON.stringify(module)});
    const store = openEvidenceStore({ ...${JSON.stringify(options)},
      contentKey: Uint8Array.from(${JSON.stringify([...contentKey])}), nameKey: Uint8Array.from(${JSON.stringify([...nameKey])}) });
    try { await store.intakeOne({ path: ${JSON.stringify(join(root, 'source'))} }); console.log('taken in'); }
    catch (error) { console.log(error.code); }
    await store.close();`;
  writeFileSync(join(root, 'limited.mjs'), script);
  // In blocks of 512 or 1,024 bytes, as the shell has it: 8 or 16 MiB.
  const command = 'ulimit -f 16384; exec "$0" "$1"';
  const child = spawnSync('sh', ['-c', command, process.execPath, join(root, 'limited.mjs')], {
    encoding: 'utf8',
  });
  expect(child.stdout.trim()).toBe('disk-full');
  const store = openEvidenceStore({ ...options, contentKey, nameKey });
  expect(stagedFiles(root)).toEqual([]);
  expect(storedFiles(root)).toEqual([]);
  await store.close();
});
