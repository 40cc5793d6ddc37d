/** Kills the process that takes files in, again and again: what it acknowledged is whole, and there is nothing else. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { storedName } from './content-keys.ts';
import type { FaultPoint } from './fault-point.ts';
import {
  nameKey,
  openTestStore,
  removeRoot,
  stagedFiles,
  storedFiles,
  temporaryRoot,
} from './testing/fixtures.ts';

let root: string;

beforeEach(() => {
  root = temporaryRoot();
});

afterEach(() => removeRoot(root));

const child = fileURLToPath(new URL('./testing/crash-child.ts', import.meta.url));

/** Resolves with the signal the child died of; null when it ended by itself. */
function runChild(
  seed: number,
  fault: string | null,
  kill: { after: 'started' | 'acknowledged'; delay: number } | null,
): Promise<NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    const environment = { ...process.env, ...(fault === null ? {} : { PROFFER_FAULT: fault }) };
    const running = spawn(process.execPath, [child, root, String(seed)], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.stdout.on('data', (text: Buffer) => {
      if (kill && text.includes(kill.after)) setTimeout(() => running.kill('SIGKILL'), kill.delay);
    });
    running.on('error', reject);
    running.on('exit', (code, signal) =>
      signal === null && code !== 0 ? reject(new Error(`the child failed with ${code}`)) : resolve(signal),
    );
  });
}

/** Lines of the ledger that were written to their end. */
function acknowledged(): Map<string, number> {
  const path = join(root, 'ledger');
  const text = existsSync(path) ? readFileSync(path, 'latin1') : '';
  const lines = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean);
  return new Map(lines.map((line) => [line.slice(0, 64), Number(line.slice(65))]));
}

async function checkAfterCrash(): Promise<void> {
  const rows = acknowledged();
  const store = openTestStore(root);
  try {
    // Before any sweep: every finished name holds a whole content, acknowledged or not.
    const names = new Set([...rows.keys()].map((hash) => storedName(nameKey, hash)));
    const found = new Set(storedFiles(root).map((path) => basename(path)));
    for (const name of names) expect(found.has(name)).toBe(true);
    for (const [hash, size] of rows)
      expect(await store.verify(hash, { size })).toEqual({ result: 'ok', size });
    await store.sweep(rows.keys());
    expect(new Set(storedFiles(root).map((path) => basename(path)))).toEqual(names);
    expect(stagedFiles(root)).toEqual([]);
  } finally {
    await store.close();
  }
}

const points: [FaultPoint, number][] = [
  ['staging-created', 1],
  ['staging-created', 40],
  ['segment-written', 1],
  ['segment-written', 63],
  ['before-sync', 1],
  ['before-sync', 3],
  ['synced', 1],
  ['synced', 2],
  ['before-rename', 1],
  ['before-rename', 2],
  ['renamed', 1],
  ['renamed', 30],
  ['renamed', 90],
  ['folders-synced', 1],
  ['folders-synced', 2],
  ['recorded', 1],
  ['recorded', 2],
];

test.each(points)('killed at %s, the %i. time', async (point, count) => {
  expect(await runChild(1, `${point}:${count}`, null)).toBe('SIGKILL');
  await checkAfterCrash();
});

test('killed at 20 random moments in a row, one vault through all of them', async () => {
  for (let run = 0; run < 20; run++) {
    const kill = {
      after: run % 2 === 0 ? 'started' : 'acknowledged',
      delay: Math.floor(Math.random() * 400),
    } as const;
    const signal = await runChild(run, null, kill);
    expect(signal, `run ${run}, killed ${kill.delay} ms after it ${kill.after}`).toBe('SIGKILL');
    await checkAfterCrash();
  }
  expect(acknowledged().size).toBeGreaterThan(0);
  expect(readdirSync(root).sort()).toEqual(['evidence', 'ledger', 'tmp']);
}, 180_000);
