import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from './benchmark.ts';
import { flatMemory, memorySizes } from './flat-memory.ts';
import { shipped } from './shipped.ts';
import { mebibyte, resources, writeLargeFile } from './sources.ts';

const benchmark: Benchmark = {
  name: 'memory-intake',
  describe: 'peak memory of taking in one file, flat (at most 15 % more) from 200 MiB to 2,000 MiB',
  unit: 'MB',
  goal: 300,
  diskBytes: 2 * memorySizes.large * mebibyte,
  run(context) {
    return flatMemory(context, benchmark.goal, async (size) => {
      const source = join(context.folder, 'source');
      const vault = join(context.folder, 'vault');
      for (const path of [source, vault]) rmSync(path, { recursive: true, force: true });
      writeLargeFile(source, size * mebibyte);
      return { script: await shipped('memory-intake-process'), args: [source, vault, resources] };
    });
  },
};

export default benchmark;
