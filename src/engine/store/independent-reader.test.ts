import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EvidenceStore } from './evidence-store.ts';
import {
  contentKey,
  firstSegment,
  laterSegment,
  openTestStore,
  patterned,
  put,
  removeRoot,
  skipLoudly,
  storedFiles,
  temporaryRoot,
} from './testing/fixtures.ts';

let root: string;
let store: EvidenceStore;

beforeEach(() => {
  root = temporaryRoot();
  store = openTestStore(root);
});

afterEach(async () => {
  await store.close();
  removeRoot(root);
});

const script = fileURLToPath(new URL('./testing/decrypt.py', import.meta.url));
const available = spawnSync('python3', ['-c', 'import cryptography']).status === 0;

test.for([
  0,
  1,
  firstSegment - 1,
  firstSegment,
  firstSegment + 1,
  firstSegment + laterSegment,
  firstSegment + laterSegment + 1,
  9_500_000,
])('another program, in another language, reads %i bytes', async (size, context) => {
  const bytes = patterned(size);
  await put(store, { bytes });
  if (!available) {
    return skipLoudly(
      context,
      'independent reader: python3 with its package cryptography (Debian: python3-cryptography) is absent',
    );
  }
  const key = Buffer.from(contentKey).toString('hex');
  const result = spawnSync('python3', [script, key, storedFiles(root)[0]!], { maxBuffer: 32 << 20 });
  expect(result.stderr.toString()).toBe('');
  expect(result.stdout.equals(bytes)).toBe(true);
});
