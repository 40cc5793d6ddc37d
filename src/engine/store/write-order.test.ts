/** A killed process leaves the page cache behind, so it cannot show a missing fsync; the order of system calls can. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { patterned, removeRoot, skipLoudly, temporaryRoot } from './testing/fixtures.ts';

let root: string;

beforeEach(() => {
  root = temporaryRoot();
});

afterEach(() => removeRoot(root));

const available = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;

test('contents are synced before they are renamed, folders before anything is acknowledged', (context) => {
  if (!available) return skipLoudly(context, 'order of writes: strace is absent or may not trace');
  const fixtures = new URL('./testing/fixtures.ts', import.meta.url).href;
  writeFileSync(join(root, 'large'), patterned(20 << 20));
  const script = join(root, 'traced.mjs');
  writeFileSync(
    script,
    `import { writeSync } from 'node:fs';
    const { openTestStore } = await import(${JSON.stringify(fixtures)});
    const store = openTestStore(${JSON.stringify(root)});
    const sources = [{ path: ${JSON.stringify(join(root, 'large'))} }];
    for (let index = 0; index < 40; index++) sources.push({ bytes: Buffer.from('small ' + index) });
    for await (const batch of store.intake(sources)) await batch.commit(() => { writeSync(1, 'acknowledged'); });
    await store.close();`,
  );
  const log = join(root, 'trace');
  const calls = 'trace=fdatasync,fsync,rename,renameat,renameat2,write';
  spawnSync('strace', ['-f', '-y', '-e', calls, '-o', log, process.execPath, script]);
  const synced = new Set<string>();
  const unsyncedFolders = new Set<string>();
  /** By thread: what it is syncing. A sync counts when it has ended, everything else when it begins. */
  const syncing = new Map<string, string>();
  // By name: where a folder is made first, strace shows a second try, and the failure of the first maybe on a line of its own.
  const renamed = new Set<string>();
  let acknowledged = false;
  for (const line of readFileSync(log, 'latin1').split('\n')) {
    const thread = line.slice(0, line.indexOf(' '));
    const begun = /f(?:data)?sync\(\d+<([^>]+)>/.exec(line)?.[1];
    if (begun) syncing.set(thread, begun);
    if (/sync.*\) *= 0$/.test(line)) {
      synced.add(syncing.get(thread)!);
      unsyncedFolders.delete(syncing.get(thread)!);
    }
    const [, from, to] = /rename(?:at2?)?\(.*?"([^"]+)".*?"([^"]+)"/.exec(line) ?? [];
    if (from && to?.includes('/evidence/')) {
      expect(synced.has(from), `${from} was synced before`).toBe(true);
      renamed.add(to);
      unsyncedFolders.add(dirname(to));
    }
    if (line.includes('"acknowledged"')) {
      acknowledged = true;
      expect([...unsyncedFolders], 'folders not synced').toEqual([]);
    }
  }
  expect(renamed.size).toBe(41);
  expect(acknowledged).toBe(true);
  // New folders are names in their parent, which has to be synced as well.
  expect(synced.has(join(root, 'evidence'))).toBe(true);
});
