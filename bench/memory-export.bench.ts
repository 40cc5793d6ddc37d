import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from './benchmark.ts';
import { flatMemory, memorySizes } from './flat-memory.ts';
import { packageCase } from './package-case.ts';
import { shipped } from './shipped.ts';
import { mebibyte, resources } from './sources.ts';

const count = 8;

const benchmark: Benchmark = {
  name: 'memory-export',
  describe: 'peak memory of exporting a case, flat (at most 15 % more) from 200 MiB to 2,000 MiB of evidence',
  unit: 'MB',
  goal: 300,
  diskBytes: 2 * memorySizes.large * mebibyte,
  run(context) {
    return flatMemory(context, benchmark.goal, async (size) => {
      const output = join(context.folder, 'output');
      rmSync(output, { recursive: true, force: true });
      const { desk, plain, vault } = await packageCase(context, { count, size: (size / count) * mebibyte });
      await desk.engine.close();
      rmSync(plain, { recursive: true });
      return { script: await shipped('memory-export-process'), args: [vault, output, resources] };
    });
  },
};

export default benchmark;
