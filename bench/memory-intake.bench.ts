import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from './benchmark.ts';
import { peakMemory } from './peak-memory.ts';
import { shipped } from './shipped.ts';
import { writeLargeFile } from './sources.ts';

const mebibyte = 1024 ** 2;
/** Ten times the size may take so much more memory: what allocators and collectors leave lying, not the content. */
const allowedGrowth = 1.15;

const benchmark: Benchmark = {
  name: 'memory-intake',
  describe: 'peak memory of taking in one file, flat (at most 15 % more) from 200 MiB to 2,000 MiB',
  unit: 'MB',
  goal: 300,
  async run(context) {
    const peaks: number[] = [];
    for (const size of [200, 2000]) {
      const source = join(context.folder, `source-${size}`);
      const vault = join(context.folder, `vault-${size}`);
      writeLargeFile(source, size * mebibyte);
      const peak = await peakMemory(await shipped('memory-intake-process'), [source, vault]);
      context.log(`${size} MiB: ${peak.toFixed(0)} MB`);
      peaks.push(peak);
      for (const path of [source, vault]) rmSync(path, { recursive: true });
    }
    const value = Math.max(...peaks);
    const growth = peaks[1]! / peaks[0]!;
    return {
      value,
      holds: value < benchmark.goal && growth <= allowedGrowth,
      note: `${growth.toFixed(2)} times the memory for ten times the size`,
    };
  },
};

export default benchmark;
