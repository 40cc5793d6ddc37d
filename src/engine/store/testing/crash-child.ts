/**
 * Takes files in until it is killed: `crash-child.ts ROOT SEED`. As a database would, it appends a line to a ledger and
 * syncs it for each content once the store has it; only then is the content acknowledged.
 */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '../evidence-store.ts';
import { openTestStore, patterned } from './fixtures.ts';

const [root, seedText] = process.argv.slice(2);
if (!root || !seedText) throw new Error('usage: crash-child.ts ROOT SEED');
const seed = Number(seedText);
const store = openTestStore(root);
const ledger = openSync(join(root, 'ledger'), 'a', 0o600);

async function* large(size: number, round: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; at += 1 << 20) yield patterned(1 << 20, seed * 1000 + round + at);
}

console.log('started');
for (let round = 0; round < 50; round++) {
  const sources: Source[] = [];
  // Some contents come again in every round, and in every run.
  for (let index = 0; index < 60; index++)
    sources.push({
      bytes: patterned(200 + index * 50, index < 10 ? index : seed * 100_000 + round * 100 + index),
    });
  sources.push({ stream: large(6 << 20, round) });
  for await (const batch of store.intake(sources)) {
    await batch.commit((committed) => {
      writeSync(ledger, committed.map(({ content }) => `${content.sha256} ${content.size}\n`).join(''));
      fsyncSync(ledger);
    });
    console.log('acknowledged');
  }
}
closeSync(ledger);
await store.close();
